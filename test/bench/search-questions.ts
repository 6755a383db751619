/** Searching, by class, each class also with an operator. */
import { asReader } from '../../main/store/database.ts';
import { marks } from '../../main/store/search/entry.ts';
import { Searcher } from '../../main/store/search/run.ts';
import type { Question, Subject } from './queries.ts';
import { folded, operators, searchClasses, whole, type SearchClass } from './search-classes.ts';

const limit = 50;
const now = Date.UTC(2026, 10, 1);
const searchers = new WeakMap<Subject, Searcher>();

/** One for each database, as the search thread has it. */
function searcherOf(subject: Subject): Searcher {
  const known = searchers.get(subject) ?? new Searcher(asReader(subject.search), () => {});
  searchers.set(subject, known);
  return known;
}

function bareStatement(where: string | undefined): string {
  return `
    SELECT m.*, a.name FROM message_index i JOIN messages m ON m.id = i.rowid JOIN authors a ON a.id = m.author_id
    WHERE message_index MATCH ? ${where === undefined ? '' : `AND ${where}`} ORDER BY i.rowid DESC LIMIT ${limit}`;
}

/**
 * All words that begin with a short one, or hold one of three characters and more, and all authors with such a word in their names; of Chinese
 * the consecutive characters.
 */
function meantBy(typed: string, { bare }: Subject): string {
  if (/\p{Script=Han}/u.test(typed)) return whole(typed);
  const short = typed.length < 3;
  const words = bare.prepare<[string], string>(`SELECT word FROM index_words WHERE instr(word, ?) > 0`).pluck();
  const names = bare.prepare<[], string>(`SELECT DISTINCT name FROM authors`).pluck().all();
  const fits = (word: string) => (short ? word.startsWith(folded(typed)) : word.includes(folded(typed)));
  const authors = names.filter((name) => folded(name).split(' ').some(fits)).map((name) => `"${marks.author(name)}"`);
  const said = short ? [`${whole(typed)} *`] : words.all(folded(typed)).map((word) => `"${word}"`);
  return [...said, ...authors].join(' OR ') || '""';
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
        real: subject.search.transaction(() => searcher.page({ query, order: 'newest', continueAt: null, limit, now, services: {} })),
        bare: () => statement.all(match),
      };
    },
  };
}

export const searchQuestions: readonly Question[] = searchClasses.flatMap((each) => [question(each, false), question(each, true)]);
