/** Storing messages through the real path, against the barest inserts into the same tables with the same durability. */
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/store/open-store.ts';
import type { Store } from '../../main/store/contract.ts';
import { sampleMessages } from './sample.ts';
import { median, type Row } from './table.ts';

const conversations = 20;
const perConversation = 2000;
const perPage = 100;
const rounds = 3;

const silent = { debug() {}, info() {}, warn() {} };
const workerFile = new URL('../../main/store/worker.ts', import.meta.url);

export async function measureIngest(): Promise<Row> {
  const real: number[] = [];
  const bare: number[] = [];
  // In turns, so that a machine that slows down slows both.
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
    const file = join(folder, 'real.sqlite');
    real.push(await throughTheStore(file));
    bare.push(await bareInserts(file, join(folder, 'bare.sqlite')));
    rmSync(folder, { recursive: true });
  }
  const total = conversations * perConversation;
  return {
    name: 'ingest',
    value: (total / median(real)) * 1000,
    floor: (total / median(bare)) * 1000,
    unit: 'messages/s',
    note: `${total} messages in pages of ${perPage}, worker and change stream included; floor: prepared inserts, same schema, same pages`,
  };
}

async function open(file: string): Promise<Store> {
  return (await openStore({ file, workerFile, log: silent })).store;
}

async function addAccount(store: Store): Promise<void> {
  await store.addAccount({ id: 'bench', kind: '8x8-chapi', name: 'Bench', hue: 0, settings: {}, keep: 'run', createdAt: 0, paused: false });
}

/** Answers the milliseconds it took. */
async function throughTheStore(file: string): Promise<number> {
  const store = await open(file);
  await addAccount(store);
  const all = [];
  for (let index = 0; index < conversations; index += 1) {
    const { id } = await store.addConversation({ accountId: 'bench', remoteId: `room-${index}`, title: `Room ${index}` });
    all.push({ id, messages: sampleMessages(perConversation, Date.now(), index) });
  }
  let changes = 0;
  store.onChanges((batch) => {
    changes += batch.length;
  });
  const startedAt = performance.now();
  for (let from = 0; from < perConversation; from += perPage)
    for (const { id, messages } of all)
      await store.ingest({ conversationId: id, messages: messages.slice(from, from + perPage), page: 'latest', readAt: Date.now() });
  const took = performance.now() - startedAt;
  if (changes < conversations * perConversation) throw new Error('the change stream did not carry every message');
  await store.close();
  return took;
}

/** Inserts the rows the real path has made into an empty database of the same schema, a transaction a page. */
async function bareInserts(realFile: string, bareFile: string): Promise<number> {
  const store = await open(bareFile);
  await store.close();
  const source = new Database(realFile, { readonly: true });
  const tables = ['accounts', 'conversations', 'authors'].map((table) => ({
    table,
    rows: source.prepare(`SELECT * FROM ${table}`).all() as Values[],
  }));
  const rows = source.prepare('SELECT * FROM messages ORDER BY id').all() as Values[];
  source.close();

  const target = new Database(bareFile);
  target.pragma('journal_mode = WAL');
  target.pragma('synchronous = FULL');
  target.pragma('foreign_keys = ON');
  for (const { table, rows: few } of tables) for (const row of few) insertInto(target, table, row).run(row);
  const insert = insertInto(target, 'messages', rows[0]!);
  const page = target.transaction((some: Values[]) => {
    for (const row of some) insert.run(row);
  });
  const startedAt = performance.now();
  for (let from = 0; from < rows.length; from += perPage) page(rows.slice(from, from + perPage));
  const took = performance.now() - startedAt;
  target.close();
  return took;
}

type Values = Record<string, unknown>;

function insertInto(database: Database.Database, table: string, row: Values): Database.Statement<[Values]> {
  const names = Object.keys(row);
  return database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`);
}
