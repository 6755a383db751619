/** The computer's disk: where the database lies, and how it is opened. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { EngineParts } from '../../main/engine.ts';
import type { Logger } from '../../main/providers/contract.ts';
import { openStore } from '../../main/store/open-store.ts';
import { storeWorker } from '../support/store-worker.ts';
import { openStoreInPlace } from './store-in-place.ts';

export interface OpenedStore {
  opening: ReturnType<EngineParts['openStore']>;
  /** What a kill leaves of it: nothing that was not committed, and no goodbye. To be called when no call is under way. */
  abandon(): Promise<void>;
}

export interface Disk {
  folder: string;
  open(log: Logger): OpenedStore;
  remove(): void;
}

/** Memory, where there is such a disk: a commit costs no time then, and a killed program's files stay all the same. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** `threaded`: SQLite in its worker thread as in Parley itself; else in this thread, which is several times faster. */
export function createDisk(threaded: boolean): Disk {
  const folder = mkdtempSync(join(place, 'parley-simulation-'));
  let copies = 0;
  let file = join(folder, 'parley-0.sqlite');

  function openThreaded(log: Logger): OpenedStore {
    const worker = new Promise<Worker>((resolve) => process.once('worker', resolve));
    const opening = openStore({ file, workerFile: storeWorker, log });
    return {
      opening,
      async abandon() {
        await (await worker).terminate();
      },
    };
  }

  function openInPlace(): OpenedStore {
    const { store, outcome, close } = openStoreInPlace(file);
    return {
      opening: Promise.resolve({ store, outcome }),
      async abandon() {
        // SQLite tidies up when it closes; what is opened next is the database as it lay there before that.
        copies += 1;
        const left = file;
        file = join(folder, `parley-${copies}.sqlite`);
        for (const part of ['', '-wal']) if (existsSync(left + part)) copyFileSync(left + part, file + part);
        close();
        for (const part of ['', '-wal', '-shm']) rmSync(left + part, { force: true });
      },
    };
  }

  return {
    folder,
    open: threaded ? openThreaded : openInPlace,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
