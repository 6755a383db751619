/** One queue per credential: calls go one after another, urgent ones first, with the service's least gap between their starts. */
import type { Clock } from '../clock.ts';

/** From most to least urgent. */
const priorities = ['send', 'open', 'poll', 'history'] as const;
export type Priority = (typeof priorities)[number];

export interface Pacer {
  /** Runs the job when its turn comes; settles as the job does. An aborted job that still waits rejects with the signal's reason. */
  run<Value>(priority: Priority, job: (signal: AbortSignal) => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

interface Waiting {
  start: () => Promise<void>;
  signal: AbortSignal;
  abandon: () => void;
}

/** `minimumGap` in ms between the starts of two jobs. */
export function createPacer(minimumGap: number, clock: Clock): Pacer {
  const queues = new Map<Priority, Waiting[]>(priorities.map((priority) => [priority, []]));
  let running = false;
  let timerSet = false;
  let nextStart = 0;

  function takeNext(): Waiting | undefined {
    for (const queue of queues.values()) {
      const waiting = queue.shift();
      if (waiting) return waiting;
    }
    return undefined;
  }

  function pump(): void {
    if (running || timerSet || [...queues.values()].every((queue) => queue.length === 0)) return;
    const wait = nextStart - clock.now();
    // A clock that was set back must not hold the queue longer than the gap itself.
    if (wait > 0 && wait <= minimumGap) {
      timerSet = true;
      clock.after(wait, () => {
        timerSet = false;
        pump();
      });
      return;
    }
    const waiting = takeNext();
    if (!waiting) return;
    running = true;
    nextStart = clock.now() + minimumGap;
    void waiting.start().finally(() => {
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
          },
        };
        signal.addEventListener('abort', waiting.abandon, { once: true });
        queue.push(waiting);
        pump();
      });
    },
  };
}
