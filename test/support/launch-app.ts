/** Runs an app on Electron, or on the Chromium host where Electron's binary is not there, with its page and its main process in reach. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { findElectron, type Electron } from '../../scripts/find-electron.ts';
import { launch } from '../../scripts/launch.ts';
import { Inspector } from './inspector.ts';
import { waitUntilGone } from './processes.ts';
import { testScreen } from './screen.ts';

export interface LaunchOptions {
  /** Folder of the app. */
  app: string;
  userDataDir: string;
  /** For the app. */
  args?: string[];
  /** On top of the present environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  /** False for one that ends by itself, as a second instance does: `page` and `main` then throw. */
  waitForPage?: boolean;
}

export interface LaunchedApp {
  readonly page: Page;
  readonly main: Inspector;
  readonly host: Electron['kind'];
  readonly processId: number;
  /** Everything main wrote so far. */
  output(): { stdout: string; stderr: string };
  /** Resolves with the exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** Asks main to quit as the user would; resolves with the exit code. */
  quit(): Promise<number | null>;
  /** Kills main at once and waits until every process of it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** How long the first page may take, ms. */
const patience = 30_000;
/** What stands in the way of a test, and is none of its business. */
const cleared = {
  NODE_OPTIONS: undefined,
  VITEST: undefined,
  NODE_ENV: undefined,
  ELECTRON_RUN_AS_NODE: undefined,
  ELECTRON_ENABLE_LOGGING: undefined,
};

let electron: Promise<Electron> | null = null;

export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  electron ??= findElectron();
  const found = await electron;
  const env = definedOnly({ ...process.env, ...cleared, ...(await testScreen()).env, ...options.env });
  const switches = ['--remote-debugging-port=0', '--inspect=0', `--user-data-dir=${options.userDataDir}`];
  const child = launch({ electron: found, app: options.app, switches, words: options.args ?? [], env, stdio: 'pipe' });
  const output = collect(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const gone = () => waitUntilGone(options.userDataDir);

  try {
    const reached = options.waitForPage === false ? null : await reach(child, output);
    const leave = async () => {
      reached?.main.close();
      // Only the connection ends: the window is not Playwright's.
      await reached?.browser.close().catch(() => undefined);
    };
    const reachable = () => {
      if (!reached) throw new Error('This app was launched without waiting for its page.');
      return reached;
    };
    return {
      get page() {
        return reachable().page;
      },
      get main() {
        return reachable().main;
      },
      host: found.kind,
      processId: child.pid ?? -1,
      output,
      exited,
      async quit() {
        await reachable()
          .main.evaluate(({ app }) => setImmediate(() => app.quit()) && null)
          .catch(() => undefined);
        const code = await exited;
        await leave();
        await gone();
        return code;
      },
      async kill(signal = 'SIGKILL') {
        child.kill(signal);
        await exited;
        await leave();
        await gone();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output().stderr}`, { cause: error });
  }
}

async function reach(child: ChildProcess, output: LaunchedApp['output']): Promise<{ main: Inspector; browser: Browser; page: Page }> {
  const main = await Inspector.connect(await lineIn(child, output, /Debugger listening on (ws:\S+)/));
  const browser = await chromium.connectOverCDP(await lineIn(child, output, /DevTools listening on (ws:\S+)/));
  return { main, browser, page: await firstPage(browser) };
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8');
    child[name]?.on('data', (text: string) => (texts[name] += text));
  }
  return () => ({ ...texts });
}

async function lineIn(child: ChildProcess, output: LaunchedApp['output'], pattern: RegExp): Promise<string> {
  for (const giveUpAt = Date.now() + patience; Date.now() < giveUpAt; await delay(10)) {
    const match = pattern.exec(output().stderr);
    if (match?.[1]) return match[1];
    if (child.exitCode !== null) throw new Error(`The app ended with exit code ${child.exitCode}.`);
  }
  throw new Error(`Main never said "${pattern.source}".`);
}

/** The app's own window; pages a host keeps for itself are passed over. */
async function firstPage(browser: Browser): Promise<Page> {
  for (const giveUpAt = Date.now() + patience; Date.now() < giveUpAt; await delay(20)) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((candidate) => isAppPage(candidate.url()));
    if (!page) continue;
    await page.waitForLoadState('domcontentloaded');
    // Playwright would set its own preference of colours.
    await page.emulateMedia({ colorScheme: null });
    return page;
  }
  throw new Error('The app showed no page.');
}

function isAppPage(url: string): boolean {
  return /^(app|https?|file):/.test(url) && !new URL(url).host.endsWith('.chromium-host-start.invalid');
}

function definedOnly(variables: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
