/**
 * The words of a text: runs of letters, digits and marks. In scripts written without spaces every character is a word of its own, and so is
 * an emoji with all that belongs to it. A run of more than 64 characters is several words.
 */
import { fold, type Folded } from './fold.ts';

export interface Word {
  /** Folded. */
  text: string;
  /** `character`: of a script without spaces. */
  kind: 'word' | 'character' | 'emoji';
  /** Where it begins in the folded text, in UTF-16 code units. */
  at: number;
}

const character =
  '[[\\p{L}\\p{N}\\p{M}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]';
const emoji = '[0-9]\\u20e3|\\p{RI}\\p{RI}?|[\\p{ExtPict}\\p{EMod}]\\p{EMod}?[\\u{e0020}-\\u{e007f}]*(?:\\u200d\\p{ExtPict}\\p{EMod}?)*';
const any = new RegExp(`(${emoji})|(${character})|[[\\p{L}\\p{N}\\p{M}]--${character}]{1,64}`, 'gv');
const asciiWord = /[a-z0-9]{1,64}/g;

/** A text to be searched. It is taken apart when that is first asked for. */
export class Words {
  readonly folded: Folded;
  #list: readonly Word[] | null = null;

  constructor(text: string) {
    this.folded = fold(text);
  }

  get list(): readonly Word[] {
    this.#list ??= this.folded.ascii
      ? Array.from(this.folded.text.matchAll(asciiWord), plainWord)
      : Array.from(this.folded.text.matchAll(any), toWord);
    return this.#list;
  }
}

function plainWord(match: RegExpExecArray): Word {
  return { text: match[0], kind: 'word', at: match.index };
}

function toWord(match: RegExpExecArray): Word {
  const kind = match[1] !== undefined ? 'emoji' : match[2] !== undefined ? 'character' : 'word';
  return { text: match[0], kind, at: match.index };
}
