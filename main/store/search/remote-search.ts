/** The main thread's side of searching. The thread is started with the first search. */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../start-thread.ts';
import type { Search, SearchCount, SearchPage } from '../../../preload/contract/search.ts';
import type { Logger } from '../../providers/contract.ts';
import { StorageError } from '../errors.ts';
import type { SearchReply, SearchRequest, SearchStart } from './protocol.ts';
import type { Asked } from './run.ts';

/** Slower answers than this are logged, ms. */
const slow = 40;

export interface RemoteSearch {
  /** A first page ends every search before it: those reject as `superseded`. */
  page(argument: Search & Asked): Promise<SearchPage>;
  /** Belongs to the newest search, and ends with it. */
  count(argument: Asked): Promise<SearchCount>;
  close(): Promise<void>;
}

interface Pending {
  type: SearchRequest['type'];
  resolve: (value: never) => void;
  reject: (error: StorageError) => void;
}

/** `onError` hears of every search that fails. */
export function createRemoteSearch(
  { file, workerFile }: { file: string; workerFile: URL },
  log: Logger,
  onError: (error: StorageError) => void,
): RemoteSearch {
  const newest = new Int32Array(new SharedArrayBuffer(4));
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastId = 0;
  let closed = false;

  function start(): Worker {
    const workerData: SearchStart = { role: 'search', file, newest };
    const started = startThread(workerFile, workerData, 'search');
    started.on('message', take);
    started.on('error', (error) => log.warn('search thread failed', { name: error instanceof Error ? error.name : typeof error }));
    // The next search starts another one.
    started.on('exit', () => {
      worker = null;
      for (const { reject } of pending.values()) reject(stopped());
      pending.clear();
    });
    return started;
  }

  function take(reply: SearchReply): void {
    const request = pending.get(reply.id);
    if (!request) return;
    pending.delete(reply.id);
    const { type } = request;
    if (reply.milliseconds > slow) log.warn('slow search', { type, milliseconds: Math.round(reply.milliseconds) });
    if (reply.ok) return request.resolve(reply.value as never);
    if (reply.code !== 'superseded') log.warn('search failed', { type, detail: reply.detail });
    const error = new StorageError(reply.code, reply.sentence, reply.detail);
    onError(error);
    request.reject(error);
  }

  function ask<Value extends SearchPage | SearchCount>(
    request: { type: 'page'; argument: Search & Asked } | { type: 'count'; argument: Asked },
  ): Promise<Value> {
    if (closed) return Promise.reject(stopped());
    worker ??= start();
    const asked: SearchRequest = { id: (lastId += 1), search: Atomics.load(newest, 0), ...request };
    worker.postMessage(asked);
    return new Promise<Value>((resolve, reject) => pending.set(asked.id, { type: request.type, resolve, reject }));
  }

  return {
    page(argument) {
      if (argument.continueAt === null) Atomics.add(newest, 0, 1);
      return ask({ type: 'page', argument });
    },
    count: (argument) => ask({ type: 'count', argument }),
    async close() {
      closed = true;
      Atomics.add(newest, 0, 1);
      const running = worker;
      if (!running) return;
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.postMessage('close');
      await ended;
    },
  };
}

function stopped(): StorageError {
  return new StorageError('storage', 'Searching was interrupted. Search again.', 'search ended');
}
