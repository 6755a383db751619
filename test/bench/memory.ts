/** Memory of the main process and of the window's renderer, an idle rehearsal on screen. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../scripts/root.ts';
import { launchApp } from '../support/launch-app.ts';
import { noKeychain } from '../support/no-keychain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { proportionalMemory } from './proportional-memory.ts';
import { rendererMemory } from './renderer-memory.ts';
import type { Row } from './table.ts';

const settling = 12_000;
const emptyApp = fileURLToPath(new URL('./empty-app', import.meta.url));

export async function measureMemory(): Promise<Row[]> {
  const parley = await measure(projectRoot, ['--rehearsal']);
  const empty = await measure(emptyApp, []);
  const note = 'proportional set size after 12 s of rehearsal; floor: the empty window';
  return [
    { name: 'memory, main', value: parley.main, floor: empty.main, unit: 'MB', bar: null, note },
    { name: 'memory, renderer', value: parley.renderer, floor: empty.renderer, unit: 'MB', bar: null, note },
  ];
}

async function measure(app: string, args: string[]): Promise<{ main: number; renderer: number }> {
  const folder = temporaryFolder('parley-bench');
  const running = await launchApp({ app, userDataDir: folder.path, args, env: noKeychain });
  await sleep(settling);
  const main = await running.main.evaluate(() => process.pid);
  const result = { main: proportionalMemory(main), renderer: rendererMemory(main) };
  await running.quit();
  folder.remove();
  return result;
}
