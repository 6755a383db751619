/** Electron's `ipcMain`. */
import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { HostFrame } from './frames.ts';
import { createWire } from './page/wire.ts';
import type { Downward } from './page/preload-world.ts';
import type { HostWebContents } from './web-contents.ts';

type Handler = (event: IpcMainInvokeEvent, ...values: unknown[]) => unknown;

const wire = createWire();

export class HostIpcMain extends EventEmitter implements Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function') throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel);
      return handler(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async invoked(id: number, channel: string, event: object, values: string, answer: (message: Downward) => void): Promise<void> {
    try {
      const handler = this.#handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value = await handler(event as IpcMainInvokeEvent, ...(wire.decode(values) as unknown[]));
      answer({ kind: 'reply', id, ok: true, value: wire.encode(value) });
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      answer({ kind: 'reply', id, ok: false, message: String(error) });
    }
  }

  sent(channel: string, event: object, values: string): void {
    this.emit(channel, event, ...(wire.decode(values) as unknown[]));
  }
}

export const ipcMain = new HostIpcMain();

/** What a listener learns of who called. */
export function createIpcEvent(sender: HostWebContents, frame: HostFrame | null): object {
  return {
    type: 'frame',
    sender,
    processId: frame?.processId ?? -1,
    frameId: frame?.routingId ?? -1,
    get senderFrame() {
      return frame && !frame.detached ? frame : null;
    },
    preventDefault: () => undefined,
    defaultPrevented: false,
  };
}

export function encodeMessage(channel: string, values: unknown[]): Downward {
  return { kind: 'message', channel, values: wire.encode(values) };
}
