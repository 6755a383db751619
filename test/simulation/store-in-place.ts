/** The store without its thread: the same queries on the same database, with answers that come later and in order all the same. */
import type { Change } from '../../preload/contract/changes.ts';
import type { OpenOutcome, Store } from '../../main/store/contract.ts';
import { StorageError } from '../../main/store/errors.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { openDatabase } from '../../main/store/open-database.ts';
import { allCalls, type Answer, type CallName } from '../../main/store/protocol.ts';
import { createServer } from '../../main/store/serve.ts';

export interface StoreInPlace {
  store: Store;
  outcome: OpenOutcome;
  close(): void;
}

export function openStoreInPlace(file: string): StoreInPlace {
  const { writer, reader, outcome } = openDatabase({ file, now: 0, migrations });
  const serve = createServer({ writer, reader });
  const listeners = new Set<(changes: Change[]) => void>();

  function call(name: CallName, argument: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => setImmediate(() => settle(serve(name, argument), resolve, reject)));
  }

  function settle(answer: Answer, resolve: (value: unknown) => void, reject: (error: StorageError) => void): void {
    if (!answer.ok) return reject(new StorageError(answer.code, answer.sentence, answer.detail));
    if (answer.changes.length > 0) for (const listener of [...listeners]) listener(answer.changes);
    resolve(answer.value);
  }

  function close(): void {
    reader.close();
    writer.close();
  }

  const calls = Object.fromEntries(allCalls.map((name) => [name, (argument: unknown) => call(name, argument)]));
  const rest: Pick<Store, 'onChanges' | 'onDamage' | 'runTask' | 'close'> = {
    onChanges(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onDamage: () => () => {},
    // Threads keep their own time: a simulated day does without what runs in them.
    runTask: () => new Promise(() => {}),
    close: async () => close(),
  };
  return { store: Object.assign(calls, rest) as unknown as Store, outcome, close };
}
