/** Starts the app on whichever Electron was found. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Electron } from './find-electron.ts';
import { spawnTied } from './tied.ts';

export interface Launch {
  electron: Electron;
  /** Folder with the package.json of the app. */
  app: string;
  /** Switches for Electron itself; they come before the app. */
  switches: string[];
  /** What the app gets. */
  words: string[];
  env: NodeJS.ProcessEnv;
  stdio: 'inherit' | 'pipe';
}

export function launch({ electron, app, switches, words, env, stdio }: Launch): ChildProcess {
  const isHost = electron.kind === 'chromium-host';
  // Electron refuses to start as root with its sandbox; the host sees to that itself.
  const asRoot = !isHost && process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const all = [...asRoot, ...switches, app, ...words];
  const streams: StdioOptions = ['ignore', stdio, stdio];
  // The host quits when this line to its launcher breaks.
  if (isHost) return spawn(electron.executable, all, { env, stdio: [...streams, 'ipc'], detached: true });
  return spawnTied(electron.executable, all, 'TERM', { env, stdio: streams });
}
