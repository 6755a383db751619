import SQLite from 'better-sqlite3';
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damageSomePages } from './damage-pages.ts';
import { mountedFolder } from './mounted.ts';
import { account, base, incoming } from './sample.ts';
import { latest, openAt, storeWithConversation, texts } from './temporary-store.ts';

const day = 86_400_000;

/** The names of the files beside the database, without its own. */
function beside(file: string): string[] {
  const own = ['', '-wal', '-shm'].map((suffix) => basename(file) + suffix);
  return readdirSync(dirname(file))
    .filter((name) => !own.includes(name))
    .map((name) => name.slice(basename(file).length + 1))
    .sort();
}

describe('the daily backup', () => {
  it('is a whole database that stands alone, and the last two are kept', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    for (const [index, now] of [base, base + day, base + 2 * day].entries()) {
      expect(await store.runTask('backUp', { now, every: day })).toBe(now);
      await latest(store, conversation.id, [incoming(2 + index)]);
    }
    expect(beside(file)).toEqual(['daily-v60-2025-06-16T15-06-40-000Z', 'daily-v60-2025-06-17T15-06-40-000Z']);
    const newest = `${file}.daily-v60-2025-06-17T15-06-40-000Z`;
    const database = new SQLite(newest, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.prepare('SELECT text FROM messages ORDER BY id').pluck().all()).toEqual(['text 1', 'text 2', 'text 3']);
    database.close();
  });

  it('is not made again while one is young enough, whatever the clock says', async () => {
    const { store, file } = await storeWithConversation();
    await store.runTask('backUp', { now: base, every: day });
    expect(await store.runTask('backUp', { now: base + day - 1, every: day })).toBe(base);
    expect(await store.runTask('backUp', { now: base - day, every: day })).toBe(base - day);
    expect(beside(file)).toHaveLength(2);
  });

  it('sees one moment of the database, and holds up nobody', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const many = Array.from({ length: 4000 }, (_, n) => incoming(n, { text: 'word '.repeat(100) }));
    await latest(store, conversation.id, many);
    let written = 0;
    const task = store.runTask('backUp', { now: base, every: day });
    const done = task.then(() => 'done' as const);
    for (let n = 0; (await Promise.race([done, Promise.resolve('running')])) === 'running'; n += 1) {
      await latest(store, conversation.id, [incoming(5000 + n)]);
      written += 1;
    }
    expect(written).toBeGreaterThan(0);
    const [name] = beside(file);
    const database = new SQLite(`${file}.${name}`, { readonly: true });
    const count = database.prepare<[], number>('SELECT count(*) FROM messages').pluck().get()!;
    expect(count).toBeGreaterThanOrEqual(4000);
    expect(count).toBeLessThanOrEqual(4000 + written);
    database.close();
  });

  it('that nobody waits for leaves nothing, and neither does one that a crash cut off', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(
      store,
      conversation.id,
      Array.from({ length: 12_000 }, (_, n) => incoming(n, { text: 'word '.repeat(100) })),
    );
    const stop = new AbortController();
    const task = store.runTask(
      'backUp',
      { now: base, every: day },
      { signal: stop.signal, onProgress: () => stop.abort(new Error('quit')) },
    );
    await expect(task).rejects.toThrow('quit');
    expect(beside(file)).toEqual([]);
    writeFileSync(`${file}.unfinished`, 'half a copy');
    await store.runTask('backUp', { now: base, every: day });
    expect(beside(file)).toEqual(['daily-v60-2025-06-15T15-06-40-000Z']);
  });

  it('of a damaged database does not push out a good one, and the damage is told', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(
      store,
      conversation.id,
      Array.from({ length: 2000 }, (_, n) => incoming(n)),
    );
    await store.runTask('backUp', { now: base, every: day });
    await store.runTask('backUp', { now: base + day, every: day });
    await store.close();
    damageSomePages(file, 'messages');
    const { store: after, outcome } = await openAt(file);
    expect(outcome).toEqual({ kind: 'opened' });
    let told = 0;
    after.onDamage(() => (told += 1));
    await expect(after.runTask('backUp', { now: base + 2 * day, every: day })).rejects.toMatchObject({ code: 'storage' });
    expect(told).toBe(1);
    expect(beside(file).filter((name) => name.startsWith('daily'))).toEqual([
      'daily-v60-2025-06-15T15-06-40-000Z',
      'daily-v60-2025-06-16T15-06-40-000Z',
    ]);
  });

  it('with no room says so and leaves nothing of itself', async ({ skip }) => {
    const folder = mountedFolder('size=6m') ?? skip('only root may mount a small file system to fill');
    const file = join(folder, 'parley.db');
    const { store } = await openAt(file);
    await store.addAccount(account);
    const { id } = await store.addConversation({ accountId: account.id, remoteId: 'r', title: 'R' });
    await latest(store, id, [incoming(1, { text: 'x'.repeat(1_500_000) })]);
    writeFileSync(join(folder, 'filler'), Buffer.alloc(3_500_000));
    await expect(store.runTask('backUp', { now: base, every: day })).rejects.toThrow(/^The disk is full/);
    expect(readdirSync(folder).filter((name) => /daily|unfinished/.test(name))).toEqual([]);
    await latest(store, id, [incoming(2)]);
    expect(await texts(store, id)).toHaveLength(2);
    await store.close();
  });
});

describe('two of each kind are kept', () => {
  it('so that a day’s copy does not push out the one from before a migration', async () => {
    const { store, file } = await storeWithConversation();
    const before = `${file}.backup-v20-2024-01-01T00-00-00-000Z`;
    copyFileSync(file, before);
    for (const n of [1, 2, 3]) await store.runTask('backUp', { now: base + n * day, every: day });
    expect(beside(file)).toEqual([
      'backup-v20-2024-01-01T00-00-00-000Z',
      'daily-v60-2025-06-17T15-06-40-000Z',
      'daily-v60-2025-06-18T15-06-40-000Z',
    ]);
  });
});
