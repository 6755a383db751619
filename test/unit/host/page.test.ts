/** What a page may and may not do: leave, open windows, ask for permissions, run what its policy forbids. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchFixture, type Fixture, type FixtureGlobals } from './fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
}, 30_000);
afterAll(() => fixture.end());

const inPage = <Result>(expression: string) => fixture.app.page.evaluate<Result>(expression);
const address = () => fixture.app.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());

describe('the app’s own scheme', () => {
  test('is what main sees, with the handler’s headers in force', async () => {
    expect(await address()).toBe('app://fixture/index.html');
    expect(await fixture.app.main.evaluate(() => (globalThis as unknown as FixtureGlobals).fixture.lastRequest)).toMatch(
      /^app:\/\/fixture\//,
    );
    expect(await inPage('typeof inlineRan')).toBe('undefined');
    expect(await inPage(`fetch('https://example.com/').then(() => 'reached', () => 'refused')`)).toBe('refused');
    expect(await inPage('isSecureContext')).toBe(true);
  });
});

describe('leaving', () => {
  test.each([
    ['a link', `document.getElementById('away').click()`, 'https://example.com/away'],
    ['a script', `location.href = 'https://example.com/script'`, 'https://example.com/script'],
    ['a mail link', `document.getElementById('mail').click()`, 'mailto:a@example.com'],
    ['an empty page', `location.href = 'about:blank'`, 'about:blank'],
    ['another host of the scheme', `location.href = 'app://elsewhere/x'`, 'app://elsewhere/x'],
  ])('by %s is put to main, and prevented', async (_name, action, url) => {
    await inPage(`${action}; 0`);
    await fixture.noted(`will-frame-navigate ${url} true`);
    expect(await address()).toBe('app://fixture/index.html');
    expect(await inPage('document.title')).toBe('Fixture page');
  });

  test('is not asked about a navigation that main wants itself', async () => {
    const before = fixture.notes().filter((note) => note.startsWith('will-navigate')).length;
    await fixture.app.main.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.loadURL('app://fixture/next.html'),
    );
    expect(await address()).toBe('app://fixture/next.html');
    expect(fixture.notes().filter((note) => note.startsWith('will-navigate')).length).toBe(before);
    // Playwright may still hold the page that was left.
    await expect.poll(() => inPage('seenAtStart')).toBe('object');
  });

  test('goes through when main does not mind', async () => {
    await inPage(`location.href = '/index.html'; 0`);
    await fixture.noted('will-navigate app://fixture/index.html true');
    await expect.poll(address).toBe('app://fixture/index.html');
    await expect.poll(() => inPage('document.title')).toBe('Fixture page');
  });
});

describe('new windows', () => {
  test.each([
    ['a script', `window.open('https://example.com/opened'); 0`, 'https://example.com/opened'],
    ['a link', `document.getElementById('blank').click(); 0`, 'https://example.com/blank'],
  ])('of %s are put to main, and never appear', async (_name, action, url) => {
    await inPage(action);
    await fixture.noted(`window-open ${url}`);
    await expect.poll(() => fixture.app.page.context().pages().length).toBe(1);
  });

  test('of a click with the control key neither', async () => {
    await fixture.app.page.click('#away', { modifiers: ['Control'] });
    await fixture.noted('window-open https://example.com/away');
    await expect.poll(() => fixture.app.page.context().pages().length).toBe(1);
  });
});

test('permissions are denied', async () => {
  const states = await inPage(`Promise.all(['notifications', 'geolocation', 'camera', 'clipboard-read']
    .map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`);
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  expect(await inPage('Notification.requestPermission()')).toBe('denied');
});

test('the theme main chooses reaches the page', async () => {
  const prefersDark = () => inPage(`matchMedia('(prefers-color-scheme: dark)').matches`);
  const choose = (source: 'dark' | 'light') =>
    fixture.app.main.evaluate(({ nativeTheme }, given) => {
      nativeTheme.themeSource = given;
      return nativeTheme.shouldUseDarkColors;
    }, source);
  expect(await choose('dark')).toBe(true);
  await expect.poll(prefersDark).toBe(true);
  expect(await choose('light')).toBe(false);
  await expect.poll(prefersDark).toBe(false);
});

test('a picture of the page is a PNG of the window’s size', async () => {
  const [isPng, size] = await fixture.app.main.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return [image?.toPNG().subarray(1, 4).toString(), image?.getSize()] as const;
  });
  expect(isPng).toBe('PNG');
  expect(size?.width).toBe(640);
});

test('a crash of the page is told, and a reload brings it back', async () => {
  const session = await fixture.app.page.context().newCDPSession(fixture.app.page);
  void session.send('Page.crash').catch(() => undefined);
  await fixture.noted('render-process-gone crashed');
  const title = await fixture.app.main.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve());
      contents?.reload();
    });
    return contents?.getURL();
  });
  expect(title).toBe('app://fixture/index.html');
});
