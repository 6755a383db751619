/** Opens the store: starts its worker, waits until the database is open, and hands out the calls of the contract. */
import Database from 'better-sqlite3';
import { startThread } from './start-thread.ts';
import type { Logger } from '../providers/contract.ts';
import { StoreUnusable, type OpenOutcome, type Store } from './contract.ts';
import type { Reply, WorkerStart } from './protocol.ts';
import { createRemoteStore } from './remote.ts';

let pinned: Database.Database | null = null;

/**
 * Loads SQLite into this thread too, once. Node unmaps a native module when the last thread that loaded it ends; were that the store's
 * worker alone, its code would vanish under whatever of that thread still runs at the end.
 */
function pinNativeModule(): void {
  pinned ??= new Database(':memory:');
}
export interface OpenStoreOptions {
  /** The database; its folder is made when missing. */
  file: string;
  /** The worker's script: `main/store/worker.ts`, or what the build made of it. */
  workerFile: URL;
  log: Logger;
  now?: () => number;
}

/** Rejects with `StoreUnusable`, whose message is a sentence for the user. */
export function openStore({ file, workerFile, log, now = Date.now }: OpenStoreOptions): Promise<{ store: Store; outcome: OpenOutcome }> {
  pinNativeModule();
  const workerData: WorkerStart = { role: 'store', file, now: now() };
  return new Promise((resolve, reject) => {
    const worker = startThread(workerFile, workerData, 'store');
    const fail = (error: unknown): void => {
      log.warn('store worker did not start', { name: error instanceof Error ? error.name : String(error) });
      reject(new StoreUnusable('other', 'The part of Parley that keeps your messages could not be started. Install Parley again.'));
    };
    worker.once('error', fail);
    worker.once('exit', fail);
    worker.once('message', (reply: Reply) => {
      worker.off('error', fail);
      worker.off('exit', fail);
      if (reply.type === 'opened') {
        log.info('store opened', { outcome: reply.outcome.kind });
        resolve({ store: createRemoteStore(worker, { file, workerFile }, log), outcome: reply.outcome });
      } else if (reply.type === 'unusable') {
        log.warn('store unusable', { reason: reply.reason, detail: reply.detail });
        reject(new StoreUnusable(reply.reason, reply.sentence));
      } else {
        fail(new Error('unexpected first word of the store worker'));
      }
    });
  });
}
