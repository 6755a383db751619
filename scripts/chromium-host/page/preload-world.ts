/**
 * The preload's own world: what a sandboxed preload finds there (`require('electron')` with two modules, a small `process`), and the line to
 * main. Runs in the top frame only. Put into the page as source.
 */
import type { BridgeHalf, BridgePlatform } from './bridge.ts';
import type { Wire } from './wire.ts';

/** From the page to main. */
export type Upward =
  | { kind: 'invoke'; id: number; channel: string; values: string }
  | { kind: 'send'; channel: string; values: string }
  | { kind: 'navigate'; url: string }
  | { kind: 'window'; focused: boolean }
  | { kind: 'preload-error'; message: string };

/** From main to the page. */
export type Downward =
  | { kind: 'reply'; id: number; ok: true; value: string }
  | { kind: 'reply'; id: number; ok: false; message: string }
  | { kind: 'message'; channel: string; values: string };

export interface PreloadWorldParts {
  handshake: string;
  bindingName: string;
  entryName: string;
  versions: Record<string, string>;
  platform: string;
  wire: Wire;
  createBridgeHalf(platform: BridgePlatform): BridgeHalf;
  preload: ((require: unknown, module: unknown, exports: unknown, process: unknown) => void) | null;
}

interface PageNode {
  attachShadow(options: object): { append(node: PageNode): void };
}

interface PageGlobals {
  top: unknown;
  self: unknown;
  screenX: number;
  screenY: number;
  outerWidth: number;
  outerHeight: number;
  document: { createElement(name: string): PageNode; hasFocus(): boolean };
  MouseEvent: new (type: string, options: object) => Event;
  navigation: { addEventListener(type: 'navigate', listener: (event: NavigateEvent) => void): void };
}

interface NavigateEvent {
  destination: { url: string };
  cancelable: boolean;
  preventDefault(): void;
}

export function installPreloadWorld(parts: PreloadWorldParts): void {
  const page = globalThis as unknown as PageGlobals & EventTarget & Record<string, unknown>;
  if (page.top !== page.self) return;
  const { wire } = parts;
  const post = page[parts.bindingName] as (payload: string) => void;
  const up = (message: Upward) => post(JSON.stringify(message));

  const host = page.document.createElement('div');
  const channel = page.document.createElement('i');
  host.attachShadow({ mode: 'open' }).append(channel);
  page.dispatchEvent(new page.MouseEvent(parts.handshake, { relatedTarget: host }));
  const half = parts.createBridgeHalf({ channel: channel as unknown as BridgePlatform['channel'], sends: 'to-page', hears: 'to-preload' });

  type Listener = (event: object, ...values: unknown[]) => void;
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void; channel: string }>();
  let nextCall = 1;

  const add = (name: string, listener: Listener, once: boolean) => {
    listeners.set(name, [...(listeners.get(name) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (name: string, listener: Listener) => {
    const known = listeners.get(name) ?? [];
    const at = known.findLastIndex((entry) => entry.listener === listener);
    if (at !== -1) listeners.set(name, known.toSpliced(at, 1));
    return ipcRenderer;
  };
  const ipcRenderer = {
    on: (name: string, listener: Listener) => add(name, listener, false),
    addListener: (name: string, listener: Listener) => add(name, listener, false),
    once: (name: string, listener: Listener) => add(name, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners(name: string) {
      listeners.delete(name);
      return ipcRenderer;
    },
    listenerCount: (name: string) => (listeners.get(name) ?? []).length,
    send(name: string, ...values: unknown[]) {
      up({ kind: 'send', channel: name, values: wire.encode(values) });
    },
    async invoke(name: string, ...values: unknown[]) {
      const encoded = wire.encode(values);
      const id = nextCall++;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject, channel: name });
        up({ kind: 'invoke', id, channel: name, values: encoded });
      });
    },
  };

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      half.ask({ kind: 'expose', key, api: half.pack(api) });
    },
  };

  function receive(message: Downward): void {
    if (message.kind === 'message') {
      const values = wire.decode(message.values) as unknown[];
      for (const entry of listeners.get(message.channel) ?? []) {
        if (entry.once) remove(message.channel, entry.listener);
        entry.listener({ sender: ipcRenderer, ports: [] }, ...values);
      }
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.ok) call?.resolve(wire.decode(message.value));
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`));
  }
  Object.defineProperty(page, parts.entryName, { value: receive });

  // Addresses Chromium never asks the network for would leave the page without main being asked.
  page.navigation.addEventListener('navigate', (event) => {
    if (/^https?:/i.test(event.destination.url) || !event.cancelable) return;
    event.preventDefault();
    up({ kind: 'navigate', url: event.destination.url });
  });

  watchWindow();
  runPreload();

  function watchWindow(): void {
    let last = '';
    const look = () => {
      const focused = page.document.hasFocus();
      const now = [page.screenX, page.screenY, page.outerWidth, page.outerHeight, focused].join();
      if (now === last) return;
      last = now;
      up({ kind: 'window', focused });
    };
    for (const type of ['resize', 'focus', 'blur']) page.addEventListener(type, look);
    // No event tells that a window was moved.
    setInterval(look, 500);
  }

  function runPreload(): void {
    if (!parts.preload) return;
    const modules: Record<string, unknown> = { electron: { contextBridge, ipcRenderer } };
    const require = (name: string) => {
      const found = modules[name.replace(/^node:/, '').replace(/^electron\/(renderer|common)$/, 'electron')];
      if (!found) throw new Error(`module not found: ${name}`);
      return found;
    };
    const { platform, versions } = parts;
    const process = { type: 'renderer', sandboxed: true, contextIsolated: true, platform, versions, env: {}, argv: [] };
    const module = { exports: {} };
    try {
      parts.preload(require, module, module.exports, process);
    } catch (error) {
      up({ kind: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}
