/**
 * `node scripts/system-packages.ts [start|test]`: sees to the system packages Parley needs for that. As root with apt it installs what is
 * missing; else it prints the command and ends with exit code 1.
 */
import { spawn } from 'node:child_process';
import { hasDisplay } from './display.ts';
import { findElectron } from './find-electron.ts';
import { findOnPath } from './find-on-path.ts';
import { anyKeychain, chromium, fonts, keychainLibrary, secretService, virtualScreen, type Need } from './package-needs.ts';

export type Purpose = 'start' | 'test';

export interface Circumstances {
  /** Electron's own binary runs the app. */
  ownElectron: boolean;
  display: boolean;
}

/** Resolves with whether everything is there, now at the latest. */
export async function ensurePackages(purpose: Purpose, circumstances: Circumstances): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const missing = needsFor(purpose, circumstances)
    .filter((need) => !need.isThere())
    .map((need) => need.package);
  if (missing.length === 0) return true;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || findOnPath(['apt-get']) === null) {
    process.stderr.write(`Parley needs system packages that are missing here. Install them, then try again:\n  sudo ${command}\n`);
    return false;
  }
  process.stderr.write(`Installing missing system packages: ${missing.join(' ')} …\n`);
  const failure = (await run('apt-get update')) ?? (await run(command));
  if (failure === null) return true;
  process.stderr.write(`${failure}\nThe system packages could not be installed. Try by hand:\n  apt-get update && ${command}\n`);
  return false;
}

/** Exported for its test. */
export function needsFor(purpose: Purpose, { ownElectron, display }: Circumstances): Need[] {
  if (purpose === 'test') return [chromium, virtualScreen, ...secretService, keychainLibrary, ...fonts];
  const always = [...(display ? [] : [virtualScreen]), keychainLibrary];
  return ownElectron ? always : [chromium, ...always, ...anyKeychain, ...fonts];
}

/** Resolves with all it said if it failed, else null. */
function run(command: string): Promise<string | null> {
  const [program = '', ...words] = command.split(' ');
  const child = spawn(program, words, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (text: Buffer) => (said += text.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? null : `${command}\n${said}`));
  });
}

if (import.meta.main) {
  const purpose = process.argv[2] ?? 'start';
  if (purpose !== 'start' && purpose !== 'test') {
    process.stderr.write(`Usage: node scripts/system-packages.ts [start|test]\n`);
    process.exitCode = 2;
  } else {
    const ownElectron = purpose === 'start' && (await findElectron()).kind === 'electron';
    process.exitCode = (await ensurePackages(purpose, { ownElectron, display: hasDisplay() })) ? 0 : 1;
  }
}
