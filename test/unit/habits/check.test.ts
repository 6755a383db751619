/** `npm run check` on the whole tree: rules, format and types are part of what passes. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { projectRoot } from '../../../scripts/root.ts';

const patience = 240_000;

test.each(['lint', 'types'])(
  'npm run %s',
  async (name) => {
    // What it says becomes the failure's text.
    await promisify(execFile)('npm', ['run', '--silent', name], { cwd: projectRoot, timeout: patience, maxBuffer: 1e8 }).catch((error) => {
      throw new Error(`${(error as { stdout: string }).stdout}\n${(error as { stderr: string }).stderr}`);
    });
  },
  patience,
);
