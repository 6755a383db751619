/** Electron's `app`: its life from start to quit, in the order Electron documents. */
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { electronVersion, type AppPackage } from './app-package.ts';
import { AppPaths } from './app-paths.ts';
import { onWindowClosed, onWindowKeptOpen } from './browser-window.ts';
import { commandLine } from './command-line.ts';
import { createEvent, lifecycle } from './lifecycle.ts';
import { record } from './records.ts';
import { windows } from './running.ts';
import { SingleInstance } from './single-instance.ts';
import { onWebContentsCreated } from './web-contents.ts';

type Shape = Pick<
  App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'focus'
  | 'getAppPath'
  | 'getLocale'
  | 'getLoginItemSettings'
  | 'getName'
  | 'getPath'
  | 'getVersion'
  | 'setName'
  | 'setPath'
  | 'name'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'getBadgeCount'
  | 'setLoginItemSettings'
  | 'setAsDefaultProtocolClient'
  | 'removeAsDefaultProtocolClient'
>;

export class HostApp extends EventEmitter implements Shape {
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine = commandLine;
  /** Ends Chromium and this process; set by the host, which started both. */
  end: (exitCode: number) => void = (exitCode) => process.exit(exitCode);
  readonly #single = new SingleInstance();
  readonly #ready = Promise.withResolvers<void>();
  #package: AppPackage = { folder: process.cwd(), mainFile: '', name: 'Electron', version: electronVersion() };
  #paths = new AppPaths(() => this.name, null);
  #name: string | null = null;
  #quitting = false;
  #shutDown = false;
  #badge = 0;
  #locale = 'en-US';
  #openAtLogin = false;

  constructor() {
    super();
    onWindowClosed(() => this.#windowClosed());
    onWindowKeptOpen(() => {
      this.#quitting = false;
    });
    onWebContentsCreated((contents) => this.emit('web-contents-created', createEvent({}), contents));
    this.#single.onSecond = ({ argv, workingDirectory, additionalData }) =>
      this.emit('second-instance', createEvent({}), argv, workingDirectory, additionalData);
  }

  /** For the host: what is being run. */
  describe(appPackage: AppPackage, userDataFolder: string | null): void {
    this.#package = appPackage;
    this.#paths = new AppPaths(() => this.name, userDataFolder);
  }

  /** For the host: Chromium is up. */
  becomeReady(locale: string): void {
    if (this.#shutDown) return;
    this.#locale = locale;
    lifecycle.ready = true;
    this.emit('will-finish-launching');
    this.#ready.resolve();
    this.emit('ready', createEvent({}), {});
  }

  get ending(): boolean {
    return this.#shutDown;
  }

  get name(): string {
    return this.#name ?? this.#package.name;
  }

  set name(name: string) {
    this.#name = name;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return lifecycle.ready;
  }

  quit(): void {
    if (this.#quitting || this.#shutDown) return;
    const event = createEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    for (const window of windows) if (this.#quitting) window.close();
    if (this.#quitting && windows.size === 0) this.#willQuit();
  }

  exit(exitCode = 0): void {
    if (this.#shutDown) return;
    this.#quitting = true;
    this.#shutDown = true;
    for (const window of windows) window.destroy();
    this.#end(exitCode);
  }

  focus(): void {
    [...windows][0]?.focus();
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#package.version;
  }

  getAppPath(): string {
    return this.#package.folder;
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getLocale(): string {
    return this.#locale;
  }

  getSystemLocale(): string {
    return this.#locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [this.#locale];
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return this.#single.request(this.getPath('userData'), {
      argv: process.argv,
      workingDirectory: process.cwd(),
      additionalData: additionalData ?? null,
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#single.held;
  }

  releaseSingleInstanceLock(): void {
    this.#single.release();
  }

  /** Pages of this host are always sandboxed. */
  enableSandbox(): void {
    this.#beforeReady('app.enableSandbox()');
  }

  disableHardwareAcceleration(): void {
    this.#beforeReady('app.disableHardwareAcceleration()');
    commandLine.appendSwitch('disable-gpu');
  }

  setAppUserModelId(): void {
    // Windows only.
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    record('badge', 'count', count);
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  setLoginItemSettings({ openAtLogin = false }: { openAtLogin?: boolean }): void {
    this.#openAtLogin = openAtLogin;
    record('start at log-in', 'openAtLogin', openAtLogin);
  }

  getLoginItemSettings(): ReturnType<App['getLoginItemSettings']> {
    const { openAtLogin } = { openAtLogin: this.#openAtLogin };
    return {
      openAtLogin,
      openAsHidden: false,
      wasOpenedAtLogin: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    } as ReturnType<App['getLoginItemSettings']>;
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    record('scheme registration', 'scheme', scheme);
    return true;
  }

  removeAsDefaultProtocolClient(): boolean {
    return true;
  }

  #beforeReady(what: string): void {
    if (lifecycle.ready) throw new Error(`${what} can only be called before app is ready`);
  }

  #windowClosed(): void {
    if (windows.size > 0 || this.#shutDown) return;
    // A loop in quit() is still closing windows: let it finish first.
    if (this.#quitting) return void setImmediate(() => windows.size === 0 && this.#willQuit());
    if (!this.emit('window-all-closed')) this.quit();
  }

  #willQuit(): void {
    if (!this.#quitting || this.#shutDown) return;
    const event = createEvent({});
    this.emit('will-quit', event);
    this.#quitting = false;
    if (event.defaultPrevented) return;
    this.#shutDown = true;
    this.#end(0);
  }

  #end(exitCode: number): void {
    this.emit('quit', createEvent({}), exitCode);
    this.#single.release();
    this.end(exitCode);
  }
}

export const app = new HostApp();
