/** The start script itself, as a user calls it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const start = (...words: string[]) => spawnSync(process.execPath, [join(root, 'scripts', 'start.ts'), ...words], { encoding: 'utf8' });

test('--version prints the version and nothing else', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(start('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help prints the options', () => {
  const { status, stdout } = start('--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm start -- \[options\]/);
});

test('an unknown option ends with a sentence and exit code 2', () => {
  expect(start('--reharsal')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'Parley has no option "--reharsal". "npm start -- --help" lists the options.\n',
  });
});
