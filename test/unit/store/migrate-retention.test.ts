import SQLite, { type Database } from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { base } from './sample.ts';
import { temporaryFolder } from './temporary-store.ts';

const before = migrations.filter(({ version }) => version < 50);
const upTo = migrations.filter(({ version }) => version <= 50);

const rows = `
  INSERT INTO accounts (id, kind, name, hue, settings, keep, paused, created_at) VALUES ('acc', '8x8', 'Work', 10, '{}', 'keychain', 0, 1);
  INSERT INTO authors VALUES (1, 'acc', 'ana', 'Ana');
  INSERT INTO conversations (id, account_id, remote_id, title, last_message_id) VALUES (7, 'acc', 'room', 'Room', 4096);
  INSERT INTO messages (id, conversation_id, remote_id, author_id, text, pushed_by, order_key, mine, unread)
    VALUES (4096, 7, 'm1', 1, 'hello', 4095, 1000, 0, 1);
  INSERT INTO message_versions VALUES (4096, 1, 'helo', 5);
  INSERT INTO gaps (conversation_id, after_order, before_order, since, until) VALUES (7, 1, 1000, 1, 2);
  INSERT INTO outbox (id, conversation_id, text, state, created_at, reason, message_id) VALUES ('o', 7, 'hello', 'confirmed', 1, '', 4096);
  INSERT INTO outbox_attempts VALUES (1, 1, 5, 6, 'accepted', '');
  INSERT INTO labels VALUES (1, 'Later', 120);
  INSERT INTO conversation_labels VALUES (7, 1);
  INSERT INTO saved_messages VALUES (4096, 9);
  INSERT INTO settings VALUES ('theme', '"dark"');
`;

/** Every row of every table. */
function content(database: Database): Record<string, object[]> {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
  return Object.fromEntries(
    (tables.pluck().all() as string[]).map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all() as object[]]),
  );
}

/** As earlier versions made it: pages were never given back. */
function olderDatabase(): string {
  const file = join(temporaryFolder(), 'parley.db');
  const { writer, reader } = openDatabase({ file, migrations: before, now: base });
  writer.exec(rows);
  writer.pragma('auto_vacuum = NONE');
  reader.close();
  writer.exec('VACUUM');
  writer.close();
  return file;
}

it('the step to retention keeps every row, lets every account keep everything, and room be given back from now on', () => {
  const file = olderDatabase();
  const old = new SQLite(file, { readonly: true });
  const expected = content(old);
  expect(old.pragma('auto_vacuum', { simple: true })).toBe(0);
  old.close();

  const { writer, reader, outcome } = openDatabase({ file, migrations: upTo, now: base });
  expect(outcome).toMatchObject({ kind: 'migrated', to: 50 });
  expect(content(reader)).toEqual({
    ...expected,
    accounts: expected['accounts']?.map((row) => ({ ...row, keep_days: null, keep_from: null })),
    conversations: expected['conversations']?.map((row) => ({ ...row, let_go_before: null })),
  });
  expect(writer.pragma('auto_vacuum', { simple: true })).toBe(2);
  expect(() => writer.exec('UPDATE accounts SET keep_days = 6')).toThrow('CHECK');
  reader.close();
  writer.close();
});

it('a new database gives room back from the start', () => {
  const { writer, reader } = openDatabase({ file: join(temporaryFolder(), 'parley.db'), migrations, now: base });
  expect(writer.pragma('auto_vacuum', { simple: true })).toBe(2);
  reader.close();
  writer.close();
});
