/** One thing to look for in a text: consecutive words, and how the last of them must fit. */
import type { TextRange } from '../../../preload/contract/search.ts';
import { wordsOf, type Word, type Words } from './words.ts';

/**
 * `whole`: every word in full (a phrase). `begins`: the last word need only begin so. `within`: as `begins`, and a single word of at least
 * three characters may also stand in the middle of another.
 */
export type Fit = 'whole' | 'begins' | 'within';

export interface Term {
  words: readonly Pick<Word, 'text' | 'unspaced'>[];
  fit: Fit;
}

const longEnough = /^[\p{L}\p{N}\p{M}]{3,}$/u;

/** Null when there is no word in it. */
export function termOf(text: string, fit: Fit): Term | null {
  const words = wordsOf(text).list.map(({ text, unspaced }) => ({ text, unspaced }));
  const [first] = words;
  if (!first) return null;
  const mayBeWithin = words.length === 1 && !first.unspaced && longEnough.test(first.text);
  return { words, fit: fit === 'within' && !mayBeWithin ? 'begins' : fit };
}

export function hasTerm(term: Term, { list }: Words): boolean {
  return list.some((_word, start) => matchAt(term, list, start) !== null);
}

/** Where the term stands in the original text, ascending; places may overlap. */
export function findTerm(term: Term, { list, folded }: Words): TextRange[] {
  return list.flatMap((_word, start) => {
    const match = matchAt(term, list, start);
    return match ? [{ from: folded.from(match.from), to: folded.to(match.to - 1) }] : [];
  });
}

/** The stretch of the folded text where the term stands when its first word is the word number `start`. */
function matchAt({ words: wanted, fit }: Term, list: readonly Word[], start: number): TextRange | null {
  const last = wanted.length - 1;
  for (let n = 0; n < last; n += 1) if (list[start + n]?.text !== wanted[n]?.text) return null;
  const [first, have, want] = [list[start], list[start + last], wanted[last]];
  if (!first || !have || !want) return null;
  const offset = have.text.indexOf(want.text);
  const fits = fit === 'whole' ? have.text === want.text : fit === 'begins' ? offset === 0 : offset >= 0;
  if (!fits) return null;
  return { from: last === 0 ? first.at + offset : first.at, to: have.at + offset + want.text.length };
}
