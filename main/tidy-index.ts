/** Lets the store do what is left to do for its index of words, in small pieces between everything else. */
import type { Clock } from './clock.ts';
import type { Store } from './store/contract.ts';

/** Waiting times, ms: after the start, between two pieces, and until the next look once all is done. */
const first = 3_000;
const between = 25;
const idle = 60_000;

/** Answers what ends it. */
export function tidyIndex(store: Pick<Store, 'tidyIndex'>, clock: Clock): () => void {
  let stopped = false;
  let cancel = clock.after(first, piece);

  function piece(): void {
    store.tidyIndex().then(
      (more) => next(more ? between : idle),
      // A full disk, say: it may have room later.
      () => next(idle),
    );
  }

  function next(wait: number): void {
    if (!stopped) cancel = clock.after(wait, piece);
  }

  return () => {
    stopped = true;
    cancel();
  };
}
