/** A store whose calls are counted, and that a kill can cut off between any two of them, the last one carried out or not. */
import type { Store } from '../../main/store/contract.ts';
import { allCalls } from '../../main/store/protocol.ts';

export interface WatchedStore {
  store: Store;
  isIdle(): boolean;
  /** Calls back in place of the answer to the call that comes after `calls` more. */
  interrupt(calls: number, carriedOut: boolean, callback: () => void): void;
  /** From now on no call does anything or is answered. */
  cutOff(): void;
}

const never = new Promise<never>(() => {});

export function watchStore(store: Store): WatchedStore {
  let pending = 0;
  let cut = false;
  let interruption: { calls: number; carriedOut: boolean; callback: () => void } | null = null;

  function watch<Argument, Value>(call: (argument: Argument) => Promise<Value>): (argument: Argument) => Promise<Value> {
    return (argument) => {
      if (cut) return never;
      const last = interruption !== null && (interruption.calls -= 1) < 0 ? interruption : null;
      last?.callback();
      if (last && !last.carriedOut) return never;
      pending += 1;
      const answer = call(argument).finally(() => (pending -= 1));
      return answer.then(
        (value) => (cut ? never : value),
        (error: unknown) => (cut ? never : Promise.reject(error as Error)),
      );
    };
  }

  const watched: Record<string, unknown> = {};
  for (const name of allCalls) watched[name] = watch(store[name] as (argument: unknown) => Promise<unknown>);
  return {
    store: Object.assign(watched, {
      onChanges: (listener: Parameters<Store['onChanges']>[0]) => store.onChanges((changes) => void (cut || listener(changes))),
      runTask: () => never,
      close: watch(() => store.close()),
    }) as unknown as Store,
    isIdle: () => pending === 0,
    interrupt(calls, carriedOut, callback) {
      interruption = { calls, carriedOut, callback };
    },
    cutOff() {
      cut = true;
    },
  };
}
