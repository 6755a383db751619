/**
 * The words of a text: runs of letters, digits and marks. In scripts written without spaces every character is a word of its own, and so is
 * an emoji with all that belongs to it. A run of more than 64 characters is several words.
 */
import { Folded } from './fold.ts';

export interface Word {
  /** Folded. */
  text: string;
  /** `character`: of a script without spaces. */
  kind: 'word' | 'character' | 'emoji';
  /** Where it begins in the folded text, in UTF-16 code units. */
  at: number;
}

/** Longer runs are cut into several words: so many characters. */
export const longestWord = 64;

const character =
  '[[\\p{L}\\p{N}\\p{M}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]';
const emoji = '[0-9]\\u20e3|\\p{RI}\\p{RI}?|[\\p{ExtPict}\\p{EMod}]\\p{EMod}?[\\u{e0020}-\\u{e007f}]*(?:\\u200d\\p{ExtPict}\\p{EMod}?)*';
const any = new RegExp(`(${emoji})|(${character})|[[\\p{L}\\p{N}\\p{M}]--${character}]{1,${longestWord}}`, 'gv');
/** The same, for going on from a place. */
const anyFrom = new RegExp(any);
/** Where there is nothing of this, words are only runs of letters, digits and marks: to find those takes a tenth of the time. */
const special = new RegExp(`\\u20e3|[\\p{RI}\\p{ExtPict}\\p{EMod}]|${character}`, 'v');
const plainWords = new RegExp(`[\\p{L}\\p{N}\\p{M}]{1,${longestWord}}`, 'gu');
const asciiWord = new RegExp(`[a-z0-9]{1,${longestWord}}`, 'g');
const ascii = /^[\0-\x7f]*$/;

/** A text to be searched. It is taken apart when that is first asked for. */
export class Words {
  readonly folded: Folded;
  #list: readonly Word[] | null = null;

  constructor(text: string) {
    this.folded = new Folded(text);
  }

  get list(): readonly Word[] {
    return (this.#list ??= wordsOf(this.folded.text, 0, this.folded.ascii));
  }

  /**
   * The words between the spaces around a place of the folded text, and where they end; no word holds a space. `more`: so many words after
   * them are in the list, too.
   */
  around(place: number, more: number): { list: readonly Word[]; own: number; end: number } {
    const { text } = this.folded;
    const start = text.lastIndexOf(' ', place) + 1;
    const next = text.indexOf(' ', place);
    const end = next < 0 ? text.length : next;
    const stretch = text.slice(start, end);
    const list = wordsOf(stretch, start, ascii.test(stretch));
    return { list: more === 0 ? list : [...list, ...this.from(end, more)], own: list.length, end };
  }

  /** The first so many words that begin at a place of the folded text or after it; no other may reach beyond it. */
  from(place: number, count: number): Word[] {
    const list: Word[] = [];
    anyFrom.lastIndex = place;
    for (let match; list.length < count && (match = anyFrom.exec(this.folded.text));) list.push(toWord(match, 0));
    return list;
  }

  /** The words of a text without emoji and characters that are words of their own, as most are; null for any other. */
  get plain(): readonly string[] | null {
    return special.test(this.folded.text) ? null : (this.folded.text.match(plainWords) ?? []);
  }
}

/** `offset`: where the text begins in a whole one. */
function wordsOf(text: string, offset: number, isAscii: boolean): Word[] {
  return isAscii
    ? Array.from(text.matchAll(asciiWord), (match) => ({ text: match[0], kind: 'word', at: match.index + offset }))
    : Array.from(text.matchAll(any), (match) => toWord(match, offset));
}

function toWord(match: RegExpExecArray, offset: number): Word {
  const kind = match[1] !== undefined ? 'emoji' : match[2] !== undefined ? 'character' : 'word';
  return { text: match[0], kind, at: match.index + offset };
}

/** Names are few, and each is asked about again and again. */
const names = new Map<string, Words>();
const mostNames = 20_000;

export function wordsOfName(name: string): Words {
  let words = names.get(name);
  if (!words) {
    if (names.size >= mostNames) names.clear();
    names.set(name, (words = new Words(name)));
  }
  return words;
}
