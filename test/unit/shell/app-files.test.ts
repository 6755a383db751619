import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../../../main/shell/app-files.ts';

let base: string;
let root: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'parley-files-'));
  root = join(base, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'index.js'), '1');
  writeFileSync(join(base, 'secret.js'), 'secret');
});
afterAll(() => rmSync(base, { recursive: true }));

const get = (url: string, method = 'GET') => answer(root, { url, method });

describe('app:// answers', () => {
  test('the page, with its policy as a header', async () => {
    const response = await get('app://parley/index.html');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('scripts with their type', async () => {
    expect((await get('app://parley/assets/index.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test.each([
    'app://parley/../secret.js',
    'app://parley/%2e%2e/secret.js',
    'app://parley/..%2fsecret.js',
    'app://parley/assets/..%2f..%2fsecret.js',
    'app://parley/..%5csecret.js',
    'app://parley/%00',
    'app://parley/%',
    'app://elsewhere/index.html',
    'app://parley/missing.html',
    'app://parley/assets',
  ])('%s is not found', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  test('only GET', async () => {
    expect((await get('app://parley/index.html', 'POST')).status).toBe(405);
  });
});
