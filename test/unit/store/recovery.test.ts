import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnusable } from '../../../main/store/contract.ts';
import { openStore } from '../../../main/store/open-store.ts';
import { mountedFolder } from './mounted.ts';
import { account, incoming } from './sample.ts';
import { storeWorker } from '../../support/store-worker.ts';
import { latest, openAt, recordingLog, storeWithConversation, temporaryFolder, texts } from './temporary-store.ts';

function open(file: string) {
  return openStore({ file, workerFile: storeWorker, log: recordingLog() });
}

/** A closed database with one message. */
async function closedDatabase(): Promise<{ file: string; conversationId: number }> {
  const { store, conversation, file } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  await store.close();
  return { file, conversationId: conversation.id };
}

/** Zeroes the pages after the first: the header is fine, the content is not. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0, 4096 * 2, 4096 * 12);
  writeFileSync(file, bytes);
}

describe('a damaged database', () => {
  it('that was never one is kept aside, and a fresh one is made', async () => {
    const file = join(temporaryFolder(), 'parley.db');
    writeFileSync(file, 'this is not a database, whatever its name says. '.repeat(100));
    writeFileSync(`${file}-wal`, 'nor is this');
    const before = readFileSync(file);
    const { store, outcome } = await openAt(file);
    if (outcome.kind !== 'recovered' || outcome.keptFile === null) throw new Error(outcome.kind);
    expect(outcome.restoredFrom).toBeNull();
    expect(outcome.keptFile).toMatch(/parley\.db\.damaged-\d{4}-\d\d-\d\dT[\d-]+Z$/);
    expect(readFileSync(outcome.keptFile).equals(before)).toBe(true);
    expect(readFileSync(`${outcome.keptFile}-wal`, 'utf8')).toBe('nor is this');
    await store.addAccount(account);
    await store.close();
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
  });

  it('is replaced by the newest backup that is sound', async () => {
    const { file, conversationId } = await closedDatabase();
    copyFileSync(file, `${file}.backup-v10-2026-01-01T00-00-00-000Z`);
    const good = `${file}.backup-v10-2026-01-02T00-00-00-000Z`;
    copyFileSync(file, good);
    writeFileSync(`${file}.backup-v10-2026-01-03T00-00-00-000Z`, 'broken backup');
    writeFileSync(`${file}.backup-v10-2026-01-04T00-00-00-000Z.unfinished`, 'a crash in the middle');
    damage(file);
    const { store, outcome } = await openAt(file);
    expect(outcome).toMatchObject({ kind: 'recovered', restoredFrom: good });
    expect(await texts(store, conversationId)).toEqual(['text 1']);
    expect(existsSync(good)).toBe(true);
  });

  it('whose file was emptied is restored too', async () => {
    const { file, conversationId } = await closedDatabase();
    copyFileSync(file, `${file}.backup-v10-2026-01-01T00-00-00-000Z`);
    truncateSync(file, 0);
    const { store, outcome } = await openAt(file);
    expect(outcome.kind).toBe('recovered');
    expect(await texts(store, conversationId)).toEqual(['text 1']);
  });

  it.each([5000, 4096 * 3, 100])('truncated to %i bytes never stops the start', async (size) => {
    const { file } = await closedDatabase();
    truncateSync(file, size);
    expect((await openAt(file)).outcome.kind).toBe('recovered');
  });

  it('that is only a new, empty file is simply begun', async () => {
    const file = join(temporaryFolder(), 'parley.db');
    writeFileSync(file, '');
    expect((await openAt(file)).outcome).toEqual({ kind: 'created' });
  });

  it('is not what a crash leaves: the log beside it is taken up', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    const copy = join(temporaryFolder(), 'parley.db');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
    const { store: reopened, outcome } = await openAt(copy);
    expect(outcome).toEqual({ kind: 'opened' });
    expect(await texts(reopened, conversation.id)).toEqual(['text 1']);
  });
});

describe('a database that must not be touched', () => {
  it('was written by a newer version: it stays as it is, byte for byte, with its log', async () => {
    const { file } = await closedDatabase();
    // Killed in the middle of its work, so that its last words are still in the log alone.
    const script = `const db = new (require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))}))(process.argv[1]);
      db.pragma('user_version = 990'); db.exec('CREATE TABLE later (x)'); process.kill(process.pid, 'SIGKILL');`;
    expect(() => execFileSync(process.execPath, ['-e', script, file], { stdio: 'ignore' })).toThrow();
    const before = [file, `${file}-wal`].map((name) => readFileSync(name));
    expect(before[1]?.length).toBeGreaterThan(0);
    await expect(open(file)).rejects.toMatchObject({
      name: 'StoreUnusable',
      reason: 'newer',
      message: /newer version of Parley: install that version/,
    });
    expect([file, `${file}-wal`].map((name) => readFileSync(name))).toEqual(before);
    expect(readdirSync(join(file, '..')).filter((name) => /damaged|backup/.test(name))).toEqual([]);
  });

  it('is a folder', async () => {
    const file = join(temporaryFolder(), 'parley.db');
    mkdirSync(file);
    await expect(open(file)).rejects.toBeInstanceOf(StoreUnusable);
    expect(statSync(file).isDirectory()).toBe(true);
  });
});

describe('a folder that cannot be written', () => {
  it('is named in one sentence', async () => {
    const folder = mountedFolder('ro,size=1m') ?? temporaryFolder();
    // Permissions stop everybody but root, a read-only file system stops root as well.
    chmodReadOnly(folder);
    const opening = open(join(folder, 'parley.db'));
    await expect(opening).rejects.toMatchObject({
      reason: 'read-only',
      message: `Parley may not write to ${folder}: make the folder writable or choose another.`,
    });
  });

  it('because a file is in the way leaves that file alone', async () => {
    const inTheWay = join(temporaryFolder(), 'file');
    writeFileSync(inTheWay, 'mine');
    await expect(open(join(inTheWay, 'parley.db'))).rejects.toBeInstanceOf(StoreUnusable);
    expect(readFileSync(inTheWay, 'utf8')).toBe('mine');
  });
});

function chmodReadOnly(folder: string): void {
  try {
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
  } catch {
    // Already a read-only file system.
  }
}
