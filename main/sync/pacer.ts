/**
 * One queue per credential: turns go one after another, urgent ones first, and every call within them and beside them keeps the
 * service's limits.
 */
import type { Health } from '../../preload/contract/domain.ts';
import type { ProviderInfo } from '../providers/contract.ts';
import type { Clock } from '../clock.ts';
import { createGate } from './gate.ts';

/** From most to least urgent. For `user` (neither sending nor reading) and `older` (history) somebody waits. */
const priorities = ['send', 'user', 'open', 'older', 'list', 'check', 'poll', 'history'] as const;
export type Priority = (typeof priorities)[number];

export interface Pacer {
  /**
   * Runs the job when its turn comes; settles as the job does. Whose turn it is gets decided when the limits allow a call, not before. An
   * aborted job that still waits rejects with the signal's reason.
   */
  run<Value>(priority: Priority, job: (signal: AbortSignal) => Promise<Value>, signal: AbortSignal): Promise<Value>;
  /** The same fetch, each call held back until the limits allow it. */
  paced(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  budget(): Health['budget'];
}

interface Waiting {
  start: () => Promise<void>;
  signal: AbortSignal;
  abandon: () => void;
}

const never = new AbortController().signal;

export function createPacer(limits: Pick<ProviderInfo['pacing'], 'minimumGap' | 'budget'>, clock: Clock): Pacer {
  const gate = createGate(limits, clock);
  const queues = new Map<Priority, Waiting[]>(priorities.map((priority) => [priority, []]));
  let running = false;
  let cancelTimer = () => {};

  const empty = () => [...queues.values()].every((queue) => queue.length === 0);

  function takeNext(): Waiting | undefined {
    for (const queue of queues.values()) {
      const waiting = queue.shift();
      if (waiting) return waiting;
    }
    return undefined;
  }

  function pump(): void {
    cancelTimer();
    if (running || empty()) return;
    const wait = gate.opensAt() - clock.now();
    if (wait > 0) {
      cancelTimer = clock.after(wait, pump);
      return;
    }
    running = true;
    void takeNext()!
      .start()
      .finally(() => {
        running = false;
        pump();
      });
  }

  return {
    run(priority, job, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const queue = queues.get(priority)!;
        const waiting: Waiting = {
          signal,
          async start() {
            signal.removeEventListener('abort', waiting.abandon);
            await job(signal).then(resolve, reject);
          },
          abandon() {
            const index = queue.indexOf(waiting);
            if (index >= 0) queue.splice(index, 1);
            reject(signal.reason);
            pump();
          },
        };
        signal.addEventListener('abort', waiting.abandon, { once: true });
        queue.push(waiting);
        pump();
      });
    },
    paced: (fetch) => async (input, init) => {
      await gate.pass(init?.signal ?? never);
      return fetch(input, init);
    },
    budget: gate.budget,
  };
}
