/** Keeps a service's limits for one credential: the least gap between the starts of any two calls, and its budget of calls. */
import type { Health } from '../../preload/contract/domain.ts';
import type { ProviderInfo } from '../providers/contract.ts';
import type { Clock } from '../clock.ts';

export interface Gate {
  /** Resolves when one call may start, which then counts; first come, first served. Rejects with the signal's reason. */
  pass(signal: AbortSignal): Promise<void>;
  /** When the next call may start, ms UTC; in the past when it may start now. */
  opensAt(): number;
  /** What the budget leaves right now; null where the service has none. */
  budget(): Health['budget'];
}

interface Waiting {
  enter: () => void;
  abandon: () => void;
}

export function createGate({ minimumGap, budget }: Pick<ProviderInfo['pacing'], 'minimumGap' | 'budget'>, clock: Clock): Gate {
  /** Starts of the latest calls, oldest first: as many as the limits look back on. */
  let starts: number[] = [];
  const waiting = new Set<Waiting>();
  let cancelTimer = () => {};

  function opensAt(): number {
    const ahead = (starts.at(-1) ?? -Infinity) - clock.now();
    // A clock that was set back must not hold calls longer than the limits themselves.
    if (ahead > 0) starts = starts.map((start) => start - ahead);
    const gapEnds = (starts.at(-1) ?? -Infinity) + minimumGap;
    const budgetFrees = budget ? (starts.at(-budget.calls) ?? -Infinity) + budget.per : -Infinity;
    return Math.max(gapEnds, budgetFrees);
  }

  function letIn(): void {
    cancelTimer();
    for (const next of waiting) {
      const wait = opensAt() - clock.now();
      if (wait > 0) {
        cancelTimer = clock.after(wait, letIn);
        return;
      }
      starts.push(clock.now());
      if (starts.length > (budget?.calls ?? 1)) starts.shift();
      waiting.delete(next);
      next.enter();
    }
  }

  return {
    pass(signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const one: Waiting = {
          enter() {
            signal.removeEventListener('abort', one.abandon);
            resolve();
          },
          abandon() {
            waiting.delete(one);
            reject(signal.reason);
            letIn();
          },
        };
        signal.addEventListener('abort', one.abandon, { once: true });
        waiting.add(one);
        letIn();
      });
    },
    opensAt,
    budget() {
      if (!budget) return null;
      const used = starts.filter((start) => start > clock.now() - budget.per).length;
      return { left: budget.calls - used, of: budget.calls, per: budget.per };
    },
  };
}
