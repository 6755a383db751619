/** Runs an Electron app in Node, with its windows in Chromium. See README.md. */
import inspector from 'node:inspector';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronVersion, findApp } from './app-package.ts';
import { app } from './app.ts';
import { Browser } from './browser.ts';
import { appendedSwitches, readArguments } from './command-line.ts';
import { setSystemIsDark } from './native-theme.ts';
import { createProfile, type Profile } from './profile.ts';
import { sayOnce } from './records.ts';
import { serveRequests } from './requests.ts';
import { setBrowser } from './running.ts';
import { setScreens, type ScreenFacts } from './screen.ts';

const words = process.argv.slice(2);
const wanted = readArguments(words);
const endProcess = process.exit.bind(process);

if (wanted.app === null) {
  process.stdout.write(`v${electronVersion()}\n`);
  endProcess(words.includes('--version') || words.includes('-v') ? 0 : 1);
}
if (process.platform !== 'linux') {
  process.stderr.write('The Chromium host runs on Linux only. Install Electron’s own binary instead.\n');
  endProcess(1);
}

let browser: Browser | null = null;
let profile: Profile | null = null;

dressProcess();
endProperly();
openInspector();
await runApp();

/** What an app may look at to learn that it runs in Electron. */
function dressProcess(): void {
  const executable = join(import.meta.dirname, 'electron');
  const facts = {
    argv: [executable, ...words],
    execPath: executable,
    type: 'browser',
    defaultApp: true,
    resourcesPath: join(import.meta.dirname, 'resources'),
    versions: Object.freeze({ ...process.versions, electron: electronVersion(), chrome: 'system' }),
  };
  for (const [name, value] of Object.entries(facts))
    Object.defineProperty(process, name, { value, writable: true, enumerable: true, configurable: true });
  // As in Electron: leaving runs the app's own end.
  process.exit = ((code?: number) => app.exit(code ?? Number(process.exitCode ?? 0))) as typeof process.exit;
  const moduleAddress = new URL('./electron.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/main|\/common)?$/.test(specifier) ? { url: moduleAddress, shortCircuit: true } : next(specifier, context),
  });
}

function endProperly(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  // The launcher is gone: nobody waits for this app any more.
  if (process.channel) {
    process.on('disconnect', () => app.quit());
    process.channel.unref();
  }
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') === 1) console.error('A JavaScript error occurred in the main process\n', error);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') === 1) console.error('(electron) unhandled rejection in the main process\n', reason);
  });
  app.end = (exitCode) => {
    void (browser?.end() ?? Promise.resolve()).finally(() => {
      profile?.remove();
      endProcess(exitCode);
    });
  };
}

function openInspector(): void {
  if (!wanted.inspect) return;
  const { host, port, wait } = wanted.inspect;
  inspector.open(port, host, wait);
}

async function runApp(): Promise<void> {
  // Without a window yet nothing else keeps the process alive.
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    const found = findApp(wanted.app ?? '.');
    app.describe(found, wanted.userDataFolder);
    await import(pathToFileURL(found.mainFile).href);
  } catch (error) {
    console.error('App threw an error during load\n', error);
    return app.exit(1);
  }
  try {
    await new Promise(setImmediate);
    if (app.ending) return;
    app.becomeReady(await startBrowser());
  } catch (error) {
    if (app.ending) return;
    process.stderr.write(`The Chromium host could not start Chromium: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  } finally {
    clearInterval(alive);
  }
}

/** Resolves with the locale of the system, as Chromium sees it. */
async function startBrowser(): Promise<string> {
  if (process.getuid?.() === 0) sayOnce('Chromium host: running as root, so Chromium’s own sandbox is off.');
  profile = createProfile(app.getPath('userData'));
  const { remoteDebuggingPort } = wanted;
  browser = await Browser.start({ profileFolder: profile.folder, remoteDebuggingPort, switches: appendedSwitches() });
  browser.pipe.prependListener('closed', () => {
    if (app.ending) return;
    process.stderr.write('Chromium ended unexpectedly.\n');
    app.exit(1);
  });
  serveRequests(browser);
  const first = await browser.openWindow();
  const ask = <Result>(method: string, params = {}) => (browser as Browser).pipe.call<Result>(method, params, first.sessionId);
  await ask('Runtime.runIfWaitingForDebugger');
  const expression = `[navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]`;
  const [{ screenInfos }, { result }] = await Promise.all([
    ask<{ screenInfos: ScreenFacts[] }>('Emulation.getScreenInfos'),
    ask<{ result: { value: [string, boolean] } }>('Runtime.evaluate', { expression, returnByValue: true }),
  ]);
  const [locale, dark] = result.value;
  setScreens(screenInfos);
  setSystemIsDark(dark);
  setBrowser(browser, first);
  return locale;
}
