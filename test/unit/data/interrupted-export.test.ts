/** An export that Parley's end interrupted, after the next start: offered, continued, dismissed, or not there any more. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DataJob, Scope } from '../../../preload/contract/data.ts';
import { begunExportNote } from '../../../main/data/begun-export.ts';
import { startBench, until, type Bench } from '../engine/running.ts';
import { base, incoming } from '../store/sample.ts';
import { temporaryFolder } from '../store/temporary-store.ts';
import { killExport } from './kill-export.ts';
import { comparable } from './store.ts';

const everything: Scope = { kind: 'all' };

async function benchWithMessages(): Promise<Bench & { accountId: string; conversationId: number }> {
  const bench = await startBench();
  onTestFinished(() => bench[Symbol.asyncDispose]());
  const { id } = await bench.addAccount(['Office & lunch']);
  const conversation = await until('messages', async () => (await bench.engine.store.readConversations()).find((one) => one.lastMessage));
  return Object.assign(bench, { accountId: id, conversationId: conversation.id });
}

const begin = ({ engine }: Bench, folder: string, scope: Scope = everything) =>
  engine.data.beginExport({ folder, scope, format: 'jsonl', writtenBy: 'Parley test' });

const ended = ({ engine }: Bench) =>
  until('the job ended', () => {
    const job = engine.data.job();
    return job && job.state !== 'running' ? job : null;
  });

/** Of everything, killed after so many pages; then Parley is started again. */
async function interrupt(bench: Bench, folder: string, pages = 0): Promise<void> {
  killExport(join(bench.folder, 'parley.sqlite'), folder, 'jsonl', pages);
  begin(bench, folder);
  await bench.restart();
}

async function afterRestart(bench: Bench): Promise<DataJob | null> {
  await bench.restart();
  return bench.engine.data.job();
}

function linesOf(folder: string): { header: unknown; lines: string[] } {
  const [header, ...lines] = comparable(join(folder, 'parley.jsonl'));
  return { header: JSON.parse(header!), lines };
}

test('it is offered at every start, goes on where it stopped, becomes the same as one made in one go, and is forgotten', async () => {
  const bench = await benchWithMessages();
  const messages = Array.from({ length: 3000 }, (_, n) => incoming(n, { text: `${n} ${'word '.repeat(800)}` }));
  await bench.engine.store.ingest({ conversationId: bench.conversationId, messages, page: 'older', readAt: base });
  const folder = temporaryFolder();
  await interrupt(bench, folder, 8);
  const sentence = expect.stringMatching(
    /^Parley was closed before the export of everything, begun on .+, was done\. Continue where it stopped, or /,
  );
  const offered = { kind: 'export', scope: everything, state: 'interrupted', sentence, canContinue: true };
  expect(bench.engine.data.job()).toMatchObject(offered);
  expect(bench.engine.data.job()!.sentence).toContain(folder);
  expect(await afterRestart(bench)).toMatchObject(offered);
  bench.engine.data.continueJob();
  expect(await ended(bench)).toMatchObject({ state: 'done' });
  const continued = linesOf(bench.engine.data.exportFolder()!);
  expect(continued.header, 'what the killed one wrote is its beginning').toMatchObject({ createdAt: base });
  expect(readdirSync(folder)).toHaveLength(1);
  expect(await afterRestart(bench)).toBeNull();
  begin(bench, temporaryFolder());
  await ended(bench);
  const whole = linesOf(bench.engine.data.exportFolder()!);
  expect(continued.lines.length).toBeGreaterThan(3000);
  expect(continued.lines).toEqual(whole.lines);
});

test('dismissed, it is forgotten for good, and what it wrote stays', async () => {
  const bench = await benchWithMessages();
  const folder = temporaryFolder();
  await interrupt(bench, folder);
  bench.engine.data.dismissJob();
  expect(bench.engine.data.job()).toBeNull();
  expect(await afterRestart(bench)).toBeNull();
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.unfinished$/)]);
});

test('one that was cancelled or failed, and not dismissed, is offered as well', async () => {
  const bench = await benchWithMessages();
  begin(bench, temporaryFolder());
  bench.engine.data.cancelJob();
  expect(await ended(bench)).toMatchObject({ state: 'cancelled' });
  expect(await afterRestart(bench)).toMatchObject({ state: 'interrupted' });
  begin(bench, join(temporaryFolder(), 'none'));
  expect(await ended(bench)).toMatchObject({ state: 'failed' });
  expect(await afterRestart(bench)).toMatchObject({ state: 'interrupted', sentence: expect.stringContaining('none') });
});

test('another export takes its place, an import does not', async () => {
  const bench = await benchWithMessages();
  await interrupt(bench, temporaryFolder());
  bench.engine.data.beginImport({ file: join(temporaryFolder(), 'none'), into: null });
  expect(await ended(bench)).toMatchObject({ kind: 'import', state: 'failed' });
  bench.engine.data.dismissJob();
  expect(await afterRestart(bench)).toMatchObject({ kind: 'export', state: 'interrupted' });
  begin(bench, temporaryFolder());
  expect(await ended(bench)).toMatchObject({ state: 'done' });
  expect(await afterRestart(bench)).toBeNull();
});

test('while its disk is away it says so and stays; it never begins anew where there is nothing to go on with', async () => {
  const bench = await benchWithMessages();
  const folder = join(temporaryFolder(), 'stick');
  mkdirSync(folder);
  await interrupt(bench, folder);
  renameSync(folder, `${folder} away`);
  bench.engine.data.continueJob();
  expect(await ended(bench)).toMatchObject({
    state: 'failed',
    canContinue: true,
    sentence: expect.stringMatching(/can no longer be reached/),
  });
  expect(await afterRestart(bench)).toMatchObject({ state: 'interrupted' });
  mkdirSync(folder);
  bench.engine.data.continueJob();
  const sentence = expect.stringMatching(/^Nothing unfinished of this export lies in its folder\./);
  expect(await ended(bench)).toMatchObject({ state: 'failed', canContinue: true, sentence });
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
  renameSync(`${folder} away`, folder);
  bench.engine.data.continueJob();
  expect(await ended(bench)).toMatchObject({ state: 'done' });
});

test('of an account or a conversation that was removed it is not offered, and cannot go on', async () => {
  const bench = await benchWithMessages();
  const folder = temporaryFolder();
  begin(bench, folder, { kind: 'conversation', conversationId: bench.conversationId });
  const offered = await afterRestart(bench);
  expect(offered).toMatchObject({ state: 'interrupted', sentence: expect.stringMatching(/the export of “Office & lunch”/) });
  await bench.engine.store.removeConversation(bench.conversationId);
  bench.engine.data.continueJob();
  const sentence = expect.stringMatching(/was removed from Parley/);
  expect(await ended(bench)).toMatchObject({ state: 'failed', sentence });
  expect(await afterRestart(bench)).toBeNull();
  begin(bench, folder, { kind: 'account', accountId: bench.accountId });
  expect(await afterRestart(bench)).toMatchObject({ sentence: expect.stringMatching(/the export of “Test”/) });
  await bench.engine.accounts.remove(bench.accountId);
  expect(await afterRestart(bench)).toBeNull();
});

const note = { version: 1, folder: '/home/ana/private', scope: everything, format: 'html', writtenBy: 'Parley test', begunAt: base };

test.each(['', '{', 'null', '{}', JSON.stringify({ ...note, version: 2 }), JSON.stringify({ ...note, format: 'pdf' })])(
  'a note that says %j is ignored, left alone, and not quoted in the log',
  (text) => {
    const folder = temporaryFolder();
    const file = join(folder, 'unfinished-export.json');
    const logged: string[] = [];
    const warn = (sentence: string, facts = {}) => void logged.push(sentence + JSON.stringify(facts));
    writeFileSync(file, text);
    expect(begunExportNote(folder, { debug() {}, info() {}, warn }).read()).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toContain('private');
  },
);

test('a note comes back as it was written, and a data folder that cannot be written does not throw', () => {
  const log = { debug() {}, info() {}, warn() {} };
  const folder = temporaryFolder();
  const { version: _version, ...begun } = note;
  begunExportNote(folder, log).write({ ...begun, format: 'html' });
  expect(begunExportNote(folder, log).read()).toEqual(begun);
  const nowhere = begunExportNote(join(folder, 'none'), log);
  expect(() => nowhere.write({ ...begun, format: 'html' })).not.toThrow();
  expect(nowhere.read()).toBeNull();
});
