/** From the start of the process to a painted inbox, and to a window's picture and its end, in turns. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron, type Electron } from '../../scripts/find-electron.ts';
import { launch } from '../../scripts/launch.ts';
import { projectRoot } from '../../scripts/root.ts';
import { noKeychain } from '../support/no-keychain.ts';
import { testScreen } from '../support/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { SizeName } from './corpus.ts';
import { account, openIn } from './library.ts';
import { median, type Row } from './table.ts';

const rounds = 7;

interface Took {
  /** To the moment Parley logs that the inbox is on the screen. */
  painted: number;
  /** To the picture of it and the end of the process. */
  end: number;
}
const emptyApp = fileURLToPath(new URL('./empty-app', import.meta.url));

/** Parley with each of these data folders, with one that has an account and no message, and an empty window on the same host. */
export async function measureStart(folders: Partial<Record<SizeName, string>>): Promise<[SizeName, Row[]][]> {
  const electron = await findElectron();
  const [withoutMessages, scratch] = [temporaryFolder('parley-bench'), temporaryFolder('parley-bench')];
  const store = await openIn(withoutMessages.path);
  await store.addAccount(account);
  await store.close();

  const sizes = Object.entries(folders) as [SizeName, string][];
  const subjects = [
    { name: 'window', app: emptyApp, folder: scratch.path },
    { name: 'empty', app: projectRoot, folder: withoutMessages.path },
    ...sizes.map(([name, folder]) => ({ name, app: projectRoot, folder })),
  ];
  const times = new Map(subjects.map(({ name }) => [name as string, [] as Took[]]));
  for (let round = 0; round <= rounds; round += 1)
    for (const { name, app, folder } of subjects) {
      const took = await timed(electron, app, folder);
      // The first round warms the disk's cache.
      if (round > 0) times.get(name)!.push(took);
    }
  for (const folder of [withoutMessages, scratch]) folder.remove();

  const typical = (name: string, until: keyof Took) => median(times.get(name)!.map((took) => took[until]));
  return sizes.map(([name]) => [
    name,
    [
      {
        name: 'start to painted inbox',
        value: typical(name, 'painted'),
        floor: typical('empty', 'painted'),
        unit: 'ms',
        bar: { atMostOfFloor: 1.1 },
        note: `median of ${rounds}; floor: the same with an empty database`,
      },
      {
        name: 'start, against a window',
        value: typical(name, 'end'),
        floor: typical('window', 'end'),
        unit: 'ms',
        bar: null,
        note: `median of ${rounds}, to the picture and the end; floor: an empty window on the same host (${electron.kind})`,
      },
    ],
  ]);
}

async function timed(electron: Electron, app: string, userDataFolder: string): Promise<Took> {
  const words = [`--screenshot=${join(userDataFolder, 'painted.png')}`];
  const env = { ...process.env, ...(await testScreen()).env, ...noKeychain };
  const startedAt = Date.now();
  const child = launch({ electron, app, switches: [`--user-data-dir=${userDataFolder}`], words, env, stdio: 'pipe' });
  child.stdout?.resume();
  child.stderr?.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${app} ended with ${code}`);
  const end = Date.now() - startedAt;
  return { painted: app === projectRoot ? paintedAt(userDataFolder) - startedAt : end, end };
}

/** Ms UTC, of the last start with that folder. */
function paintedAt(userDataFolder: string): number {
  const log = readFileSync(join(userDataFolder, 'logs', 'parley.log'), 'utf8');
  return Date.parse(/.*^(\S+) info inbox painted$/ms.exec(log)![1]!);
}
