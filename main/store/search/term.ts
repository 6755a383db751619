/** One thing to look for in a text: consecutive words, and how the last of them must fit. */
import type { TextRange } from '../../../preload/contract/search.ts';
import { longestWord, Words, type Word } from './words.ts';

/**
 * `whole`: every word in full (a phrase). `begins`: the last word need only begin so. `within`: a single word of at least three characters,
 * which may also stand in the middle of another.
 */
export type Fit = 'whole' | 'begins' | 'within';

export interface Term {
  words: readonly Word[];
  fit: Fit;
  /** Its words with a space between each two; empty when they are not all of ASCII. */
  plain: string;
}

const longEnough = /^.{3,}$/u;
const plainWords = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Null when there is no word in it. What is no such single word fits `within` as it `begins`. */
export function termOf(text: string, fit: Fit): Term | null {
  const words = new Words(text).list;
  const [first] = words;
  if (!first) return null;
  const mayBeWithin = words.length === 1 && first.kind === 'word' && longEnough.test(first.text);
  const joined = words.map((word) => word.text).join(' ');
  return { words, fit: fit === 'within' && !mayBeWithin ? 'begins' : fit, plain: plainWords.test(joined) ? joined : '' };
}

export function hasTerm(term: Term, text: Words): boolean {
  return matchesIn(term, text, 1).length > 0;
}

/** Nobody reads on to more of them: a message of megabytes may hold a word a million times. */
const mostPlaces = 1_000;

/** Where the term stands in the original text, the first thousand places, ascending; places may overlap. */
export function findTerm(term: Term, text: Words): TextRange[] {
  const { folded } = text;
  return matchesIn(term, text, mostPlaces).map(({ from, to }) => ({ from: folded.from(from), to: folded.to(to - 1) }));
}

/** Around so many places a text is taken apart; one in which the first word stands more often is taken apart once, as a whole. */
const fewPlaces = 8;

/** The first so many stretches of the folded text. Most texts are turned away, and of the others only what is around is taken apart. */
function matchesIn(term: Term, text: Words, most: number): TextRange[] {
  const found: TextRange[] = [];
  const more = term.words.length - 1;
  const { text: first, kind } = term.words[0]!;
  let at = text.folded.text.indexOf(first);
  for (let places = 0; at >= 0; places += 1) {
    if (more > 0 && places === fewPlaces) return matchesInList(term, text.list, most);
    const seen = seenAt(term, text.folded.text, at);
    if (seen !== 'unclear') {
      if (seen === 'yes' && found.push({ from: at, to: at + term.plain.length }) === most) return found;
      at = text.folded.text.indexOf(first, at + first.length);
      continue;
    }
    // Such a character is a word wherever it stands.
    const { list, own, end } =
      kind === 'character' ? { list: text.from(at, 1 + more), own: 1, end: at + first.length } : text.around(at, more);
    for (let start = 0; start < own; start += 1) {
      const match = matchAt(term, list, start);
      // What stands before this place was seen already.
      if (match && match.from >= at && found.push(match) === most) return found;
    }
    at = text.folded.text.indexOf(first, end);
  }
  return found;
}

/** Whether a term of ASCII words stands where its first word does, when the characters around tell: most words stand between spaces. */
function seenAt({ plain, fit, words }: Term, text: string, at: number): 'yes' | 'no' | 'unclear' {
  if (plain === '') return 'unclear';
  const before = unitAt(text, at - 1);
  if (before === 'other') return 'unclear';
  if (before === 'letter' && !isInOneWord(text, at, plain.length)) return 'unclear';
  if (before === 'letter' && fit !== 'within') return 'no';
  if (words.length > 1 && !text.startsWith(plain, at)) return 'unclear';
  const after = unitAt(text, at + plain.length);
  if (after === 'other') return 'unclear';
  return fit === 'whole' && after === 'letter' ? 'no' : 'yes';
}

/** ASCII that is no letter or digit ends words, as the ends of the text do. What else does so is told by taking it apart (`words.ts`). */
function unitAt(text: string, at: number): 'letter' | 'end' | 'other' {
  if (at < 0 || at >= text.length) return 'end';
  const code = text.charCodeAt(at);
  if (code >= 128) return 'other';
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) ? 'letter' : 'end';
}

/** Whether what ends `length` after a place belongs to one word, however long the run is that it stands in. */
function isInOneWord(text: string, at: number, length: number): boolean {
  const first = Math.max(at + length - longestWord, 0);
  return first === 0 || text.lastIndexOf(' ', at) >= first;
}

function matchesInList(term: Term, list: readonly Word[], most: number): TextRange[] {
  const found: TextRange[] = [];
  for (let start = 0; start < list.length && found.length < most; start += 1) {
    const match = matchAt(term, list, start);
    if (match) found.push(match);
  }
  return found;
}

/** The stretch of the folded text where the term stands when its first word is the word number `start`. */
function matchAt({ words: wanted, fit }: Term, list: readonly Word[], start: number): TextRange | null {
  const last = wanted.length - 1;
  for (let n = 0; n < last; n += 1) if (list[start + n]?.text !== wanted[n]!.text) return null;
  const have = list[start + last];
  if (!have) return null;
  const want = wanted[last]!.text;
  const offset = have.text.indexOf(want);
  const fits = fit === 'whole' ? have.text === want : fit === 'begins' ? offset === 0 : offset >= 0;
  if (!fits) return null;
  const from = last === 0 && have.kind !== 'emoji' ? have.at + offset : list[start]!.at;
  return { from, to: have.kind === 'emoji' ? have.at + have.text.length : have.at + offset + want.length };
}
