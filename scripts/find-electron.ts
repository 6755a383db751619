/** Which program runs Parley: Electron's own binary where there is one or one can be fetched, else the Chromium host. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './root.ts';

export interface Electron {
  executable: string;
  kind: 'electron' | 'chromium-host';
  /** Why it is not Electron's own, in a sentence. */
  reason: string | null;
}

const packageFolder = join(projectRoot, 'node_modules', 'electron');
const hostFolder = join(projectRoot, 'scripts', 'chromium-host');
const failureFile = join(projectRoot, 'out', 'electron-download-failed.json');
const day = 24 * 60 * 60 * 1000;
/** How long the download may take, ms. */
const patience = 60_000;

export async function findElectron(): Promise<Electron> {
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (overridden) return named(join(overridden, readIfThere(join(packageFolder, 'path.txt')) ?? 'electron'), null);
  const installed = findInstalled();
  if (installed) return named(installed, null);
  const remembered = rememberedFailure();
  const failure = remembered ?? (await download());
  const fetched = findInstalled();
  if (fetched) return named(fetched, null);
  const when = remembered ? ' earlier today' : '';
  return named(
    join(hostFolder, 'electron'),
    `Electron’s own binary could not be downloaded${when} (${failure ?? 'it is not where it should be'}), so Parley runs in this machine’s Chromium; ` +
      'PARLEY_FETCH_ELECTRON=1 tries again before a day has passed.',
  );
}

function named(executable: string, reason: string | null): Electron {
  if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no Electron in it: ${executable} does not exist.`);
  return { executable, kind: realpathSync(executable).startsWith(realpathSync(hostFolder)) ? 'chromium-host' : 'electron', reason };
}

/** The binary of exactly the version that is pinned. */
function findInstalled(): string | null {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const path = readIfThere(join(packageFolder, 'path.txt'));
  if (path === null || readIfThere(join(packageFolder, 'dist', 'version'))?.replace(/^v/, '') !== version) return null;
  const file = join(packageFolder, 'dist', path);
  return existsSync(file) ? file : null;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/** A download that failed is not tried at every start. */
function rememberedFailure(): string | null {
  if (process.env['PARLEY_FETCH_ELECTRON']) return null;
  try {
    const { at, reason } = JSON.parse(readFileSync(failureFile, 'utf8')) as { at: number; reason: string };
    return Math.abs(Date.now() - at) < day ? reason : null;
  } catch {
    return null;
  }
}

/** Resolves with why it failed, or null. */
async function download(): Promise<string | null> {
  const failure = await runInstaller();
  if (failure !== null) {
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    writeFileSync(failureFile, JSON.stringify({ at: Date.now(), reason: failure }));
  }
  return failure;
}

function runInstaller(): Promise<string | null> {
  const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'], timeout: patience });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(null);
      const line = said.split('\n', 1)[0]?.replace(/^\w*Error: /, '') ?? '';
      resolve(signal ? `not done within ${patience / 1000} s` : line || `exit code ${code}`);
    });
  });
}
