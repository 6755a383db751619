/** The databases that are tortured, and what is asked of one afterwards. */
import SQLite, { type Database } from 'better-sqlite3';
import { join } from 'node:path';
import type { Store } from '../../main/store/contract.ts';
import { openStore } from '../../main/store/open-store.ts';
import { storeWorker } from '../support/store-worker.ts';
import { account, base, incoming, outgoing } from '../unit/store/sample.ts';

const silent = { debug() {}, info() {}, warn() {} };

export const conversations = 40;
const authors = 60;
const words = ['meeting', 'moved', 'thursday', 'invoice', 'attached', 'lunch', 'würde', '会議', 'thanks', 'deploy', '🎉', 'question'];

export function open(file: string): ReturnType<typeof openStore> {
  return openStore({ file, workerFile: storeWorker, log: silent });
}

/** A closed database; the backup in it was made after nine tenths of its messages. */
export async function makeDatabase(folder: string, messages: number): Promise<string> {
  const file = join(folder, 'parley.sqlite');
  const { store } = await open(file);
  await store.addAccount(account);
  const each = Math.ceil(messages / conversations);
  const ids: number[] = [];
  for (let index = 0; index < conversations; index += 1) {
    ids.push((await store.addConversation({ accountId: account.id, remoteId: `room-${index}`, title: `Room ${index}` })).id);
  }
  for (const [index, id] of ids.entries()) await ingest(store, id, index, 0, Math.floor(each * 0.9));
  await store.runTask('backUp', { now: base, every: 1 });
  for (const [index, id] of ids.entries()) {
    await ingest(store, id, index, Math.floor(each * 0.9), each);
    if (index % 4 === 0) await store.enqueue(outgoing(`unsent-${index}`, id, `unsent ${index}`));
    if (index % 3 === 0) await store.saveDraft({ conversationId: id, text: `draft ${index}` });
  }
  await store.close();
  return file;
}

function ingest(store: Store, conversationId: number, index: number, from: number, to: number) {
  const messages = Array.from({ length: to - from }, (_, step) => {
    const n = from + step;
    const author = (n * 7 + index) % authors;
    const text = Array.from({ length: 3 + ((n * 13) % 40) }, (_, k) => words[(n * 5 + k * 11 + index) % words.length]).join(' ');
    return incoming(n * conversations + index, { remoteId: `m${n}`, authorId: `a${author}`, authorName: `Author ${author}`, text });
  });
  return store.ingest({ conversationId, messages, page: 'latest', readAt: base + to });
}

export interface Content {
  /** Texts by conversation and remote id. */
  messages: Map<string, string>;
  drafts: Map<string, string>;
  unsent: Map<string, string>;
}

export function reading<Value>(file: string, read: (database: Database) => Value): Value {
  const database = new SQLite(file, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

export function contentOf(database: Database): Content {
  const pairs = (statement: string) => new Map(database.prepare<[], [string, string]>(statement).raw().all());
  return {
    messages: pairs(`SELECT c.remote_id || '/' || m.remote_id, m.text FROM messages m JOIN conversations c ON c.id = m.conversation_id`),
    drafts: pairs(`SELECT remote_id, draft FROM conversations WHERE draft <> ''`),
    unsent: pairs(`SELECT id, state FROM outbox WHERE state <> 'confirmed'`),
  };
}

/** Every complaint of SQLite's own checks, of its full-text indexes too. Writes to the file where there is such an index. */
export function complaints(file: string): string[] {
  const database = new SQLite(file);
  try {
    const found = database
      .prepare<[], string>('PRAGMA integrity_check(5)')
      .pluck()
      .all()
      .filter((line) => line !== 'ok');
    found.push(...(database.pragma('foreign_key_check') as unknown[]).map((row) => `broken reference ${JSON.stringify(row)}`));
    const indexes = database
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'`)
      .pluck()
      .all();
    for (const name of indexes) {
      try {
        database.exec(`INSERT INTO "${name}" ("${name}") VALUES ('integrity-check')`);
      } catch (error) {
        found.push(`full-text index ${name}: ${String(error)}`);
      }
    }
    return found;
  } finally {
    database.close();
  }
}
