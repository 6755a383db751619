/** Exports and imports through the engine, as the window asks for them. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DataJob } from '../../../preload/contract/data.ts';
import { startBench, until, type Bench } from '../engine/running.ts';
import { temporaryFolder } from '../store/temporary-store.ts';

async function benchWithMessages(): Promise<Bench & { accountId: string }> {
  const bench = await startBench();
  onTestFinished(() => bench[Symbol.asyncDispose]());
  const { id } = await bench.addAccount(['Office & lunch']);
  await until('messages', async () => (await bench.engine.store.readConversations())[0]?.lastMessage);
  return Object.assign(bench, { accountId: id });
}

const ended = ({ engine }: Bench) =>
  until('the job ended', async () => {
    const { job } = await engine.data.state();
    return job && job.state !== 'running' ? job : null;
  });

function exportInto(bench: Bench, folder: string): Promise<DataJob> {
  bench.engine.data.beginExport({ folder, scope: { kind: 'all' }, format: 'jsonl', writtenBy: 'Parley test' });
  return ended(bench);
}

test('an export is watched from its beginning to its end, one at a time, and holds no secret', async () => {
  const bench = await benchWithMessages();
  const folder = temporaryFolder();
  const job = exportInto(bench, folder);
  expect(() => bench.engine.data.beginImport({ file: 'x', into: null })).toThrow('running already');
  expect(await job).toMatchObject({ state: 'done', part: 1, hasFolder: true });
  expect((await job).sentence).toMatch(/^Exported 1 conversation with \d+ messages\.$/);
  await until('published', () => bench.changes.some((change) => change.type === 'data' && change.value.job?.state === 'done'));
  const text = readFileSync(join(bench.engine.data.exportFolder()!, 'parley.jsonl'), 'utf8');
  expect(text).not.toContain(bench.server.accounts[0]!.values['key']);
});

test('one that cannot be written says why, and goes on when asked', async () => {
  const bench = await benchWithMessages();
  const folder = join(temporaryFolder(), 'stick');
  expect(await exportInto(bench, folder)).toMatchObject({
    state: 'failed',
    canContinue: true,
    sentence: expect.stringMatching(/no longer be reached/),
  });
  mkdirSync(folder);
  bench.engine.data.continueJob();
  expect(await ended(bench)).toMatchObject({ state: 'done' });
  expect(readdirSync(folder)).toHaveLength(1);
  bench.engine.data.dismissJob();
  expect((await bench.engine.data.state()).job).toBeNull();
});

test('imported elsewhere, the account is there with its history and says that it needs its key', async () => {
  const bench = await benchWithMessages();
  const folder = temporaryFolder();
  await exportInto(bench, folder);
  const file = join(bench.engine.data.exportFolder()!, 'parley.jsonl');
  const other = await startBench();
  onTestFinished(() => other[Symbol.asyncDispose]());
  other.engine.data.beginImport({ file, into: null });
  expect((await ended(other)).sentence).toMatch(/^Imported \d+ new messages in 1 conversation\. 1 account came without a key/);
  const [account] = other.engine.roster.all();
  expect(account).toMatchObject({ id: bench.accountId, keep: 'keychain', health: { state: 'missing' } });
  expect(account!.settings).not.toHaveProperty('key');
  expect(await other.engine.store.readUnreadTotal()).toBe(0);
  other.engine.data.beginImport({ file, into: bench.accountId });
  expect((await ended(other)).sentence).toBe('Imported 0 new messages in 1 conversation.');
});

test('what was imported into a running account does not disturb it', async () => {
  const bench = await benchWithMessages();
  await exportInto(bench, temporaryFolder());
  const file = join(bench.engine.data.exportFolder()!, 'parley.jsonl');
  const before = (await bench.engine.store.readConversations())[0]!;
  bench.engine.data.beginImport({ file, into: bench.accountId });
  expect((await ended(bench)).sentence).toBe('Imported 0 new messages in 1 conversation.');
  await until('running again', () => bench.engine.roster.view(bench.accountId).health.state === 'ok');
  expect((await bench.engine.store.readConversations())[0]).toMatchObject({ gaps: before.gaps, unread: before.unread });
});

test('a removed account takes its key and every word with it', async () => {
  const bench = await benchWithMessages();
  const { text } = (await bench.engine.store.readConversations())[0]!.lastMessage!;
  await bench.engine.accounts.remove(bench.accountId);
  expect([...bench.keychain.keys()].filter((name) => name.includes(bench.accountId))).toEqual([]);
  const holds = () => readdirSync(bench.folder).filter((name) => readFileSync(join(bench.folder, name)).includes(text));
  await until('nowhere any more', () => holds().length === 0);
});
