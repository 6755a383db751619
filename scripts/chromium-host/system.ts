/** The small doors to the system: links, files, dialogs, clipboard, power. None of them starts a program. */
import { EventEmitter } from 'node:events';
import type { Clipboard, Dialog, MessageBoxOptions, Net, PowerMonitor, Shell } from 'electron';
import { requireReady } from './lifecycle.ts';
import { record } from './records.ts';

export const shell = {
  async openExternal(url: string) {
    record('opening of links and folders', 'link', url);
  },
  async openPath(path: string) {
    record('opening of links and folders', 'folder', path);
    return '';
  },
  showItemInFolder(path: string) {
    record('opening of links and folders', 'file', path);
  },
  beep: () => undefined,
} satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>;

export const dialog = {
  showErrorBox(title: string, content: string) {
    process.stderr.write(`${title}\n${content}\n`);
  },
  /** Answers with the default button. */
  async showMessageBox(...values: unknown[]) {
    const options = values.at(-1) as MessageBoxOptions;
    record('message boxes', 'box', options);
    return { response: options.defaultId ?? 0, checkboxChecked: options.checkboxChecked ?? false };
  },
} satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox'>;

let copied = '';

export const clipboard = {
  writeText(text: string) {
    copied = text;
    record('system clipboard', 'text', text);
  },
  readText: () => copied,
  clear() {
    copied = '';
  },
} satisfies Partial<Record<keyof Clipboard, unknown>>;

/** Requests leave from main itself; Chromium's network is only for pages. */
export const net = {
  async fetch(input: string | Request, init?: RequestInit) {
    requireReady('Session can only be received when app is ready');
    return fetch(input, init);
  },
  isOnline: () => true,
  get online() {
    return true;
  },
} satisfies Pick<Net, 'isOnline' | 'online'> & { fetch: unknown };

class HostPowerMonitor
  extends EventEmitter
  implements Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower' | 'onBatteryPower'>
{
  readonly onBatteryPower = false;

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(): 'active' {
    return 'active';
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor = new HostPowerMonitor();
