/** What the window waits for, asked of every size in turns, each answer beside the barest statement that reads the same rows. */
import SQLite, { type Database } from 'better-sqlite3';
import { connectReader, searchCache } from '../../main/store/connections.ts';
import { asReader, type ReaderDatabase } from '../../main/store/database.ts';
import { corpusOf, sizes, type Corpus, type SizeName } from './corpus.ts';
import { accountId, databaseIn } from './library.ts';
import { listQuestions } from './list-questions.ts';
import { openQuestions } from './open-questions.ts';
import { searchQuestions } from './search-questions.ts';
import { median, percentile, type Bar, type Row } from './table.ts';

/** One database, as the store's worker reads it, as the search thread does, and bare. */
export interface Subject {
  connection: Database;
  db: ReaderDatabase;
  search: Database;
  bare: Database;
  corpus: Corpus;
  /** Of the corpus' conversations. */
  conversationIds: number[];
}

export interface Question {
  name: string;
  bar: Bar;
  note: string;
  /** The same work by Parley and at its barest; another argument each round. */
  ask(subject: Subject, round: number): { real(): unknown; bare(): unknown };
}

interface Times {
  real: number[];
  bare: number[];
}

const warmUp = 20;
const rounds = 100;
const allRounds = Array.from({ length: warmUp + rounds }, (_, round) => round);

export interface QueryRows {
  bySize: Partial<Record<SizeName, Row[]>>;
  growth: Row[];
}

/** `which`: all, or only the searches. */
export function measureQueries(folders: Partial<Record<SizeName, string>>, which: 'all' | 'searches' = 'all'): QueryRows {
  const names = Object.keys(folders) as SizeName[];
  const subjects = new Map(names.map((name) => [name, open(databaseIn(folders[name]!), name)]));
  const bySize: QueryRows['bySize'] = Object.fromEntries(names.map((name) => [name, []]));
  const growth: Row[] = [];
  const questions = which === 'all' ? [...listQuestions, ...openQuestions, ...searchQuestions] : searchQuestions;
  for (const question of questions) {
    const times = new Map<SizeName, Times>(names.map((name) => [name, { real: [], bare: [] }]));
    // Getting ready takes the floor longer than most questions take: all of it comes first, not between two answers.
    const asked = new Map([...subjects].map(([name, subject]) => [name, allRounds.map((round) => question.ask(subject, round))]));
    for (let round = -warmUp; round < rounds; round += 1)
      for (const name of subjects.keys()) {
        const { real, bare } = asked.get(name)![round + warmUp]!;
        // Whoever comes second finds the pages in memory.
        const realFirst = round % 2 === 0;
        const first = timed(realFirst ? real : bare);
        const second = timed(realFirst ? bare : real);
        if (round < 0) continue;
        times.get(name)!.real.push(realFirst ? first : second);
        times.get(name)!.bare.push(realFirst ? second : first);
      }
    for (const [name, { real, bare }] of times) bySize[name]!.push(toRow(question, real, bare));
    const [smaller, larger] = [times.get('100k'), times.get('1m')];
    if (smaller && larger) growth.push(toGrowth(question, smaller, larger));
  }
  for (const { connection, search, bare } of subjects.values()) [connection, search, bare].forEach((each) => each.close());
  if (growth.length > 0) growth.push(allSearches(growth));
  return { bySize, growth };
}

function open(file: string, size: SizeName): Subject {
  const connection = connectReader(file);
  const bare = new SQLite(file, { readonly: true });
  const conversations = bare
    .prepare<[string], { id: number }>(`SELECT id FROM conversations WHERE account_id = ? AND remote_id GLOB 'room-*' ORDER BY id`)
    .all(accountId);
  return {
    connection,
    db: asReader(connection),
    search: connectReader(file, searchCache),
    bare,
    corpus: corpusOf(sizes[size]),
    conversationIds: conversations.map(({ id }) => id),
  };
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function toRow({ name, bar, note }: Question, real: number[], bare: number[]): Row {
  const medians = `median ${median(real).toFixed(2)} over ${median(bare).toFixed(2)}`;
  return {
    name,
    value: percentile(real, 0.95),
    floor: percentile(bare, 0.95),
    unit: 'ms',
    bar,
    note: `p95 of ${rounds}, ${medians}; ${note}`,
  };
}

/** Searching as a whole, each class as often as another. */
function allSearches(growth: readonly Row[]): Row {
  const searches = growth.filter(({ name }) => name.startsWith('search'));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const value = sum(searches.map((row) => row.value));
  const floor = sum(searches.map((row) => row.floor!));
  return { name: 'all searches', value, floor, unit: 'ms', bar: searches[0]!.bar, note: 'the medians of all classes together' };
}

function toGrowth({ name }: Question, smaller: Times, larger: Times): Row {
  const bare = (median(larger.bare) / median(smaller.bare)).toFixed(2);
  const note = `median at 1m; floor: median at 100k, asked in turns; the barest statement grew ${bare}-fold`;
  return { name, value: median(larger.real), floor: median(smaller.real), unit: 'ms', bar: { atMostOfFloor: 1.5 }, note };
}
