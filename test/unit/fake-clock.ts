/** A clock that moves when told to. */
import type { Clock } from '../../main/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, firing what falls due, in order, and letting promises settle in between. */
  advance(milliseconds: number): Promise<void>;
}

export function createFakeClock(start = Date.UTC(2026, 10, 20, 12)): FakeClock {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    random: () => 0.5,
    after(milliseconds, callback) {
      const timer = { at: now + Math.max(0, milliseconds), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
