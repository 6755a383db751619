import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { createServer } from '../../../main/store/serve.ts';
import { firstFreePage, pagesOf, spoil, spoilBytes } from './damage-pages.ts';
import { copyAsCrashed } from '../../torture/damages.ts';
import { base, incoming, outgoing } from './sample.ts';
import { latest, openAt, storeWithConversation, temporaryFolder, texts } from './temporary-store.ts';

describe('garbage written over the file while it is open', () => {
  it('is told once, whoever comes upon it, and the next start repairs it', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const { id } = conversation;
    await latest(
      store,
      id,
      Array.from({ length: 3000 }, (_, n) => incoming(n, { text: `text ${n} ${'word '.repeat(40)}` })),
    );
    await store.close();
    const { store: running, lines } = await openAt(file);
    let told = 0;
    running.onDamage(() => (told += 1));
    spoil(file, pagesOf(file, 'messages').slice(5, 40));
    const sentence = 'The database is damaged. Repair it with the button at the top of the window, or by starting Parley again.';
    const reads = await Promise.allSettled(
      [0, 1, 2].map((page) =>
        running.readMessagePage({ conversationId: id, at: { before: { order: incoming(page * 300).order, id: 0 } }, limit: 200 }),
      ),
    );
    const failed = reads.filter((read) => read.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'storage', message: sentence });
    await expect(running.runTask('check', null)).rejects.toThrow(sentence);
    expect(told).toBe(1);
    expect(lines.filter(({ text }) => text === 'the database is damaged')).toHaveLength(1);
    // What does not need those pages goes on.
    await running.saveDraft({ conversationId: id, text: 'still here' });
    await running.close();

    const { store: after, outcome } = await openAt(file);
    if (outcome.kind !== 'recovered') throw new Error(outcome.kind);
    expect(outcome.salvaged.messages.kept + outcome.salvaged.messages.lost).toBe(3000);
    expect((await after.readConversation(id))?.draft).toBe('still here');
    await after.close();
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
  });
});

describe('damage that no call need come upon', () => {
  it('within a text is seen by the check of the day; the message comes from the backup, the others stay', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const messages = Array.from({ length: 400 }, (_, n) => incoming(n, { text: `before ${n}. ${'word '.repeat(30)}` }));
    await latest(store, conversation.id, messages);
    await store.runTask('backUp', { now: base, every: 1 });
    await store.close();
    spoilBytes(file, Buffer.from('before 200.'));
    const { store: running, outcome } = await openAt(file);
    expect(outcome).toEqual({ kind: 'opened' });
    await expect(running.runTask('backUp', { now: base + 1, every: 1 })).rejects.toThrow('The database is damaged.');
    await running.close();
    const { store: after, outcome: repaired } = await openAt(file);
    if (repaired.kind !== 'recovered') throw new Error(repaired.kind);
    expect(repaired.salvaged.messages).toEqual({ kept: 400, fromBackup: 1, lost: 0, exact: true });
    expect(new Set(await texts(after, conversation.id))).toEqual(new Set(messages.map(({ text }) => text)));
  });

  it('of an index that does not know a row is seen by the check of the day', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    await store.close();
    const older = readFileSync(file)
      .subarray((pagesOf(file, 'messages_by_author')[0]! - 1) * 4096)
      .subarray(0, 4096);
    const { store: more } = await openAt(file);
    await latest(more, conversation.id, [incoming(3)]);
    await more.close();
    // A write that never reached the disk.
    spoil(file, [pagesOf(file, 'messages_by_author')[0]!], older);
    const { store: running } = await openAt(file);
    await expect(running.runTask('check', null)).rejects.toThrow('The database is damaged.');
    await running.close();
    const { store: after, outcome } = await openAt(file);
    expect(outcome.kind).toBe('recovered');
    expect(await texts(after, conversation.id)).toEqual(['text 1', 'text 2', 'text 3']);
  });

  it('of the list of free pages is seen at the start', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(
      store,
      conversation.id,
      Array.from({ length: 400 }, (_, n) => incoming(n, { text: 'word '.repeat(300) })),
    );
    await store.removeConversation(conversation.id);
    await store.saveSettings({ theme: 'dark', notifications: 'off', closeToTray: false });
    await store.close();
    spoil(file, [firstFreePage(file)]);
    const { store: after, outcome } = await openAt(file);
    expect(outcome.kind).toBe('recovered');
    expect(await after.readSettings()).toMatchObject({ theme: 'dark' });
  });
});

describe('garbage over the end of the log after a crash', () => {
  it('is not taken for a transaction that was never finished: what it held is known to be gone', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const { id } = conversation;
    await latest(store, id, [incoming(1)]);
    await store.enqueue(outgoing('waiting', id, 'hello'));
    await store.beginAttempt({ id: 'waiting', startedAt: base });
    const crashed = join(temporaryFolder(), 'parley.db');
    copyAsCrashed(file, crashed);
    const log = readFileSync(`${crashed}-wal`);
    writeFileSync(`${crashed}-wal`, log.fill(0xa5, log.length - 6000));
    const { store: after, outcome } = await openAt(crashed);
    expect(outcome.kind).toBe('recovered');
    expect((await after.readUnfinishedOutbox()).map(({ state }) => state)).toEqual(['unknown']);
  });

  it('that a crash left half written is not damage', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    const crashed = join(temporaryFolder(), 'parley.db');
    copyAsCrashed(file, crashed);
    appendFileSync(`${crashed}-wal`, Buffer.alloc(5000, 0xa5));
    const { store: after, outcome } = await openAt(crashed);
    expect(outcome).toEqual({ kind: 'opened' });
    expect(await texts(after, conversation.id)).toEqual(['text 1']);
  });
});

describe('another process with the same file', () => {
  /** Holds a lock until it is killed. */
  async function holdLock(file: string, statements: string): Promise<void> {
    const module = JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'));
    const script = `const db = new (require(${module}))(process.argv[1]); db.exec(${JSON.stringify(statements)}); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
  }

  it('that has it to itself is named at the start', async () => {
    const { store, file } = await storeWithConversation();
    await store.close();
    await holdLock(file, `PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE theirs (x); COMMIT;`);
    await expect(openAt(file)).rejects.toMatchObject({
      reason: 'in-use',
      message: /^Another program is using the database in .*: close it, then start Parley again\.$/,
    });
  });

  it('that writes makes a write wait, and then say why it was not saved; reads go on', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await store.close();
    const { writer, reader } = openDatabase({ file, migrations, now: base });
    onTestFinished(() => void [reader.close(), writer.close()]);
    await holdLock(file, `BEGIN IMMEDIATE`);
    // Parley itself is more patient.
    writer.pragma('busy_timeout = 20');
    const serve = createServer({ writer, reader });
    expect(serve('saveDraft', { conversationId: conversation.id, text: 'x' })).toMatchObject({
      ok: false,
      sentence: 'Another program holds Parley’s database: this was not saved. Try again in a moment.',
    });
    expect(serve('readConversation', conversation.id)).toMatchObject({ ok: true, value: { draft: '' } });
  });
});
