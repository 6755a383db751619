/** What people search for, by class: each with its own words at every size, as frequent or rare there as the class says. */
import { authorName, type Corpus } from './corpus.ts';
import { titleOf } from './library.ts';
import { hanOf, wordOf } from './words.ts';

/** What is typed, and the barest query that answers it. */
export interface SearchTerms {
  typed: string;
  /** In the language of FTS5; null: all words that hold `fragment`. */
  match: string | null;
  fragment?: string;
}

interface Operator {
  typed: string;
  /** Further to the match. */
  match?: string;
  /** Of the message `m`. */
  where?: string;
}

export interface SearchClass {
  name: string;
  /** Other words each round. */
  terms(corpus: Corpus, round: number): SearchTerms;
}

const common = (round: number) => wordOf(round % 40);
const middling = (corpus: Corpus, round: number) => wordOf(Math.floor(corpus.vocabulary / 100) + round);
const rare = (corpus: Corpus, round: number) => wordOf(Math.floor(corpus.vocabulary / 2) + round * 7);

function words(...all: string[]): SearchTerms {
  return { typed: all.join(' '), match: all.map(whole).join(' AND ') };
}

export const searchClasses: readonly SearchClass[] = [
  { name: 'common', terms: (_corpus, round) => words(common(round)) },
  { name: 'rare', terms: (corpus, round) => words(rare(corpus, round)) },
  { name: 'two words', terms: (corpus, round) => words(common(round), middling(corpus, round)) },
  {
    name: 'phrase',
    terms(_corpus, round) {
      const phrase = `${common(round % 7)} ${common(round + 3)}`;
      return { typed: `"${phrase}"`, match: whole(phrase) };
    },
  },
  {
    name: 'prefix',
    terms(corpus, round) {
      const start = middling(corpus, round).slice(0, 4);
      return { typed: start, match: `${whole(start)} *` };
    },
  },
  {
    name: 'mid-word',
    terms(corpus, round) {
      const fragment = middling(corpus, round).slice(1, 5);
      return { typed: fragment, match: null, fragment: folded(fragment) };
    },
  },
  { name: 'CJK', terms: (_corpus, round) => words(hanOf(round % 30) + hanOf(round % 11)) },
  {
    name: 'negated',
    terms(corpus, round) {
      const [wanted, ...unwanted] = [common(round), common(round + 1), middling(corpus, round)];
      return { typed: `${wanted} -${unwanted.join(' -')}`, match: [wanted!, ...unwanted].map(whole).join(' NOT ') };
    },
  },
  { name: 'absent', terms: (_corpus, round) => words(`zzx${wordOf(round)}qq`) },
];

/** `conversationId`: of the conversation with that number in the corpus. */
export const operators: readonly ((round: number, conversationId: (conversation: number) => number) => Operator)[] = [
  (round, conversationId) => ({ typed: `in:"${titleOf((round * 13) % 500)}"`, match: `author : "·${conversationId((round * 13) % 500)}"` }),
  (round) => ({ typed: `from:"${authorName(round * 7)}"`, match: `author : ${whole(authorName(round * 7))}` }),
  (round) => ({ typed: `after:${day(round)}`, where: `m.sent_at >= ${Date.parse(day(round))}` }),
  (round) => ({ typed: `before:${day(round)}`, where: `m.sent_at < ${Date.parse(day(round))}` }),
  () => ({ typed: 'is:unread', where: 'm.unread = 1' }),
  () => ({ typed: '-is:sent', where: 'm.mine = 0' }),
  () => ({ typed: 'has:link', match: 'author : "·link"' }),
];

/** Some of every class, as typed. */
export function searchesOf(corpus: Corpus): string[] {
  const rounds = Array.from({ length: 20 }, (_, round) => round);
  const plain = rounds.flatMap((round) => searchClasses.map(({ terms }) => terms(corpus, round).typed));
  return plain.flatMap((typed, round) => [typed, `${typed} ${operators[round % operators.length]!(round, () => 0).typed}`]);
}

function day(round: number): string {
  return `${2024 + (round % 2)}-0${1 + (round % 9)}-15`;
}

function whole(text: string): string {
  return `"${folded(text)}"`;
}

/** As the index holds words. */
export function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
}
