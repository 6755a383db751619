/** Chromium's DevTools protocol over a pair of pipes: JSON messages, each ended by a zero byte, many sessions on one connection. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export type Parameters = Record<string, unknown>;

interface Waiting {
  method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Incoming {
  id?: number;
  method?: string;
  params?: Parameters;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

/**
 * Emits the browser's own protocol events under their method's names, and `closed` once when Chromium is gone; calls in flight at that
 * moment reject. Events of a session come from `session(id)`.
 */
export class DevtoolsPipe extends EventEmitter {
  #nextId = 1;
  #waiting = new Map<number, Waiting>();
  #sessions = new Map<string, EventEmitter>();
  #rest: Buffer[] = [];
  #closed = false;
  readonly #output: Writable;

  constructor(output: Writable, input: Readable) {
    super();
    this.setMaxListeners(0);
    this.#output = output;
    input.on('data', (bytes: Buffer) => this.#receive(bytes));
    input.on('close', () => this.#close());
    input.on('error', () => this.#close());
    output.on('error', () => this.#close());
  }

  call<Result = Parameters>(method: string, params: Parameters = {}, sessionId?: string): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#closed) return reject(new Error(`${method}: Chromium has ended`));
      const id = this.#nextId++;
      this.#waiting.set(id, { method, resolve: resolve as (result: unknown) => void, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
  }

  /** Forgotten when Chromium detaches the session. */
  session(sessionId: string): EventEmitter {
    let session = this.#sessions.get(sessionId);
    if (!session) {
      session = new EventEmitter();
      this.#sessions.set(sessionId, session);
    }
    return session;
  }

  #receive(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      this.#rest.push(bytes.subarray(start, end));
      start = end + 1;
      const text = Buffer.concat(this.#rest).toString('utf8');
      this.#rest = [];
      this.#dispatch(JSON.parse(text) as Incoming);
    }
    if (start < bytes.length) this.#rest.push(bytes.subarray(start));
  }

  #dispatch(message: Incoming): void {
    const { method = '', params = {}, sessionId } = message;
    if (message.id === undefined) {
      const source = sessionId === undefined ? this : this.#sessions.get(sessionId);
      source?.emit(method, params);
      if (method === 'Target.detachedFromTarget') this.#sessions.delete(params['sessionId'] as string);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium has ended`));
    this.#waiting.clear();
    this.emit('closed');
  }
}
