/** The main thread's side of the store: calls go out with a number, answers come back in order, changes are published on the way. */
import type { Worker } from 'node:worker_threads';
import type { Change } from '../../preload/contract/changes.ts';
import type { Logger } from '../providers/contract.ts';
import type { Store } from './contract.ts';
import { meansDamage, meansIndexDamage, StorageError } from './errors.ts';
import { createRemoteSearch } from './search/remote-search.ts';
import { allCalls, type Answer, type CallName, type Reply, type Request } from './protocol.ts';
import { settingsFrom } from './stored-settings.ts';
import { noteSuspicion } from './suspicion.ts';
import { runTask } from './tasks/run-task.ts';

/** Slower calls than this are logged, ms. */
const slowCall = 40;

interface Pending {
  name: CallName;
  resolve: (value: unknown) => void;
  reject: (error: StorageError) => void;
}

/** Takes a worker that has said `opened`. When the worker ends, by whatever cause, no call is left without an answer. */
export function createRemoteStore(worker: Worker, place: { file: string; workerFile: URL }, log: Logger): Store {
  const pending = new Map<number, Pending>();
  const search = createRemoteSearch(place, log, lookForDamage);
  const listeners = new Set<(changes: Change[]) => void>();
  const damageListeners = new Set<() => void>();
  let lastId = 0;
  let ended: StorageError | null = null;
  let closing: Promise<void> | null = null;
  let damaged = false;
  let renewing = false;

  worker.on('message', (reply: Reply) => {
    if (reply.type !== 'answer') return;
    const call = pending.get(reply.id);
    if (!call) return;
    pending.delete(reply.id);
    if (reply.milliseconds > slowCall) log.warn('slow store call', { name: call.name, milliseconds: Math.round(reply.milliseconds) });
    finish(call, reply.answer);
  });
  worker.on('error', (error) => {
    // Its message may quote data; its name and place do not.
    log.warn('store worker failed', { name: error instanceof Error ? error.name : typeof error });
    end(stopped());
  });
  worker.on('exit', () => end(closing ? closed() : stopped()));

  function finish(call: Pending, answer: Answer): void {
    if (!answer.ok) {
      if (answer.code === 'storage' || answer.code === 'internal')
        log.warn('store call failed', { name: call.name, detail: answer.detail });
      const error = new StorageError(answer.code, answer.sentence, answer.detail);
      lookForDamage(error);
      call.reject(error);
      return;
    }
    // Before the caller goes on: whoever has seen a write succeed has also seen its changes.
    if (answer.changes.length > 0) publish(answer.changes);
    call.resolve(answer.value);
  }

  function lookForDamage(error: unknown): void {
    if (meansIndexDamage(error)) renewIndex();
    else if (meansDamage(error)) noteDamage();
  }

  /** Nothing is lost with it, and nobody has to be told: while it is made anew, each search says that it may not find all. */
  function renewIndex(): void {
    if (renewing || damaged || ended || closing) return;
    renewing = true;
    log.warn('the index of words is damaged and is made anew');
    const done = () => (renewing = false);
    call('renewIndex', undefined).then(done, (error: unknown) => {
      done();
      if (meansDamage(error)) noteDamage();
    });
  }

  /** Noted on the disk first: whatever happens next, the next start looks at everything. */
  function noteDamage(): void {
    if (damaged) return;
    damaged = true;
    try {
      noteSuspicion(place.file);
    } catch {
      // A disk that is damaged and full: the next run comes upon the damage again.
    }
    log.warn('the database is damaged');
    for (const listener of [...damageListeners]) listener();
  }

  async function task(...task: Parameters<Store['runTask']>): Promise<unknown> {
    try {
      return await runTask(place, ...task);
    } catch (error) {
      lookForDamage(error);
      throw error;
    }
  }

  function publish(changes: Change[]): void {
    for (const listener of [...listeners]) {
      try {
        listener(changes);
      } catch (error) {
        log.warn('a listener to store changes failed', { name: error instanceof Error ? error.name : typeof error });
      }
    }
  }

  function end(reason: StorageError): void {
    ended ??= reason;
    for (const call of pending.values()) call.reject(ended);
    pending.clear();
  }

  function call(name: CallName, argument: unknown): Promise<unknown> {
    if (ended) return Promise.reject(ended);
    if (closing) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      lastId += 1;
      post({ type: 'call', id: lastId, name, argument });
      pending.set(lastId, { name, resolve, reject });
    });
  }

  function post(request: Request): void {
    worker.postMessage(request);
  }

  function close(): Promise<void> {
    // The writer last: the last connection to close moves the write-ahead log into the database.
    closing ??= search.close().then(
      () =>
        new Promise((resolve) => {
          if (ended) return resolve();
          worker.once('exit', () => resolve());
          post({ type: 'close' });
        }),
    );
    return closing;
  }

  const calls = Object.fromEntries(allCalls.map((name) => [name, (argument: unknown) => call(name, argument)]));
  return Object.assign(calls, {
    onChanges(listener: (changes: Change[]) => void) {
      // Wrapped, so that the same function added twice is two listeners with two disposers.
      const own = (changes: Change[]): void => listener(changes);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    onDamage(listener: () => void) {
      damageListeners.add(listener);
      return () => void damageListeners.delete(listener);
    },
    readSettings: async () => settingsFrom((await call('readSettings', undefined)) as Record<string, unknown>),
    searchPage: search.page,
    searchCount: search.count,
    runTask: task,
    close,
  }) as unknown as Store;
}

function stopped(): StorageError {
  return new StorageError(
    'storage',
    'The part of Parley that keeps your messages has stopped. Quit Parley and start it again.',
    'worker ended',
  );
}

function closed(): StorageError {
  return new StorageError('storage', 'Parley is quitting: this was not saved.', 'store closed');
}
