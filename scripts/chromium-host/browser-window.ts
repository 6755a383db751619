/** Electron's `BrowserWindow`: its state as main sees it, carried out on a window of Chromium as well as that can. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';
import { createEvent, requireReady } from './lifecycle.ts';
import type { HostMenu } from './menu.ts';
import type { HostNativeImage } from './native-image.ts';
import { record } from './records.ts';
import { windows } from './running.ts';
import { screen } from './screen.ts';
import { HostWebContents } from './web-contents.ts';
import { WindowPlacement } from './window-placement.ts';

type Shape = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'loadFile'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'minimize'
  | 'restore'
  | 'maximize'
  | 'unmaximize'
  | 'setFullScreen'
  | 'getBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'setBounds'
  | 'setSize'
  | 'setTitle'
  | 'getTitle'
  | 'setIcon'
  | 'setBackgroundColor'
  | 'flashFrame'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'setAutoHideMenuBar'
  | 'reload'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'id'
>;

const usualSize = { width: 800, height: 600 };
/** A page that paints nothing is shown nevertheless, ms after its load. */
const paintPatience = 1000;
let nextId = 1;
let onCloseRefused: () => void = () => undefined;
let onClosed: () => void = () => undefined;

/** `app` counts. */
export function onWindowClosed(listener: () => void): void {
  onClosed = listener;
}

/** A quit ends where a window refuses to close. */
export function onWindowKeptOpen(listener: () => void): void {
  onCloseRefused = listener;
}

export class HostBrowserWindow extends EventEmitter implements Shape {
  readonly id = nextId++;
  readonly webContents: HostWebContents;
  readonly #placement = new WindowPlacement();
  readonly #smallest: { width: number; height: number };
  #bounds: Rectangle;
  #filled: 'maximized' | 'fullscreen' | null = null;
  #title: string;
  #visible = false;
  #focused = false;
  #minimized = false;
  #destroyed = false;
  #pageGone = false;
  #shownBefore = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    requireReady('Cannot create BrowserWindow before app is ready');
    super();
    refuseUnsafe(options.webPreferences ?? {});
    this.#smallest = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 };
    this.#title = options.title ?? 'Electron';
    this.#bounds = initialBounds(options);
    windows.add(this);
    this.webContents = new HostWebContents(options.webPreferences ?? {});
    this.#followPage(options.paintWhenInitiallyHidden ?? true);
    if (options.fullscreen) this.setFullScreen(true);
    if (options.show ?? true) this.show();
  }

  static getAllWindows(): HostBrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): HostBrowserWindow | null {
    return [...windows].find((window) => window.isFocused()) ?? null;
  }

  static fromWebContents(contents: object): HostBrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): HostBrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    this.#requireAlive();
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadFile(path);
  }

  reload(): void {
    this.webContents.reload();
  }

  capturePage(area?: Rectangle): Promise<HostNativeImage> {
    return this.webContents.capturePage(area);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    this.#requireAlive();
    if (this.#pageGone) {
      this.#pageGone = false;
      this.webContents.reopen();
    }
    const appears = !this.#visible;
    this.#visible = true;
    this.#minimized = false;
    this.#shownBefore = true;
    this.#place();
    void this.webContents.opened().then(
      (page) => page.setPaintsUnseen(false),
      () => undefined,
    );
    if (appears) this.emit('show');
  }

  hide(): void {
    this.#requireAlive();
    if (!this.#visible) return;
    this.#visible = false;
    void this.#placement.putAway();
    this.#setFocused(false);
    this.emit('hide');
  }

  focus(): void {
    this.#requireAlive();
    if (!this.#visible || this.#minimized) return;
    this.webContents.focus();
    for (const other of windows) if (other !== this) other.#setFocused(false);
    this.#setFocused(true);
  }

  blur(): void {
    this.#setFocused(false);
  }

  minimize(): void {
    this.#requireAlive();
    if (this.#minimized) return;
    this.#minimized = true;
    void this.#placement.putAway();
    this.#setFocused(false);
    this.emit('minimize');
  }

  restore(): void {
    this.#requireAlive();
    if (!this.#minimized) return;
    this.#minimized = false;
    this.#place();
    this.emit('restore');
    this.focus();
  }

  maximize(): void {
    this.#fill('maximized', 'maximize');
  }

  unmaximize(): void {
    if (this.#filled === 'maximized') this.#unfill('unmaximize');
  }

  setFullScreen(full: boolean): void {
    if (full) this.#fill('fullscreen', 'enter-full-screen');
    else if (this.#filled === 'fullscreen') this.#unfill('leave-full-screen');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isMaximized(): boolean {
    return this.#filled === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#filled === 'fullscreen';
  }

  getBounds(): Rectangle {
    return { ...(this.#filled ? this.#area() : this.#bounds) };
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#requireAlive();
    this.#filled = null;
    const wanted = this.#atLeastSmallest({ ...this.#bounds, ...bounds });
    this.#moved(wanted);
    if (this.#visible && !this.#minimized) this.#place();
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setIcon(): void {
    record('window icon', 'icon', null);
  }

  setBackgroundColor(): void {
    // Chromium paints its own until the page does.
  }

  flashFrame(flag: boolean): void {
    record('flashing window', 'flash', flag);
  }

  setMenu(menu: HostMenu | null | object): void {
    record('menus', 'window', menu);
  }

  removeMenu(): void {
    // There is none.
  }

  setMenuBarVisibility(): void {
    // There is none.
  }

  setAutoHideMenuBar(): void {
    // There is none.
  }

  close(): void {
    this.#requireAlive();
    const event = createEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) onCloseRefused();
    else this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#visible = false;
    this.#focused = false;
    windows.delete(this);
    this.webContents.destroyPage();
    this.emit('closed');
    onClosed();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #followPage(paintsUnseen: boolean): void {
    const { inner } = this.webContents;
    inner.on('opened', (page) => {
      this.#placement.use(page);
      if (this.#visible && !this.#minimized) this.#place();
      else if (paintsUnseen && !this.#shownBefore) page.setPaintsUnseen(true).catch(() => undefined);
    });
    inner.on('gone', () => this.#chromiumClosed());
    inner.on('window', (focused) => void this.#userActed(focused));
    inner.on('title', (title) => {
      const event = createEvent({});
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.#title = title;
    });
    let ready = false;
    const tellReady = () => {
      if (ready || this.#destroyed) return;
      ready = true;
      this.emit('ready-to-show');
    };
    inner.on('painted', tellReady);
    this.webContents.on('did-finish-load', () => setTimeout(tellReady, paintPatience).unref());
  }

  /** The user closed it, or Chromium ended: main decides whether the window is gone too. */
  #chromiumClosed(): void {
    if (this.#destroyed) return;
    this.#pageGone = true;
    this.#placement.use(null);
    this.close();
    if (!this.#destroyed && this.#visible) this.hide();
  }

  async #userActed(focused: boolean): Promise<void> {
    if (this.#destroyed || !this.#visible || this.#placement.busy) return;
    this.#setFocused(focused && !this.#minimized);
    const now = await this.#placement.read();
    if (!now || this.#destroyed || !this.#visible || this.#placement.busy) return;
    if (now.state === 'minimized' && !this.#minimized) {
      this.#minimized = true;
      this.emit('minimize');
    } else if (now.state === 'normal' && !this.#minimized && !this.#filled) {
      const allowed = this.#atLeastSmallest(now.bounds);
      this.#moved(allowed);
      if (allowed.width !== now.bounds.width || allowed.height !== now.bounds.height) this.#place();
    }
  }

  #moved(to: Rectangle): void {
    const from = this.#bounds;
    this.#bounds = to;
    if (to.x !== from.x || to.y !== from.y) this.emit('move');
    if (to.width !== from.width || to.height !== from.height) this.emit('resize');
  }

  #place(): void {
    if (this.#filled) void this.#placement.fill(this.#filled, this.#area());
    else void this.#placement.put(this.#bounds);
  }

  /** As in Electron, this also shows a window that was hidden. */
  #fill(state: 'maximized' | 'fullscreen', event: string): void {
    this.#requireAlive();
    if (this.#filled === state) return;
    this.#filled = state;
    this.showInactive();
    this.emit(event);
  }

  #unfill(event: string): void {
    this.#filled = null;
    if (this.#visible) this.#place();
    this.emit(event);
  }

  #area(): Rectangle {
    return screen.getDisplayMatching(this.#bounds).workArea;
  }

  #atLeastSmallest(bounds: Rectangle): Rectangle {
    return { ...bounds, width: Math.max(bounds.width, this.#smallest.width), height: Math.max(bounds.height, this.#smallest.height) };
  }

  #setFocused(focused: boolean): void {
    if (this.#focused === focused) return;
    this.#focused = focused;
    this.emit(focused ? 'focus' : 'blur');
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

/** In the middle of the first display unless placed. */
function initialBounds({ x, y, width, height }: BrowserWindowConstructorOptions): Rectangle {
  const area = screen.getPrimaryDisplay().workArea;
  const size = { width: width ?? usualSize.width, height: height ?? usualSize.height };
  const middle = { x: area.x + Math.round((area.width - size.width) / 2), y: area.y + Math.round((area.height - size.height) / 2) };
  return { x: x ?? middle.x, y: y ?? middle.y, ...size };
}

/** Pages of this host are always sandboxed and isolated; an app that asks for less would behave differently on Electron. */
function refuseUnsafe({ sandbox, contextIsolation, nodeIntegration, webviewTag }: WebPreferences): void {
  if (sandbox === false || contextIsolation === false || nodeIntegration === true || webviewTag === true)
    throw new Error('The Chromium host runs sandboxed, isolated pages only.');
}
