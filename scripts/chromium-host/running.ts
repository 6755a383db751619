/** What the host's parts share while it runs. */
import type { Browser, Target } from './browser.ts';
import type { HostBrowserWindow } from './browser-window.ts';
import type { HostWebContents } from './web-contents.ts';

export const windows = new Set<HostBrowserWindow>();

let browser: Browser | null = null;
let prepared: Target | null = null;

/** `firstWindow` is open already, out of sight: the screen and the system's colours were asked of it. */
export function setBrowser(started: Browser, firstWindow: Target): void {
  browser = started;
  prepared = firstWindow;
}

export function runningBrowser(): Browser {
  if (!browser) throw new Error('Chromium is not running.');
  return browser;
}

export async function takeWindow(): Promise<Target> {
  const target = prepared;
  prepared = null;
  return target ?? runningBrowser().openWindow();
}

export function allContents(): HostWebContents[] {
  return [...windows].map((window) => window.webContents);
}
