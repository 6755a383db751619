import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { marker, readFuses, setFuse } from '../../../scripts/packaging/fuse-wire.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-fuses-'));
  file = join(folder, 'electron');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wire = (fuses: string, version = 1) => Buffer.concat([Buffer.from(marker), Buffer.from([version, fuses.length]), Buffer.from(fuses)]);

it('sets one fuse and leaves every other byte alone', () => {
  writeFileSync(file, Buffer.concat([Buffer.from('before'), wire('101100011'), Buffer.from('after')]));
  setFuse(file, 'wasmTrapHandlers', false);
  expect(readFileSync(file)).toEqual(Buffer.concat([Buffer.from('before'), wire('101100010'), Buffer.from('after')]));
  expect(readFuses(file)).toMatchObject({ runAsNode: '1', enableCookieEncryption: '0', wasmTrapHandlers: '0' });
});

it('sets it in both halves of a universal binary', () => {
  writeFileSync(file, Buffer.concat([wire('111111111'), Buffer.from('the other half'), wire('111111111')]));
  setFuse(file, 'runAsNode', false);
  expect(readFileSync(file)).toEqual(Buffer.concat([wire('011111111'), Buffer.from('the other half'), wire('011111111')]));
});

it('refuses a binary with a fuse that nobody decided on', () => {
  writeFileSync(file, wire('1011000111'));
  expect(() => setFuse(file, 'wasmTrapHandlers', true)).toThrow(/10 fuses/);
});

it('refuses a wire of another version', () => {
  writeFileSync(file, wire('101100011', 2));
  expect(() => readFuses(file)).toThrow(/version 2/);
});

it('refuses a file without fuses', () => {
  writeFileSync(file, 'not Electron');
  expect(() => readFuses(file)).toThrow(/not Electron's binary/);
});
