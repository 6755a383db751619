/** The fixture app, running on the Chromium host. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchApp, type LaunchedApp, type LaunchOptions } from '../../support/launch-app.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const hostFolder = join(import.meta.dirname, '..', '..', '..', 'scripts', 'chromium-host');
// These tests are about the host, also where Electron's own binary is installed.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = hostFolder;

export const hostExecutable = join(hostFolder, 'electron');
export const fixtureApp = join(import.meta.dirname, '..', '..', 'support', 'fixture-app');

export interface Fixture {
  app: LaunchedApp;
  folder: TemporaryFolder;
  /** What main noted so far. */
  notes(): string[];
  /** Waits until main noted this. */
  noted(what: string): Promise<void>;
  end(): Promise<void>;
}

/** Resolves once its window is shown and loaded. */
export async function launchFixture(options: Partial<LaunchOptions> = {}): Promise<Fixture> {
  const folder = temporaryFolder('host-test');
  const app = await launchApp({ app: fixtureApp, userDataDir: folder.path, ...options });
  const notes = () => app.output().stdout.trimEnd().split('\n');
  const noted = async (what: string) => {
    for (const giveUpAt = Date.now() + 5000; Date.now() < giveUpAt; await delay(10)) if (notes().includes(what)) return;
    throw new Error(`Main never noted "${what}", but: ${notes().join(', ')}`);
  };
  for (const what of ['focus', 'loaded']) await noted(what);
  return {
    app,
    folder,
    notes,
    noted,
    async end() {
      await app.kill();
      folder.remove();
    },
  };
}

/** What the fixture's main keeps for its tests. */
export interface FixtureGlobals {
  fixture: {
    early: Record<string, string>;
    settings: { keepOpen: boolean };
    lastRequest: string;
    window: Electron.BrowserWindow;
  };
}
