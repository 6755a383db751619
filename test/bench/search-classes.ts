/** What people search for, by class: each with its own words at every size, as frequent or rare there as the class says. */
import { idsBetween } from '../../main/store/queries/message-ids.ts';
import { marks } from '../../main/store/search/entry.ts';
import { authorName, type Corpus } from './corpus.ts';
import { titleOf } from './library.ts';
import { hanOf, wordOf } from './words.ts';

/** What is typed, and the barest query that answers it, in the language of FTS5. `meant`: all words that a typed one stands for. */
export interface SearchTerms {
  typed: string;
  match(meant: (typed: string) => string): string;
}

interface Operator {
  typed: string;
  /** Further to the match. */
  match?: string;
  /** Of the message `m`, and of its id. */
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
  return { typed: all.join(' '), match: (meant) => all.map((word) => `(${meant(word)})`).join(' AND ') };
}

export const searchClasses: readonly SearchClass[] = [
  { name: 'common', terms: (_corpus, round) => words(common(round)) },
  { name: 'rare', terms: (corpus, round) => words(rare(corpus, round)) },
  { name: 'two words', terms: (corpus, round) => words(common(round), middling(corpus, round)) },
  {
    name: 'phrase',
    terms(_corpus, round) {
      const phrase = `${common(round % 7)} ${common(round + 3)}`;
      return { typed: `"${phrase}"`, match: () => whole(phrase) };
    },
  },
  {
    name: 'prefix',
    terms: (corpus, round) => words(middling(corpus, round).slice(0, 4)),
  },
  {
    name: 'mid-word',
    terms: (corpus, round) => words(middling(corpus, round).slice(1, 5)),
  },
  { name: 'CJK', terms: (_corpus, round) => words(hanOf(round % 30) + hanOf(round % 11)) },
  {
    name: 'negated',
    terms(corpus, round) {
      const [wanted, ...unwanted] = [common(round), common(round + 1), middling(corpus, round)];
      return {
        typed: `${wanted} -${unwanted.join(' -')}`,
        match: (meant) => [wanted!, ...unwanted].map((word) => `(${meant(word)})`).join(' NOT '),
      };
    },
  },
  { name: 'absent', terms: (_corpus, round) => words(`zzx${wordOf(round)}qq`) },
];

/** `conversationId`: of the conversation with that number in the corpus. */
export const operators: readonly ((round: number, conversationId: (conversation: number) => number) => Operator)[] = [
  (round, conversationId) => ({ typed: `in:"${titleOf((round * 13) % 500)}"`, match: `"·${conversationId((round * 13) % 500)}"` }),
  (round) => ({ typed: `from:"${authorName(round * 7)}"`, match: `"${marks.author(authorName(round * 7))}"` }),
  (round) => ({ typed: `after:${day(round)}`, where: sent({ from: Date.parse(day(round)), to: Number.MAX_SAFE_INTEGER }) }),
  (round) => ({ typed: `before:${day(round)}`, where: sent({ from: 0, to: Date.parse(day(round)) }) }),
  () => ({ typed: 'is:unread', where: 'm.unread = 1' }),
  () => ({ typed: '-is:sent', where: 'm.mine = 0' }),
  () => ({ typed: 'has:link', match: '"·link"' }),
];

/** Some of every class, as typed. */
export function searchesOf(corpus: Corpus): string[] {
  const rounds = Array.from({ length: 20 }, (_, round) => round);
  const plain = rounds.flatMap((round) => searchClasses.map(({ terms }) => terms(corpus, round).typed));
  return plain.flatMap((typed, round) => [typed, `${typed} ${operators[round % operators.length]!(round, () => 0).typed}`]);
}

/** Ids follow the time: most of the index need not be looked at. */
function sent(span: { from: number; to: number }): string {
  const { low, high } = idsBetween(span);
  return `i.rowid >= ${low} AND i.rowid < ${high} AND m.sent_at >= ${span.from} AND m.sent_at < ${span.to}`;
}

function day(round: number): string {
  return `${2024 + (round % 2)}-0${1 + (round % 9)}-15`;
}

export function whole(text: string): string {
  return `"${folded(text)}"`;
}

/** As the index holds words. */
export function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
}
