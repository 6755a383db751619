/** The small doors to the system: links, files, dialogs, clipboard, power. None of them starts a program. */
import { EventEmitter } from 'node:events';
import { delimiter } from 'node:path';
import type { Clipboard, Dialog, MessageBoxOptions, Net, OpenDialogOptions, PowerMonitor, Shell } from 'electron';
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
  /**
   * Answers with the paths in CHROMIUM_HOST_OPEN_DIALOG, separated as in PATH, and as if it had been cancelled without them. A test may
   * also put another function in the place of this one.
   */
  async showOpenDialog(...values: unknown[]) {
    requireReady('dialog module can only be used after app is ready');
    const { properties = [], ...options } = (values.at(-1) ?? {}) as OpenDialogOptions;
    if (!Array.isArray(properties)) throw new TypeError('Properties must be an array');
    record('file dialogs', 'open', { ...options, properties });
    const filePaths = (process.env['CHROMIUM_HOST_OPEN_DIALOG'] ?? '').split(delimiter).filter(Boolean);
    return { canceled: filePaths.length === 0, filePaths: properties.includes('multiSelections') ? filePaths : filePaths.slice(0, 1) };
  },
} satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog'>;

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
