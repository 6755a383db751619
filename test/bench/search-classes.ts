/** What people search for, by class: each with its own words at every size, as frequent or rare there as the class says. */
import { authorName, type Corpus } from './corpus.ts';
import { titleOf } from './library.ts';
import { hanOf, wordOf } from './words.ts';

export interface SearchClass {
  name: string;
  /** Another one each round. */
  query(corpus: Corpus, round: number): string;
}

const common = (round: number) => wordOf(round % 40);
const middling = (corpus: Corpus, round: number) => wordOf(Math.floor(corpus.vocabulary / 100) + round);
const rare = (corpus: Corpus, round: number) => wordOf(Math.floor(corpus.vocabulary / 2) + round * 7);

const plain: readonly SearchClass[] = [
  { name: 'common', query: (_corpus, round) => common(round) },
  { name: 'rare', query: rare },
  { name: 'two words', query: (corpus, round) => `${common(round)} ${middling(corpus, round)}` },
  { name: 'phrase', query: (_corpus, round) => `"${wordOf(round % 7)} ${common(round + 3)}"` },
  { name: 'prefix', query: (corpus, round) => middling(corpus, round).slice(0, 4) },
  { name: 'mid-word', query: (corpus, round) => middling(corpus, round).slice(1, 4) },
  { name: 'CJK', query: (_corpus, round) => hanOf(round % 30) + hanOf(round % 11) },
  { name: 'negated', query: (corpus, round) => `${common(round)} -${common(round + 1)} -${middling(corpus, round)}` },
  { name: 'absent', query: (_corpus, round) => `zzx${wordOf(round)}qq` },
];

const operators: readonly ((round: number) => string)[] = [
  (round) => `in:"${titleOf(round * 13)}"`,
  (round) => `from:"${authorName(round * 7)}"`,
  (round) => `after:202${4 + (round % 2)}-0${1 + (round % 9)}`,
  (round) => `before:202${4 + (round % 2)}-0${1 + (round % 9)}`,
  () => 'is:unread',
  () => '-is:sent',
  () => 'has:link',
];

export const searchClasses: readonly SearchClass[] = plain.flatMap(({ name, query }) => [
  { name, query },
  {
    name: `${name} + operator`,
    query: (corpus: Corpus, round: number) => `${query(corpus, round)} ${operators[round % operators.length]!(round)}`,
  },
]);

/** Some of every class. */
export function searchesOf(corpus: Corpus): string[] {
  return Array.from({ length: 20 }, (_, round) => searchClasses.map(({ query }) => query(corpus, round))).flat();
}
