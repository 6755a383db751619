/** Electron's `webContents`: the page of one window, whichever Chromium page stands behind it just now. */
import { EventEmitter } from 'node:events';
import type { WebContents, WebPreferences } from 'electron';
import type { HostFrame } from './frames.ts';
import { createIpcEvent, encodeMessage, ipcMain } from './ipc-main.ts';
import { createEvent } from './lifecycle.ts';
import { nativeImage, type HostNativeImage } from './native-image.ts';
import { chosenColourScheme } from './native-theme.ts';
import { Page } from './page.ts';
import type { Downward, Upward } from './page/preload-world.ts';
import { record, sayOnce } from './records.ts';
import { isStartPage } from './browser.ts';
import { runningBrowser, takeWindow } from './running.ts';
import { applyPermissions, defaultSession } from './session.ts';
import { fromChromium, toChromium } from './urls.ts';
import { openHandlerDetails, type WindowOpenHandler } from './window-open.ts';

type Shape = Pick<
  WebContents,
  | 'send'
  | 'loadURL'
  | 'loadFile'
  | 'getURL'
  | 'getTitle'
  | 'reload'
  | 'isLoading'
  | 'isCrashed'
  | 'isDestroyed'
  | 'focus'
  | 'close'
  | 'openDevTools'
  | 'closeDevTools'
  | 'isDevToolsOpened'
  | 'setVisualZoomLevelLimits'
  | 'id'
>;

let nextId = 1;
let announce: (contents: HostWebContents) => void = () => undefined;

/** `app` tells of every new one. */
export function onWebContentsCreated(listener: (contents: HostWebContents) => void): void {
  announce = listener;
}

export class HostWebContents extends EventEmitter implements Shape {
  readonly id = nextId++;
  readonly session = defaultSession;
  /** The window's part: how it hears of the page, without the app's listeners in between. */
  readonly inner = new EventEmitter<{ opened: [page: Page]; gone: []; painted: []; window: [focused: boolean]; title: [title: string] }>();
  readonly #preferences: WebPreferences;
  #opening: Promise<Page>;
  #page: Page | null = null;
  #destroyed = false;
  #crashed = false;
  #loading = false;
  #address = '';
  #title = '';
  #openHandler: WindowOpenHandler | null = null;
  /** Navigations main itself asked for: `will-navigate` is not for those. */
  #expected: string[] = [];

  constructor(preferences: WebPreferences) {
    super();
    this.#preferences = preferences;
    this.#opening = this.#open();
    announce(this);
  }

  get mainFrame(): HostFrame {
    this.#requireAlive();
    if (!this.#page) throw new Error('The page is not open yet.');
    return this.#page.frames.main;
  }

  /** The Chromium page, once it is there. */
  opened(): Promise<Page> {
    return this.#opening;
  }

  hasFrame(frameId: string): boolean {
    return (this.#page?.frames.find(frameId) ?? null) !== null;
  }

  async loadURL(url: string): Promise<void> {
    this.#requireAlive();
    const page = await this.#opening;
    const address = toChromium(url);
    this.#address = url;
    this.#expected.push(withoutHash(address));
    const loaded = new Promise<void>((resolve, reject) => {
      const finished = () => settle(resolve);
      const failed = (_event: object, _code: number, reason: string) => settle(() => reject(new Error(`${reason} (-2) loading '${url}'`)));
      const settle = (act: () => void) => {
        this.off('did-finish-load', finished);
        this.off('did-fail-load', failed);
        act();
      };
      this.on('did-finish-load', finished);
      this.on('did-fail-load', failed);
    });
    const { errorText } = await page.call<{ errorText?: string }>('Page.navigate', { url: address });
    if (errorText && !/ERR_ABORTED/.test(errorText)) this.#failed(errorText.replace(/^net::/, ''), url);
    this.#expected = this.#expected.filter((expected) => expected !== withoutHash(address));
    await loaded;
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(new URL(path, `file://${process.cwd()}/`).href);
  }

  reload(): void {
    this.#requireAlive();
    void this.#opening.then((page) => {
      this.#expected.push(withoutHash(page.frames.main.chromiumUrl));
      return page.call('Page.reload');
    });
  }

  getURL(): string {
    this.#requireAlive();
    return this.#page?.frames.main.url || this.#address;
  }

  getTitle(): string {
    return this.#title;
  }

  send(channel: string, ...values: unknown[]): void {
    this.#requireAlive();
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#page?.deliver(encodeMessage(channel, values));
  }

  async capturePage(area?: { x: number; y: number; width: number; height: number }): Promise<HostNativeImage> {
    this.#requireAlive();
    const page = await this.#opening;
    const clip = area ? { clip: { ...area, scale: 1 } } : {};
    const { data } = await page.call<{ data: string }>('Page.captureScreenshot', { format: 'png', ...clip });
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#requireAlive();
    this.#openHandler = handler;
  }

  focus(): void {
    void this.#opening.then((page) => page.call('Page.bringToFront'));
  }

  close(): void {
    void this.#opening.then((page) => page.close()).catch(() => undefined);
  }

  isLoading(): boolean {
    return this.#loading;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  openDevTools(): void {
    sayOnce('Chromium host: press F12 in the window for the developer tools.');
  }

  closeDevTools(): void {
    // They are the user's.
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  async setVisualZoomLevelLimits(): Promise<void> {
    // Chromium's own apply.
  }

  /** The user closed Chromium's window, but the app kept its own: a new page takes the place. */
  reopen(): void {
    const address = this.getURL();
    this.#opening = this.#open();
    this.loadURL(address).catch(() => undefined);
  }

  /** For the window: ends the page. Everything else then throws. */
  destroyPage(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
    void this.#opening.then((page) => page.close()).catch(() => undefined);
  }

  /** Whether a frame may go to an address. Main is asked exactly where Electron would ask it. */
  decideNavigation(frameId: string, chromiumUrl: string, redirected: boolean): boolean {
    const frame = this.#page?.frames.find(frameId) ?? null;
    const isMainFrame = frame !== null && frame === this.#page?.frames.main;
    const url = fromChromium(chromiumUrl);
    const details = createEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
    const legacy = [url, false, isMainFrame, frame?.processId, frame?.routingId] as const;
    if (redirected) {
      this.emit('will-redirect', details, ...legacy);
      return !details.defaultPrevented;
    }
    const expected = isMainFrame ? this.#expected.indexOf(withoutHash(chromiumUrl)) : -1;
    if (expected !== -1) {
      this.#expected.splice(expected, 1);
      return true;
    }
    this.emit('will-frame-navigate', details);
    if (!details.defaultPrevented && isMainFrame) this.emit('will-navigate', details, ...legacy);
    return !details.defaultPrevented;
  }

  async #open(): Promise<Page> {
    const { preload } = this.#preferences;
    const target = await takeWindow();
    const page = await Page.open(runningBrowser().pipe, target, { preloadFile: preload ?? null, colourScheme: chosenColourScheme() });
    this.#follow(page);
    this.#page = page;
    this.inner.emit('opened', page);
    return page;
  }

  #follow(page: Page): void {
    page.on('message', (message, frame, answer) => this.#received(message, frame, answer));
    const shows = () => page.frames.main.chromiumUrl !== '' && !isStartPage(page.frames.main.chromiumUrl);
    let unreachable = false;
    page.on('dom-ready', () => shows() && this.emit('dom-ready', createEvent({})));
    page.on('loaded', () => {
      if (!shows() || unreachable) return;
      this.#loading = false;
      this.emit('did-finish-load', createEvent({}));
    });
    page.on('navigated', (frame, unreachableUrl) => {
      if (frame !== page.frames.main || !shows()) return;
      this.#crashed = false;
      unreachable = unreachableUrl !== null;
      this.#loading = true;
      if (unreachableUrl !== null) this.#failed('ERR_FAILED', fromChromium(unreachableUrl));
      void applyPermissions(this, frame);
      this.emit('did-navigate', createEvent({}), frame.url, 200, '');
    });
    page.on('painted', () => shows() && this.inner.emit('painted'));
    page.on('title', (title) => {
      if (!shows() || title === this.#title) return;
      this.#title = title;
      this.inner.emit('title', title);
    });
    page.on('crashed', () => {
      this.#crashed = true;
      this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 5 });
    });
    page.on('gone', () => {
      if (this.#page === page) this.#page = null;
      this.inner.emit('gone');
    });
    page.on('window-open', ({ url, windowName, windowFeatures }) =>
      this.#askToOpen(url, windowName, windowFeatures.join(','), 'foreground-tab'),
    );
    page.on('link-aside', ({ url, disposition }) =>
      this.#askToOpen(url, '', '', disposition === 'newWindow' ? 'new-window' : 'background-tab'),
    );
  }

  #askToOpen(url: string, frameName: string, features: string, disposition: 'foreground-tab' | 'new-window' | 'background-tab'): void {
    const answer = this.#openHandler?.(openHandlerDetails(url, frameName, features, disposition, this.getURL())) ?? { action: 'allow' };
    // The page's window is closed unseen in either case.
    if (answer.action === 'allow') record('windows opened by a page', 'url', url);
  }

  #received(message: Upward, frame: HostFrame | null, answer: (message: Downward) => void): void {
    if (this.#destroyed) return;
    switch (message.kind) {
      case 'invoke':
        return void ipcMain.invoked(message.id, message.channel, createIpcEvent(this, frame), message.values, answer);
      case 'send':
        return ipcMain.sent(message.channel, createIpcEvent(this, frame), message.values);
      case 'window':
        return void this.inner.emit('window', message.focused);
      case 'navigate':
        return this.#wantsAway(message.url, frame);
      case 'preload-error': {
        console.error(message.message);
        this.emit('preload-error', createEvent({}), this.#preferences.preload ?? '', new Error(message.message));
      }
    }
  }

  /** An address Chromium would not have asked about, such as `mailto:` or the app's own scheme. */
  #wantsAway(url: string, frame: HostFrame | null): void {
    if (frame === null || !this.decideNavigation(frame.frameToken, url, false)) return;
    if (/^(about|data|blob):/i.test(url) || toChromium(url) !== url) this.loadURL(url).catch(() => undefined);
    else record('opening of links and folders', 'link', url);
  }

  #failed(reason: string, url: string): void {
    this.#loading = false;
    this.emit('did-fail-load', createEvent({}), -2, reason, url, true, 1, this.#page?.frames.main.routingId ?? 1);
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}
