/** `npm start -- [options]`: builds what changed, finds something to run it on, and stays until Parley ends. */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { buildIfChanged } from './build.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { findElectron, type Electron } from './find-electron.ts';
import { launch } from './launch.ts';
import { projectRoot } from './root.ts';
import { help, parseStartOptions, UnknownOption, type StartOptions } from './start-options.ts';
import { ensurePackages } from './system-packages.ts';

const oldestNode = 22;

async function main(words: string[]): Promise<number> {
  const trouble = whyNodeIsTooOld(process.versions.node);
  if (trouble) return fail(trouble, 1);
  const options = parseStartOptions(words, process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) return say(help);
  if (options.version) return say(`${packageVersion()}\n`);

  await buildIfChanged();
  const electron = await findElectron();
  if (electron.reason) process.stderr.write(`${electron.reason}\n`);
  if (!(await ensurePackages('start', { ownElectron: electron.kind === 'electron', display: hasDisplay() }))) return 1;
  return run(electron, options);
}

/** Resolves with the app's exit code. */
async function run(electron: Electron, options: StartOptions): Promise<number> {
  if (electron.kind === 'electron' && process.platform === 'linux' && process.getuid?.() === 0)
    process.stderr.write('Running as root, so Electron’s sandbox is off.\n');
  const display = hasDisplay() ? null : await startVirtualDisplay();
  try {
    const env = { ...process.env, ...display?.env };
    const child = launch({ electron, app: projectRoot, ...wordsFor(options), env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    return await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    display?.end();
  }
}

function wordsFor(options: StartOptions): { switches: string[]; words: string[] } {
  const switches = options.remoteDebuggingPort === null ? [] : [`--remote-debugging-port=${options.remoteDebuggingPort}`];
  if (options.userDataFolder) switches.push(`--user-data-dir=${options.userDataFolder}`);
  const words = options.rehearsal ? ['--rehearsal'] : [];
  if (options.screenshot) words.push(`--screenshot=${options.screenshot}`);
  return { switches, words };
}

/** Exported for its test: the sentence, or null. */
export function whyNodeIsTooOld(version: string): string | null {
  if (Number.parseInt(version, 10) >= oldestNode) return null;
  return `Parley's scripts need Node ${oldestNode} or newer, and this is ${version}. Run "npm ci" once, then start with "npm start": that uses the Node that comes with the project.`;
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function fail(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

if (import.meta.main)
  process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) =>
    error instanceof UnknownOption ? fail(error.message, 2) : fail(error instanceof Error ? error.message : String(error), 1),
  );
