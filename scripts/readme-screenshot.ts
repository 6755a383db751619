/** Takes docs/screenshot.png from the real program with its sample conversations, in a user-data directory that is thrown away. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const userData = mkdtempSync(join(tmpdir(), 'parley-screenshot-'));
try {
  const start = [join(project, 'scripts', 'start.ts'), '--rehearsal', '--user-data-dir', userData];
  const screenshot = ['--screenshot', join(project, 'docs', 'screenshot.png')];
  const { status } = spawnSync(process.execPath, [...start, ...screenshot], { cwd: project, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(userData, { recursive: true, force: true });
}
