/** Parts of words are looked for among all words there are, however many, and those that came since. */
import SQLite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asReader } from '../../../../main/store/database.ts';
import { migrations } from '../../../../main/store/migrations/index.ts';
import { Vocabulary } from '../../../../main/store/search/vocabulary.ts';

let database: Database;
beforeEach(() => {
  database = new SQLite(':memory:');
  for (const migration of migrations) migration.up(database);
});
afterEach(() => {
  database.close();
});

function add(words: string[]): void {
  database.prepare(`INSERT INTO index_words (word) SELECT value FROM json_each(?)`).run(JSON.stringify(words));
}

/** Far more of them than are held together. */
const many = Array.from({ length: 70_000 }, (_, n) => `wort${n}ende`);

it('finds every word that holds a fragment, wherever among many it stands', () => {
  const vocabulary = new Vocabulary();
  add(many);
  vocabulary.follow(asReader(database));
  for (const fragment of ['t1', '99e', 't7777', '00en'])
    expect(vocabulary.find(fragment, 'within', many.length)).toEqual(many.filter((word) => word.includes(fragment)));
  expect(vocabulary.find('wort12', 'begins', many.length)).toEqual(many.filter((word) => word.startsWith('wort12')));
  expect(vocabulary.find('ort12', 'begins', many.length)).toEqual([]);
});

it('knows what came since, one or many', () => {
  const vocabulary = new Vocabulary();
  for (const words of [['leuchtturm'], many, ['turmuhr']]) {
    add(words);
    vocabulary.follow(asReader(database));
  }
  expect(vocabulary.find('turm', 'within', 10)).toEqual(['leuchtturm', 'turmuhr']);
  expect(vocabulary.find('ende', 'within', many.length)).toEqual(many);
});

it('forgets none when the last piece is filled up, and again', () => {
  const vocabulary = new Vocabulary();
  for (const [from, to] of [
    [0, 40_000],
    [40_000, 43_000],
    [43_000, 70_000],
  ]) {
    add(many.slice(from, to));
    vocabulary.follow(asReader(database));
  }
  for (const fragment of ['t1', 't39999', 't4', 't6', '00en'])
    expect(vocabulary.find(fragment, 'within', many.length)).toEqual(many.filter((word) => word.includes(fragment)));
});

it('gives up when there are more than are asked for', () => {
  const vocabulary = new Vocabulary();
  add(many);
  vocabulary.follow(asReader(database));
  expect(vocabulary.find('ende', 'within', many.length - 1)).toBeNull();
  expect(vocabulary.find('ende', 'within', many.length)).toHaveLength(many.length);
});
