/** Gathers changes from all of main into batches for the renderer, in order, so that a page of messages is one push and not a hundred. */
import type { Change } from '../preload/contract/changes.ts';

export interface ChangeHub {
  publish(...changes: Change[]): void;
  /** Called with each batch; the disposer ends it. */
  onBatch(listener: (changes: Change[]) => void): () => void;
}

/** One frame: long enough to gather, too short to notice. */
const batchTime = 16;

export function createChangeHub(): ChangeHub {
  const listeners = new Set<(changes: Change[]) => void>();
  let waiting: Change[] = [];

  function flush(): void {
    const batch = waiting;
    waiting = [];
    for (const listener of listeners) listener(batch);
  }

  return {
    publish(...changes) {
      if (changes.length === 0) return;
      if (waiting.length === 0) setTimeout(flush, batchTime);
      waiting.push(...changes);
    },
    onBatch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
