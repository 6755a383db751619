/** From start to end: refusals before ready, one instance, hiding, quitting, and being killed. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { launchApp } from '../../support/launch-app.ts';
import { processesWith, waitUntilGone } from '../../support/processes.ts';
import { testScreen } from '../../support/screen.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fixtureApp, hostExecutable, launchFixture, type Fixture, type FixtureGlobals } from './fixture.ts';

const running: Fixture[] = [];
afterEach(async () => {
  for (const fixture of running.splice(0).reverse()) await fixture.end();
});

async function launched(...options: Parameters<typeof launchFixture>): Promise<Fixture> {
  const fixture = await launchFixture(...options);
  running.push(fixture);
  return fixture;
}

test('refuses what Electron refuses', async () => {
  const { app } = await launched();
  expect(await app.main.evaluate(() => (globalThis as unknown as FixtureGlobals).fixture.early)).toEqual({
    window: 'Cannot create BrowserWindow before app is ready',
    tray: 'Cannot create Tray before app is ready',
    screen: "The 'screen' module can't be used before the app 'ready' event",
    session: 'Session can only be received when app is ready',
    path: "Failed to get 'nonsense' path",
    'late privileges': 'protocol.registerSchemesAsPrivileged should be called before app is ready',
    'late sandbox': 'app.enableSandbox() can only be called before app is ready',
    'second handler': 'Failed to register protocol: app',
    'second ipc handler': "Attempted to register a second handler for 'echo'",
  });
});

test('answers a file dialog with what the environment names, else as cancelled', async () => {
  const { app } = await launched({ env: { CHROMIUM_HOST_OPEN_DIALOG: '/one:/two' } });
  const answers = await app.main.evaluate(async ({ dialog }) => [
    await dialog.showOpenDialog({ properties: ['openDirectory'] }),
    await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] }),
    await dialog.showOpenDialog({ properties: 'openFile' as never }).catch((error: Error) => error.message),
  ]);
  expect(answers).toEqual([
    { canceled: false, filePaths: ['/one'] },
    { canceled: false, filePaths: ['/one', '/two'] },
    'Properties must be an array',
  ]);
  const other = await launched();
  expect(await other.app.main.evaluate(({ dialog }) => dialog.showOpenDialog({}))).toEqual({ canceled: true, filePaths: [] });
});

test('looks like Electron to main', async () => {
  const { app, folder } = await launched({ args: ['--own-option'] });
  const facts = await app.main.evaluate((electron) => ({
    type: process.type,
    electron: process.versions.electron,
    argv: process.argv,
    defaultApp: process.defaultApp,
    name: electron.app.getName(),
    version: electron.app.getVersion(),
    path: electron.app.getAppPath(),
    userData: electron.app.getPath('userData'),
    width: electron.screen.getPrimaryDisplay().workArea.width,
    hasSwitch: electron.app.commandLine.hasSwitch('own-option'),
  }));
  expect(facts).toMatchObject({
    type: 'browser',
    defaultApp: true,
    name: 'Fixture',
    version: '1.2.3',
    path: fixtureApp,
    userData: folder.path,
    width: 1280,
    hasSwitch: true,
  });
  expect(facts.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(facts.argv.slice(-2)).toEqual([fixtureApp, '--own-option']);
});

test('a second instance ends at once and hands over its words', async () => {
  const first = await launched();
  const second = await launchApp({ app: fixtureApp, userDataDir: first.folder.path, args: ['--second'], waitForPage: false });
  expect(await second.exited).toBe(0);
  expect(second.output().stdout).toMatch(/^not the first\n/);
  await first.noted(`second-instance true ${process.cwd()} {"from":${second.processId}}`);
});

test('a killed instance does not stand in the way of the next', async () => {
  const first = await launched();
  await first.app.kill();
  expect(processesWith(first.folder.path)).toEqual([]);
  const next = await launched({ userDataDir: first.folder.path });
  expect(await next.app.page.title()).toBe('Fixture page');
  expect(readdirSync(join(first.folder.path, 'chromium-host-profile'))).toHaveLength(1);
});

test('closing can hide, and showing brings the same page back', async () => {
  const fixture = await launched();
  const { app } = fixture;
  await app.page.evaluate('window.kept = 1; 0');
  const state = await app.main.evaluate(({ BrowserWindow }) => {
    (globalThis as unknown as FixtureGlobals).fixture.settings.keepOpen = true;
    const [window] = BrowserWindow.getAllWindows();
    window?.close();
    return [window?.isVisible(), window?.isFocused(), window?.isDestroyed()];
  });
  expect(state).toEqual([false, false, false]);
  await expect.poll(() => app.page.evaluate('screenX < -1000')).toBe(true);
  await app.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect.poll(() => app.page.evaluate('screenX >= 0')).toBe(true);
  expect(await app.page.evaluate('kept')).toBe(1);
  expect(fixture.notes().filter((note) => ['show', 'hide', 'close', 'focus', 'blur'].includes(note))).toEqual([
    'show',
    'focus',
    'close',
    'blur',
    'hide',
    'show',
    'focus',
  ]);
});

test('a window the user closed in Chromium is made anew when shown', async () => {
  const { app, noted } = await launched();
  await app.main.evaluate(() => ((globalThis as unknown as FixtureGlobals).fixture.settings.keepOpen = true));
  await app.page.close();
  await noted('hide');
  const url = await app.main.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const loaded = new Promise<void>((resolve) => window?.webContents.once('did-finish-load', () => resolve()));
    window?.show();
    await loaded;
    return window?.webContents.getURL();
  });
  expect(url).toBe('app://fixture/index.html');
});

test('quits in Electron’s order, with nothing left behind', async () => {
  const fixture = await launched();
  const before = fixture.notes().length;
  expect(await fixture.app.quit()).toBe(0);
  expect(fixture.notes().slice(before)).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  expect(existsSync(join(fixture.folder.path, 'chromium-host-profile'))).toBe(false);
});

test('a termination signal is a quit, and a window that stays open stops it', async () => {
  const fixture = await launched();
  const keepOpen = (keep: boolean) =>
    fixture.app.main.evaluate((_electron, given) => {
      (globalThis as unknown as FixtureGlobals).fixture.settings.keepOpen = given;
    }, keep);
  await keepOpen(true);
  process.kill(fixture.app.processId, 'SIGTERM');
  await fixture.noted('hide');
  await delay(100);
  expect(fixture.notes()).not.toContain('will-quit');
  await keepOpen(false);
  process.kill(fixture.app.processId, 'SIGTERM');
  expect(await fixture.app.exited).toBe(0);
  await waitUntilGone(fixture.folder.path);
});

test('ends when its launcher is killed', async () => {
  const folder = temporaryFolder('host-test');
  const script = `
    const { launch } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', '..', 'scripts', 'launch.ts'))});
    const [executable, app, userData] = process.argv.slice(1);
    launch({ electron: { executable, kind: 'chromium-host' }, app, switches: ['--user-data-dir=' + userData], words: [], env: process.env, stdio: 'inherit' });`;
  const words = ['--input-type=module', '-e', script, hostExecutable, fixtureApp, folder.path];
  const launcher = spawn(process.execPath, words, {
    env: { ...process.env, ...(await testScreen()).env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve) => launcher.stdout.on('data', (text: Buffer) => text.includes('loaded') && resolve()));
  launcher.kill('SIGKILL');
  await waitUntilGone(folder.path);
  folder.remove();
});

test('main’s own exit ends with its code', async () => {
  const { app, notes, folder } = await launched();
  await app.main.evaluate(() => setImmediate(() => process.exit(7)) && null);
  expect(await app.exited).toBe(7);
  await waitUntilGone(folder.path);
  expect(notes()).not.toContain('will-quit');
});

test('an app that fails to load says so', async () => {
  const { env } = await testScreen();
  const child = spawn(hostExecutable, ['/nonexistent/app'], { env: { ...process.env, ...env } });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
  expect(said).toContain('Unable to find Electron app at /nonexistent/app');
});
