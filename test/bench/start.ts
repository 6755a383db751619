/** From the start of the process to a painted window and its end, Parley's inbox against an empty window on the same host, in turns. */
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron, type Electron } from '../../scripts/find-electron.ts';
import { launch } from '../../scripts/launch.ts';
import { projectRoot } from '../../scripts/root.ts';
import { testScreen } from '../support/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { seed } from './seed.ts';
import { median, type Row } from './table.ts';

const rounds = 7;
const conversations = 500;
const messagesEach = 40;
const emptyApp = fileURLToPath(new URL('./empty-app', import.meta.url));

export async function measureStart(): Promise<Row> {
  const electron = await findElectron();
  const data = temporaryFolder('parley-bench');
  await seed(data.path, conversations, messagesEach);
  const real: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const scratch = temporaryFolder('parley-bench');
    const one = await timed(electron, projectRoot, data.path);
    const two = await timed(electron, emptyApp, scratch.path);
    scratch.remove();
    // The first round warms the disk's cache.
    if (round > 0) {
      real.push(one);
      empty.push(two);
    }
  }
  data.remove();
  return {
    name: 'start to painted inbox',
    value: median(real),
    floor: median(empty),
    unit: 'ms',
    note: `${conversations} conversations, ${conversations * messagesEach} messages; floor: an empty window on the same host (${electron.kind}); both to the picture and the end`,
  };
}

async function timed(electron: Electron, app: string, userDataFolder: string): Promise<number> {
  const words = [`--screenshot=${join(userDataFolder, 'painted.png')}`];
  const env = { ...process.env, ...(await testScreen()).env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const startedAt = performance.now();
  const child = launch({ electron, app, switches: [`--user-data-dir=${userDataFolder}`], words, env, stdio: 'pipe' });
  child.stdout?.resume();
  child.stderr?.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${app} ended with ${code}`);
  return performance.now() - startedAt;
}
