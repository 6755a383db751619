/** Where exports go, what becomes of one that was ended, and what their files look like. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportFormat } from '../../../preload/contract/data.ts';
import { base, incoming } from '../store/sample.ts';
import { openStore } from '../../../main/store/open-store.ts';
import { storeWorker } from '../../support/store-worker.ts';
import { openAt, recordingLog, temporaryFolder } from '../store/temporary-store.ts';
import { exportTo } from './export-in-place.ts';
import { killExport } from './kill-export.ts';
import { fill, filesIn } from './store.ts';

const fileOf = (folder: string) => new Map(filesIn(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

/** Enough for several points to go on from. */
let file = '';
let home = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'parley-export-'));
  file = join(home, 'parley.db');
  const { store } = await openStore({ file, workerFile: storeWorker, log: recordingLog() });
  const long = Array.from({ length: 3000 }, (_, n) => incoming(n, { text: `${n} ${'word '.repeat(800)}` }));
  await fill(store, { 'One, long': long, Two: [incoming(1)], Three: long.slice(0, 200) });
  await store.close();
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('an export that was killed', () => {
  test.each<ExportFormat>(['jsonl', 'html'])('as %s goes on where it stopped and becomes the same', (format) => {
    const whole = fileOf(exportTo(file, temporaryFolder(), format).folder);
    const folder = temporaryFolder();
    for (const pages of [8, 9, 2]) {
      killExport(file, folder, format, pages);
      const [place, ...others] = readdirSync(folder);
      expect(others).toEqual([]);
      expect(place).toMatch(/^Parley export .*\.unfinished$/);
      for (const [name, content] of fileOf(join(folder, place!))) {
        if (!name.endsWith('.unfinished') && name !== 'unfinished-export.jsonl') expect(content).toBe(whole.get(name));
      }
    }
    let pages = 0;
    const done = exportTo(file, folder, format, { control: { progress() {}, checkCancelled: () => void (pages += 1) } });
    expect(pages, 'the beginning was not read again').toBeLessThan(12);
    expect(done).toMatchObject({ conversations: 3, messages: 3201 });
    expect(fileOf(done.folder)).toEqual(whole);
    expect(readdirSync(folder)).toEqual([basename(done.folder)]);
  });

  test('begins anew where its half-written file was lost', () => {
    const whole = fileOf(exportTo(file, temporaryFolder(), 'jsonl').folder);
    const folder = temporaryFolder();
    killExport(file, folder, 'jsonl', 12);
    truncateSync(join(folder, readdirSync(folder)[0]!, 'parley.jsonl.unfinished'), 1000);
    expect(fileOf(exportTo(file, folder, 'jsonl').folder)).toEqual(whole);
  });
});

describe('the folder', () => {
  test('of another export that is not finished is left alone', () => {
    const folder = temporaryFolder();
    const cancelled = new Error('cancelled');
    const cancel = () => {
      throw cancelled;
    };
    expect(() => exportTo(file, folder, 'html', { control: { progress() {}, checkCancelled: cancel } })).toThrow(cancelled);
    exportTo(file, folder, 'jsonl');
    expect(readdirSync(folder).sort()).toEqual(['Parley export 2025-06-15 (2)', 'Parley export 2025-06-15.unfinished']);
    exportTo(file, join(folder, 'Parley export 2025-06-15.unfinished'), 'html');
    expect(readdirSync(folder).sort()).toEqual(['Parley export 2025-06-15', 'Parley export 2025-06-15 (2)']);
  });

  test('that is gone is said in one sentence, before and in the middle', () => {
    const sentence = 'The folder of the export can no longer be reached. Connect it again and continue, or choose another one.';
    expect(() => exportTo(file, join(temporaryFolder(), 'none'), 'jsonl')).toThrow(sentence);
    const folder = join(temporaryFolder(), 'stick');
    mkdirSync(folder);
    const pull = () => rmSync(folder, { recursive: true, force: true });
    expect(() => exportTo(file, folder, 'html', { control: { progress() {}, checkCancelled: pull } })).toThrow(sentence);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the task', () => {
  test('reports how far it is, ends when nobody wants it any more, and goes on', async () => {
    const { store } = await openAt(file);
    const folder = temporaryFolder();
    const argument = { folder, scope: { kind: 'all' as const }, format: 'jsonl' as const, now: base, writtenBy: 'Parley test' };
    const abort = new AbortController();
    const parts: number[] = [];
    const onProgress = (part: number) => {
      parts.push(part);
      if (part > 0.6) abort.abort(new Error('cancelled'));
    };
    await expect(store.runTask('exportMessages', argument, { signal: abort.signal, onProgress })).rejects.toThrow('cancelled');
    expect(readdirSync(folder)).toEqual(['Parley export 2025-06-15.unfinished']);
    const again: number[] = [];
    const done = await store.runTask('exportMessages', argument, { onProgress: (part) => again.push(part) });
    expect(again[0]).toBeGreaterThan(0.2);
    expect(again.at(-1)).toBe(1);
    expect(done).toMatchObject({ conversations: 3, messages: 3201 });
  });
});
