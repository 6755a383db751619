/** Searching, by class, each class also with an operator. */
import { Searcher } from '../../main/store/search/run.ts';
import type { Question, Subject } from './queries.ts';
import { folded, operators, searchClasses, whole, type SearchClass } from './search-classes.ts';

const limit = 50;
const now = Date.UTC(2026, 10, 1);
const searchers = new WeakMap<Subject, Searcher>();

/** One for each database, as the search thread has it. */
function searcherOf(subject: Subject): Searcher {
  const known = searchers.get(subject) ?? new Searcher(subject.db, () => {});
  searchers.set(subject, known);
  return known;
}

function bareStatement(where: string | undefined): string {
  return `
    SELECT m.*, a.name FROM message_index i JOIN messages m ON m.id = i.rowid JOIN authors a ON a.id = m.author_id
    WHERE message_index MATCH ? ${where === undefined ? '' : `AND ${where}`} ORDER BY i.rowid DESC LIMIT ${limit}`;
}

/** All words that begin with a short one, or hold one of three characters and more; of Chinese the consecutive characters. */
function meantBy(typed: string, { bare }: Subject): string {
  if (/\p{Script=Han}/u.test(typed)) return whole(typed);
  if (typed.length < 3) return `${whole(typed)} *`;
  const words = bare.prepare<[string], { word: string }>(`SELECT word FROM index_words WHERE instr(word, ?) > 0`).all(folded(typed));
  return words.map(({ word }) => `"${word}"`).join(' OR ') || '""';
}

function question({ name, terms }: SearchClass, withOperator: boolean): Question {
  return {
    name: `search ${name}${withOperator ? ' + operator' : ''}`,
    bar: { atMost: 10, atMostOfFloor: 2 },
    note: `first ${limit} newest, in the search thread; floor: the same rows by one query of the index`,
    ask(subject, round) {
      const asked = terms(subject.corpus, round);
      const operator = withOperator ? operators[round % operators.length]!(round, (index) => subject.conversationIds[index]!) : null;
      const match = [`(${asked.match((typed) => meantBy(typed, subject))})`, operator?.match].filter(Boolean).join(' AND ');
      const query = [asked.typed, operator?.typed].filter(Boolean).join(' ');
      const statement = subject.bare.prepare(bareStatement(operator?.where));
      const searcher = searcherOf(subject);
      return {
        real: subject.connection.transaction(() => searcher.page({ query, order: 'newest', continueAt: null, limit, now, services: {} })),
        bare: () => statement.all(match),
      };
    },
  };
}

export const searchQuestions: readonly Question[] = searchClasses.flatMap((each) => [question(each, false), question(each, true)]);
