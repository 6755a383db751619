/** Around the page: one instance, one origin, no way out, tray and notifications. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEightByEight, type EightByEightService } from '../../main/rehearsal/eight-by-eight/index.ts';
import type { ParleyApi } from '../../preload/contract/api.ts';
import { startSecretService, type SecretService } from '../support/secret-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { addAccount, conversationRow, messageWith, openConversation, startParley, until, type Parley } from './parley.ts';

let server: EightByEightService;
let keyring: SecretService;
let parley: Parley;
const folder = temporaryFolder();

interface Seen {
  notifications: { title: string; body: string }[];
  shown: { emit(event: string): void }[];
  tips: string[];
  opened: string[];
}

/** Spies in main, by wrapping what Electron offers to everybody: the same on Electron and on the host. */
const spy = () =>
  parley.main.evaluate((electron) => {
    const seen: Seen = { notifications: [], shown: [], tips: [], opened: [] };
    (globalThis as unknown as { seen: Seen }).seen = seen;
    const { Notification, Tray, shell } = electron;
    const show = Notification.prototype.show;
    Notification.prototype.show = function (this: Electron.Notification) {
      seen.notifications.push({ title: this.title, body: this.body });
      seen.shown.push(this as never);
      return show.call(this);
    };
    const setToolTip = Tray.prototype.setToolTip;
    Tray.prototype.setToolTip = function (this: Electron.Tray, tip: string) {
      seen.tips.push(tip);
      return setToolTip.call(this, tip);
    };
    shell.openExternal = async (url: string) => void seen.opened.push(url);
    return null;
  });

const seen = () =>
  parley.main.evaluate(() => {
    const { notifications, tips, opened } = (globalThis as unknown as { seen: Seen }).seen;
    return { notifications, tips, opened };
  });

beforeAll(async () => {
  server = await startEightByEight({ lively: false });
  keyring = await startSecretService();
  server.post('Office', 'Ada', 'hello');
  server.post('Lobby', 'Grace', 'see https://example.com/page?q=1 and javascript:alert(1)');
  parley = await startParley({ userDataDir: folder.path, env: keyring.env });
  await spy();
  await addAccount(parley.page, server, ['Office', 'Lobby']);
  await conversationRow(parley.page, 'Lobby').filter({ hasText: 'Grace' }).waitFor();
});
afterAll(async () => {
  await parley.quit();
  await keyring.stop();
  await server.stop();
  folder.remove();
});

describe('the page is locked in', () => {
  test('it has no Node, no Electron, and only the named functions', async () => {
    const found = await parley.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
      areas: Object.keys((globalThis as unknown as { parley: object }).parley).sort(),
    }));
    expect(found.globals).toEqual([]);
    expect(found.areas).toEqual([
      'accounts',
      'app',
      'conversations',
      'data',
      'labels',
      'managed',
      'messages',
      'onChanges',
      'outbox',
      'rehearsal',
      'saved',
      'search',
      'signIn',
    ]);
  });

  test('its policy forbids the network, inline scripts and eval', async () => {
    const outcome = await parley.page.evaluate(async () => {
      const tried: Record<string, boolean> = {};
      tried['fetch'] = await fetch('https://example.com').then(
        () => true,
        () => false,
      );
      const script = document.createElement('script');
      try {
        script.textContent = 'window.__ran = true';
      } catch {
        // Trusted types refuse already the text.
      }
      document.head.append(script);
      tried['inline'] = '__ran' in window;
      const image = new Image();
      tried['image'] = await new Promise<boolean>((resolve) => {
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
        image.src = 'https://example.com/pixel.png';
      });
      return tried;
    });
    expect(outcome).toEqual({ fetch: false, inline: false, image: false });
  });

  test('it cannot leave, open windows, or get permissions', async () => {
    const before = parley.page.url();
    await parley.page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(parley.page.url()).toBe(before);
    await parley.page.evaluate(() => void window.open('https://example.com/'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(parley.page.context().pages()).toHaveLength(1);
    expect(await parley.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await parley.page.evaluate(() => Notification.requestPermission())).toBe('denied');
    expect(await parley.page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state))).toBe(
      'denied',
    );
    await conversationRow(parley.page, 'Office').waitFor();
  });

  test('a malformed call is refused and harms nothing', async () => {
    const answer = await parley.page.evaluate(() => {
      const api = (globalThis as unknown as { parley: { messages: { page(argument: unknown): Promise<unknown> } } }).parley;
      return api.messages.page({ conversationId: 'one', limit: 1e9 });
    });
    expect(answer).toMatchObject({ ok: false, code: 'invalid-argument' });
  });

  test('links leave through the one door, others are text', async () => {
    await openConversation(parley.page, 'Lobby');
    const links = messageWith(parley.page, 'javascript').getByRole('link');
    await links.first().waitFor();
    expect(await links.count()).toBe(1);
    await links.click();
    await until('opened', async () => (await seen()).opened.length > 0);
    expect((await seen()).opened).toEqual(['https://example.com/page?q=1']);
  });
});

describe('new messages', () => {
  test('each is announced once; the tray counts; a click opens it', async () => {
    await openConversation(parley.page, 'Lobby');
    server.post('Office', 'Ada', 'first news');
    server.post('Office', 'Ada', 'second news');
    await until('announced', async () => (await seen()).notifications.length >= 2);
    await until('counted', async () => (await seen()).tips.at(-1) === 'Parley: 2 unread messages');
    // The page learns of it at the same time, and writes its title when it next has a moment.
    await until('titled', async () => (await parley.page.title()) === '(2) Parley');
    expect((await seen()).notifications).toEqual([
      { title: 'Ada · Office', body: 'first news' },
      { title: 'Ada · Office', body: 'second news' },
    ]);
    await parley.main.evaluate(() => {
      (globalThis as unknown as { seen: Seen }).seen.shown[0]!.emit('click');
      return null;
    });
    await parley.page.getByRole('heading', { name: 'Office', level: 2 }).waitFor();
    await messageWith(parley.page, 'first news').waitFor();
  });

  test('a reminder speaks once at its time, and brings an archived conversation back as unread', async () => {
    const { length: before } = (await seen()).notifications;
    await openConversation(parley.page, 'Office');
    await parley.page.getByRole('button', { name: 'Conversation actions' }).click();
    await parley.page.getByRole('menuitem', { name: 'Archive' }).click();
    await openConversation(parley.page, 'Lobby');
    await until('all read', async () => (await seen()).tips.at(-1) === 'Parley: no unread messages');
    await parley.page.evaluate(async () => {
      const { conversations } = (globalThis as unknown as { parley: ParleyApi }).parley;
      const archive = { lane: 'archive', unreadOnly: false, accountId: null, labelId: null, after: null, limit: 1 } as const;
      const page = await conversations.page(archive);
      const conversationId = page.ok ? page.value.conversations[0]!.id : 0;
      await conversations.triage({ conversationId, remindAt: Date.now() + 300 });
    });
    await until('counted', async () => (await seen()).tips.at(-1) === 'Parley: 1 unread message');
    await conversationRow(parley.page, 'Office').filter({ hasText: '1 unread' }).waitFor();
    expect((await seen()).notifications.slice(before)).toEqual([
      { title: 'Reminder · Office', body: 'You wanted to come back to this conversation now.' },
    ]);
  });
});

describe('the window', () => {
  test('closing hides it, and a second start brings it back instead of another', async () => {
    const visible = () => parley.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
    await parley.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    await until('hidden', async () => (await visible())[0] === false);
    const second = await startParley({ userDataDir: folder.path, env: keyring.env, waitForPage: false }).catch(() => null);
    await second?.exited;
    await until('shown again', async () => (await visible())[0] === true);
    expect(await visible()).toHaveLength(1);
  });

  test('its place and size come back after a restart', async () => {
    await parley.main.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 30, width: 900, height: 640 }),
    );
    await until('moved', () => parley.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds().width === 900));
    await parley.quit();
    parley = await startParley({ userDataDir: folder.path, env: keyring.env });
    const bounds = await parley.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
    expect(bounds).toMatchObject({ width: 900, height: 640 });
  });
});
