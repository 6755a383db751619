/** Moves one Chromium window. Requests are carried out one after the other; the last known truth comes from Chromium. */
import type { Rectangle } from 'electron';
import type { Page } from './page.ts';
import { runningBrowser } from './running.ts';

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

interface ChromiumBounds {
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  windowState?: WindowState;
}

/** Where no screen is. */
const outOfSight = { left: -32_000, top: -32_000 };

export class WindowPlacement {
  #work: Promise<unknown> = Promise.resolve();
  #pending = 0;
  #windowId: number | null = null;
  #page: Page | null = null;

  /** The page whose window this is from now on. */
  use(page: Page | null): void {
    this.#page = page;
    this.#windowId = null;
  }

  /** Whether a request is still on its way: what Chromium reports meanwhile is an echo. */
  get busy(): boolean {
    return this.#pending > 0;
  }

  put(bounds: Rectangle): Promise<void> {
    return this.#queue(async () => {
      await this.#set({ windowState: 'normal' });
      await this.#set({ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height });
    });
  }

  /** Without a window manager nothing is ever minimised: then it is moved out of sight. */
  putAway(): Promise<void> {
    return this.#queue(async () => {
      await this.#set({ windowState: 'minimized' });
      if ((await this.#read())?.windowState !== 'minimized') await this.#set(outOfSight);
    });
  }

  /** Without a window manager the window is given all of `area`. */
  fill(state: 'maximized' | 'fullscreen', area: Rectangle): Promise<void> {
    return this.#queue(async () => {
      await this.#set({ windowState: state });
      if ((await this.#read())?.windowState !== state)
        await this.#set({ left: area.x, top: area.y, width: area.width, height: area.height });
    });
  }

  async read(): Promise<{ bounds: Rectangle; state: WindowState } | null> {
    const found = await this.#read().catch(() => null);
    if (!found) return null;
    const { left = 0, top = 0, width = 0, height = 0, windowState = 'normal' } = found;
    return { bounds: { x: left, y: top, width, height }, state: windowState };
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#pending++;
    const done = this.#work
      .then(work)
      // The window may be gone; the next page starts anew.
      .catch(() => undefined)
      .finally(() => this.#pending--);
    this.#work = done;
    return done;
  }

  async #set(bounds: ChromiumBounds): Promise<void> {
    const windowId = await this.#id();
    if (windowId !== null) await runningBrowser().pipe.call('Browser.setWindowBounds', { windowId, bounds });
  }

  async #read(): Promise<ChromiumBounds | null> {
    const windowId = await this.#id();
    if (windowId === null) return null;
    return (await runningBrowser().pipe.call<{ bounds: ChromiumBounds }>('Browser.getWindowBounds', { windowId })).bounds;
  }

  async #id(): Promise<number | null> {
    if (this.#windowId !== null || !this.#page) return this.#windowId;
    const { targetId } = this.#page;
    const { windowId } = await runningBrowser().pipe.call<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
    this.#windowId = windowId;
    return windowId;
  }
}
