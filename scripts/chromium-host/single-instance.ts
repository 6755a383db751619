/**
 * One instance per data folder, told apart at once and never by a file that a killed process leaves behind: the kernel frees an abstract
 * socket with its owner. Electron's call is synchronous, sockets are not: a worker does the work while this thread waits.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

export interface SecondInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

/** How the worker tells the waiting thread: an index into the shared array, and what may be there. */
export const outcome = { unknown: 0, owner: 1, taken: 2 } as const;

export interface LockRequest {
  name: string;
  shared: Int32Array;
  message: SecondInstance;
}

/** How long the first instance may take to take note, ms. */
const patience = 5000;

export class SingleInstance {
  onSecond: (second: SecondInstance) => void = () => undefined;
  #worker: Worker | null = null;

  get held(): boolean {
    return this.#worker !== null;
  }

  /** False when another process has the folder; that one has then been told of this start. */
  request(userData: string, message: SecondInstance): boolean {
    if (this.#worker) return true;
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const workerData: LockRequest = { name: socketName(userData), shared, message };
    const worker = new Worker(new URL('./single-instance-worker.ts', import.meta.url), { workerData, execArgv: [] });
    worker.unref();
    Atomics.wait(shared, 0, outcome.unknown, patience);
    if (Atomics.load(shared, 0) !== outcome.owner) {
      void worker.terminate();
      return false;
    }
    worker.on('message', (second: SecondInstance) => this.onSecond(second));
    this.#worker = worker;
    return true;
  }

  release(): void {
    void this.#worker?.terminate();
    this.#worker = null;
  }
}

/** The same folder by any path has the same name. */
function socketName(userData: string): string {
  let real = userData;
  try {
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    real = realpathSync(userData);
  } catch {
    // Not there and not to be made: its name will do.
  }
  return `\0chromium-host-${createHash('sha256').update(`${process.getuid?.()}:${real}`).digest('hex').slice(0, 40)}`;
}
