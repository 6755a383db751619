/** Building only what changed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIfChanged } from '../../../scripts/build.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let builds: number;

beforeEach(() => {
  folder = temporaryFolder('build-test');
  builds = 0;
  write('main/index.ts', 'one');
  write('renderer/App.svelte', 'two');
  write('package-lock.json', '{}');
});
afterEach(() => folder.remove());

function write(file: string, text: string): void {
  const path = join(folder.path, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

async function build(): Promise<void> {
  builds++;
  await delay(50);
  for (const file of ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']) write(file, 'built');
}

const buildOnce = () => buildIfChanged(folder.path, build);

test('builds the first time, and not again', async () => {
  expect(await buildOnce()).toBe(true);
  expect(await buildOnce()).toBe(false);
});

test.each(['main/index.ts', 'main/new.ts', 'renderer/App.svelte', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'])(
  'builds again when %s changed',
  async (file) => {
    await buildOnce();
    write(file, 'changed');
    expect(await buildOnce()).toBe(true);
    expect(await buildOnce()).toBe(false);
  },
);

test('does not build for a test or a document', async () => {
  await buildOnce();
  write('test/unit/x.test.ts', 'x');
  write('README.md', 'x');
  expect(await buildOnce()).toBe(false);
});

test('builds again when a bundle is gone', async () => {
  await buildOnce();
  rmSync(join(folder.path, 'out/preload/index.cjs'));
  expect(await buildOnce()).toBe(true);
});

test('two at once build once', async () => {
  expect((await Promise.all([buildOnce(), buildOnce()])).sort()).toEqual([false, true]);
  expect(builds).toBe(1);
});

test('a build that failed is tried again', async () => {
  const broken = buildIfChanged(folder.path, () => Promise.reject(new Error('The build failed.')));
  await expect(broken).rejects.toThrow('The build failed.');
  expect(await buildOnce()).toBe(true);
});

test('the lock of a killed process does not last', async () => {
  write('out/build-lock', '4194304');
  expect(await buildOnce()).toBe(true);
});
