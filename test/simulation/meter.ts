/** Counts requests as they arrive at the services, beside the time in which they could have been made. */
import type { Journal } from './journal.ts';
import type { SimulatedService } from './services.ts';

/** What the program was doing: nothing (it was ended, or the computer slept), or running with its window in view or not. */
export type Activity = 'off' | 'background' | 'visible';

export interface Meter {
  /** What the window is, when the program runs. */
  attention: 'background' | 'visible';
  arrival(service: SimulatedService): void;
  setPaused(service: SimulatedService, paused: boolean): void;
  /** To be called once each simulated minute. */
  minute(): void;
  requests(): number;
  /** Null where there was no such time. */
  perHour(service: SimulatedService, activity: Activity): number | null;
}

interface Count {
  requests: number;
  minutes: number;
}

/** A request that had left before the pause may still arrive within this time, ms. */
const lastArrival = 1000;

export function createMeter(services: SimulatedService[], journal: Journal, now: () => number, running: () => boolean): Meter {
  const fresh = (): Record<Activity, Count> => ({
    off: { requests: 0, minutes: 0 },
    background: { requests: 0, minutes: 0 },
    visible: { requests: 0, minutes: 0 },
  });
  const counts = new Map(services.map((service) => [service, fresh()]));
  const pausedSince = new Map<SimulatedService, number>();
  let requests = 0;

  const meter: Meter = {
    attention: 'visible',
    arrival(service) {
      requests += 1;
      counts.get(service)![activity()].requests += 1;
      const since = pausedSince.get(service);
      if (since !== undefined && now() - since > lastArrival) journal.problem(`${service.account.name} was asked while it was paused`);
    },
    setPaused(service, paused) {
      if (paused) pausedSince.set(service, now());
      else pausedSince.delete(service);
    },
    minute() {
      for (const [service, count] of counts) if (!pausedSince.has(service)) count[activity()].minutes += 1;
    },
    requests: () => requests,
    perHour(service, of) {
      const count = counts.get(service)![of];
      return count.minutes === 0 ? null : (count.requests / count.minutes) * 60;
    },
  };
  const activity = (): Activity => (running() ? meter.attention : 'off');
  return meter;
}
