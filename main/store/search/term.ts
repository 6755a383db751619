/** One thing to look for in a text: consecutive words, and how the last of them must fit. */
import type { TextRange } from '../../../preload/contract/search.ts';
import { Words, type Word } from './words.ts';

/**
 * `whole`: every word in full (a phrase). `begins`: the last word need only begin so. `within`: a single word of at least three characters,
 * which may also stand in the middle of another.
 */
export type Fit = 'whole' | 'begins' | 'within';

export interface Term {
  words: readonly Word[];
  fit: Fit;
}

const longEnough = /^.{3,}$/u;

/** Null when there is no word in it. What is no such single word fits `within` as it `begins`. */
export function termOf(text: string, fit: Fit): Term | null {
  const words = new Words(text).list;
  const [first] = words;
  if (!first) return null;
  const mayBeWithin = words.length === 1 && first.kind === 'word' && longEnough.test(first.text);
  return { words, fit: fit === 'within' && !mayBeWithin ? 'begins' : fit };
}

export function hasTerm(term: Term, text: Words): boolean {
  // Most texts are turned away without being taken apart.
  if (!text.folded.text.includes(term.words[0]!.text)) return false;
  return text.list.some((_word, start) => matchAt(term, text.list, start) !== null);
}

/** Where the term stands in the original text, ascending; places may overlap. */
export function findTerm(term: Term, text: Words): TextRange[] {
  const { list, folded } = text;
  return list.flatMap((_word, start) => {
    const match = matchAt(term, list, start);
    return match ? [{ from: folded.from(match.from), to: folded.to(match.to - 1) }] : [];
  });
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

/** Names of conversations, accounts and labels: each search asks about all of them, and they hardly change. */
const names = new Map<string, Words>();
const mostNames = 20_000;

/** Some word of a name begins with the term or, from three characters, holds it. */
export function isCalled(name: string, term: Term): boolean {
  let words = names.get(name);
  if (!words) {
    if (names.size >= mostNames) names.clear();
    names.set(name, (words = new Words(name)));
  }
  return hasTerm(term, words);
}
