import SQLite, { type Database } from 'better-sqlite3';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnusable } from '../../../main/store/contract.ts';
import { firstSchema } from '../../../main/store/migrations/0010-first-schema.ts';
import { editsAndGaps } from '../../../main/store/migrations/0020-edits-and-gaps.ts';
import { shorterMessageIds } from '../../../main/store/migrations/0025-shorter-message-ids.ts';
import { triage } from '../../../main/store/migrations/0030-triage.ts';
import { searchIndex } from '../../../main/store/migrations/0040-search-index.ts';
import { retention } from '../../../main/store/migrations/0050-retention.ts';
import { secondCopies } from '../../../main/store/migrations/0060-second-copies.ts';
import type { Migration } from '../../../main/store/migrations/migration.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { base } from './sample.ts';
import { temporaryFolder } from './temporary-store.ts';

const first: readonly Migration[] = [firstSchema];

/** A second migration as one will be: a column with a value from the old rows, and a table rebuilt. */
const second: Migration = {
  version: 20,
  name: 'made up for this test',
  up(database) {
    database.exec(`
      ALTER TABLE accounts ADD COLUMN initials TEXT NOT NULL DEFAULT '';
      UPDATE accounts SET initials = substr(name, 1, 1);
      CREATE TABLE authors_new (id INTEGER PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, label TEXT NOT NULL) STRICT;
      INSERT INTO authors_new SELECT id, account_id, name || ' (' || remote_id || ')' FROM authors;
      DROP TABLE authors;
      ALTER TABLE authors_new RENAME TO authors;
    `);
  },
};

const failing: Migration = {
  version: 30,
  name: 'fails half way',
  up(database) {
    database.exec(`DELETE FROM messages; DROP TABLE settings;`);
    throw new Error('half way');
  },
};

const dangling: Migration = {
  version: 30,
  name: 'breaks a reference',
  up: (database) => database.exec(`DELETE FROM authors`),
};

const rows = `
  INSERT INTO accounts VALUES ('acc', '8x8', 'Work', 10, '{"rooms":"a"}', 'keychain', 0, 1, NULL);
  INSERT INTO authors VALUES (1, 'acc', 'ana', 'Ana');
  INSERT INTO conversations (id, account_id, remote_id, title) VALUES (7, 'acc', 'room', 'Room');
  INSERT INTO messages VALUES (4096, 7, 'm1', 1, 'hello', 1, 1000, 0, 1);
  INSERT INTO outbox (id, conversation_id, text, state, created_at, reason, message_id) VALUES ('o', 7, 'hello', 'confirmed', 1, '', 4096);
  INSERT INTO outbox_attempts VALUES (1, 1, 5, 6, 'accepted', '');
  INSERT INTO settings VALUES ('theme', '"dark"');
`;

function open(file: string, known: readonly Migration[], now = base) {
  return openDatabase({ file, migrations: known, now });
}

/** Every row of every table. */
function content(database: Database): Record<string, unknown[]> {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
  return Object.fromEntries((tables.pluck().all() as string[]).map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()]));
}

function withFile<Value>(file: string, read: (database: Database) => Value): Value {
  const database = new SQLite(file, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function version(database: Database): unknown {
  return database.pragma('user_version', { simple: true });
}

/** A closed database of the first schema with a row in every table. */
function firstSchemaWithRows(): string {
  const file = join(temporaryFolder(), 'parley.db');
  const { writer, reader, outcome } = open(file, first);
  expect(outcome).toEqual({ kind: 'created' });
  writer.exec(rows);
  reader.close();
  writer.close();
  return file;
}

function besides(file: string): string[] {
  return readdirSync(dirname(file)).filter((name) => !['', '-wal', '-shm'].some((suffix) => name === basename(file) + suffix));
}

describe('migrating', () => {
  it('makes the first schema with no backup, as there is nothing to lose', () => {
    const file = firstSchemaWithRows();
    expect(besides(file)).toEqual([]);
    expect(withFile(file, version)).toBe(10);
  });

  it('converts every row, after a backup that holds the old ones', () => {
    const file = firstSchemaWithRows();
    const old = withFile(file, content);
    const { writer, reader, outcome } = open(file, [...first, second]);
    const backupFile = `${file}.backup-v10-2025-06-15T15-06-40-000Z`;
    expect(outcome).toEqual({ kind: 'migrated', from: 10, to: 20, backupFile });
    expect(version(writer)).toBe(20);
    expect(content(reader)).toEqual({
      ...old,
      accounts: old['accounts']?.map((row) => ({ ...(row as object), initials: 'W' })),
      authors: [{ id: 1, account_id: 'acc', label: 'Ana (ana)' }],
    });
    expect(writer.pragma('foreign_keys', { simple: true })).toBe(1);
    reader.close();
    writer.close();
    expect(
      withFile(backupFile, (backup) => [version(backup), content(backup), backup.pragma('integrity_check', { simple: true })]),
    ).toEqual([10, old, 'ok']);

    const again = open(file, [...first, second], base + 1);
    expect(again.outcome).toEqual({ kind: 'opened' });
    again.reader.close();
    again.writer.close();
    expect(besides(file)).toEqual([basename(backupFile)]);
  });

  it.each([
    ['throws', failing],
    ['leaves broken references', dangling],
  ])('that %s leaves everything as it was, keeps the backup, and says so', (_what, broken) => {
    const file = firstSchemaWithRows();
    const old = withFile(file, content);
    const bytes = readFileSync(file);
    expect(() => open(file, [...first, second, broken])).toThrow(StoreUnusable);
    expect(() => open(file, [...first, second, broken], base + 1)).toThrow(
      /could not be converted for this version of Parley\. It is as it was/,
    );
    expect(withFile(file, version)).toBe(10);
    expect(withFile(file, content)).toEqual(old);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(besides(file)).toHaveLength(2);
    const { reader, writer, outcome } = open(file, first);
    expect(outcome).toEqual({ kind: 'opened' });
    reader.close();
    writer.close();
  });

  it('keeps the last two backups', () => {
    const file = firstSchemaWithRows();
    for (let later = 0; later < 4; later += 1) {
      const step = (n: number): Migration => ({
        version: 20 + n,
        name: 'step',
        up: (database) => database.exec(`CREATE TABLE step_${n} (x)`),
      });
      const { reader, writer } = open(file, [...first, ...Array.from({ length: later + 1 }, (_, n) => step(n))], base + later);
      reader.close();
      writer.close();
    }
    expect(besides(file)).toEqual(['parley.db.backup-v21-2025-06-15T15-06-40-002Z', 'parley.db.backup-v22-2025-06-15T15-06-40-003Z']);
  });

  it('refuses a database from the future without a trace', () => {
    const file = firstSchemaWithRows();
    const { reader, writer } = open(file, [...first, second]);
    reader.close();
    writer.close();
    const bytes = readFileSync(file);
    expect(() => open(file, first)).toThrow(expect.objectContaining({ reason: 'newer' }));
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('brings a restored backup up to date without copying it once more', () => {
    const file = firstSchemaWithRows();
    const migrated = open(file, [...first, second]);
    migrated.reader.close();
    migrated.writer.close();
    const garbage = readFileSync(file).fill(7, 100);
    // The header stays: the damage shows only when the pages are read.
    writeFileSync(file, garbage);
    const { reader, writer, outcome } = open(file, [...first, second], base + 1);
    expect(outcome).toMatchObject({ kind: 'recovered', restoredFrom: `${file}.backup-v10-2025-06-15T15-06-40-000Z` });
    expect(version(reader)).toBe(20);
    expect(reader.prepare('SELECT text FROM messages').pluck().all()).toEqual(['hello']);
    reader.close();
    writer.close();
    expect(besides(file).filter((name) => name.includes('backup'))).toHaveLength(1);
  });
});

/** Every row of `old`, with the columns that a step added to its table. */
function extended(old: Record<string, unknown[]>, added: Record<string, object>): Record<string, unknown[]> {
  const tables = Object.entries(added).map(([table, more]) => [table, old[table]?.map((row) => ({ ...(row as object), ...more }))]);
  return { ...old, ...(Object.fromEntries(tables) as Record<string, unknown[]>) };
}

describe('the step to', () => {
  it('edits and gaps keeps every row, and none of them is an edit, a deletion or a gap', () => {
    const file = firstSchemaWithRows();
    const old = withFile(file, content);
    const { writer, reader, outcome } = open(file, [firstSchema, editsAndGaps]);
    expect(outcome).toMatchObject({ kind: 'migrated', from: 10, to: 20 });
    const added = {
      accounts: { changes_cursor: null, changes_began_at: null, changes_read_at: null },
      conversations: { sign_in: 'none', joined_order: 1000 },
      messages: { mine_stated: 0, client_id: null, edited_at: null, deleted: 0, details: null },
      outbox: { kind: 'send', target_id: null, for_all: 0, reply_to_id: null },
    };
    expect(content(reader)).toEqual({ ...extended(old, added), message_versions: [], gaps: [] });
    reader.close();
    writer.close();
  });

  it('shorter message ids keeps every row, and whatever named a message by its id still names the same one', () => {
    const file = firstSchemaWithRows();
    const before = open(file, [firstSchema, editsAndGaps]);
    // The new id of each is the old one of another.
    const times = [1, 1, 1, 3, 4, 4096, 4097, 8192, 8192 * 4096];
    const insert = before.writer.prepare(`
      INSERT INTO messages (id, conversation_id, remote_id, author_id, text, sent_at, order_key, mine, unread) VALUES (?, 7, ?, 1, ?, ?, 0, 0, 0)`);
    times.forEach((time, n) => insert.run(time * 4096 + n + 1, `${time} ${n}`, `text ${n}`, time));
    before.writer.exec(`
      INSERT INTO message_versions SELECT id, 1, remote_id, 5 FROM messages;
      INSERT INTO outbox (id, conversation_id, text, state, created_at, reason, message_id, target_id, reply_to_id)
        SELECT remote_id, 7, remote_id, 'confirmed', 1, '', id, id, id FROM messages WHERE remote_id <> 'm1';
      UPDATE conversations SET last_message_id = (SELECT max(id) FROM messages);
    `);
    const named = (database: Database) => ({
      ...content(database),
      messages: database.prepare('SELECT remote_id, text, sent_at, author_id, unread FROM messages ORDER BY id').all(),
      message_versions: database
        .prepare('SELECT v.*, m.remote_id AS message_id FROM message_versions v JOIN messages m ON m.id = v.message_id')
        .all(),
      outbox: database
        .prepare(
          `SELECT o.*, a.remote_id AS message_id, b.remote_id AS target_id, c.remote_id AS reply_to_id FROM outbox o
           LEFT JOIN messages a ON a.id = o.message_id LEFT JOIN messages b ON b.id = o.target_id LEFT JOIN messages c ON c.id = o.reply_to_id`,
        )
        .all(),
      conversations: database
        .prepare('SELECT c.*, m.remote_id AS last_message_id FROM conversations c LEFT JOIN messages m ON m.id = c.last_message_id')
        .all(),
    });
    const old = named(before.reader);
    before.reader.close();
    before.writer.close();
    const { writer, reader, outcome } = open(file, [firstSchema, editsAndGaps, shorterMessageIds]);
    expect(outcome).toMatchObject({ kind: 'migrated', from: 20, to: 25 });
    expect(named(reader)).toEqual(old);
    expect(reader.prepare('SELECT id FROM messages ORDER BY id').pluck().all()).toEqual([1, 2, 3, 4, 5, 6, 4096, 4097, 8192, 33_554_432]);
    reader.close();
    writer.close();
  });

  it('triage keeps every row, and every conversation is in the inbox with its unread counted and nothing decided about it', () => {
    const file = firstSchemaWithRows();
    const before = open(file, [firstSchema, editsAndGaps]);
    before.writer.exec(`
      INSERT INTO message_versions VALUES (4096, 1, 'helo', 5);
      INSERT INTO gaps (conversation_id, after_order, before_order, since, until) VALUES (7, 1, 1000, 1, 2);
    `);
    before.reader.close();
    before.writer.close();
    const old = withFile(file, content);
    const { writer, reader, outcome } = open(file, [firstSchema, editsAndGaps, triage]);
    expect(outcome).toMatchObject({ kind: 'migrated', from: 20, to: 30 });
    const decided = { pinned_at: null, muted_until: null, archived: 0, snoozed_until: null, marked_unread: 0, remind_at: null };
    const place = { lane: 'inbox', unpinned: 1, recency: 0, listed_title: 'Room' };
    const added = { conversations: { ...decided, ...place, unread_messages: 1 } };
    expect(content(reader)).toEqual({ ...extended(old, added), labels: [], conversation_labels: [], saved_messages: [] });
    reader.close();
    writer.close();
  });

  it('a search index keeps every row, and every message waits to be indexed', () => {
    const file = firstSchemaWithRows();
    const before = open(file, [firstSchema, editsAndGaps, triage]);
    before.writer.exec(`
      INSERT INTO message_versions VALUES (4096, 1, 'helo', 5);
      INSERT INTO gaps (conversation_id, after_order, before_order, since, until) VALUES (7, 1, 1000, 1, 2);
      INSERT INTO labels (id, name, hue) VALUES (1, 'Blue', 210);
      INSERT INTO conversation_labels VALUES (7, 1);
      INSERT INTO saved_messages VALUES (4096, 5);
    `);
    before.reader.close();
    before.writer.close();
    const old = withFile(file, content);
    const { writer, reader, outcome } = open(file, [firstSchema, editsAndGaps, triage, searchIndex]);
    expect(outcome).toMatchObject({ kind: 'migrated', from: 30, to: 40 });
    const index = Object.fromEntries(Object.entries(content(reader)).filter(([name]) => name.startsWith('message_index')));
    expect(index).toMatchObject({ message_index: [], message_index_docsize: [] });
    expect(content(reader)).toEqual({
      ...old,
      ...index,
      index_pending: [{ message_id: 4096 }],
      index_state: [{ unicode: '', removals: 0, names: 0 }],
      index_words: [],
    });
    reader.close();
    writer.close();
  });

  it('second copies keeps every row', () => {
    const file = firstSchemaWithRows();
    const before = open(file, [firstSchema, editsAndGaps, triage, searchIndex, retention]);
    before.writer.exec(`
      INSERT INTO labels (name, hue) VALUES ('urgent', 5);
      INSERT INTO conversation_labels VALUES (7, 1);
      INSERT INTO saved_messages VALUES (4096, 9);
    `);
    before.reader.close();
    before.writer.close();
    const old = withFile(file, content);
    const { writer, reader, outcome } = open(file, [firstSchema, editsAndGaps, triage, searchIndex, retention, secondCopies]);
    expect(outcome).toMatchObject({ kind: 'migrated', from: 50, to: 60 });
    expect(content(reader)).toEqual(old);
    reader.close();
    writer.close();
  });
});
