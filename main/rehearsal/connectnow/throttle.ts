/** Laravel's throttling: so many requests a minute for each route and caller, counted from the first of them. */
import type { Behaviour } from './behaviour.ts';
import type { Reply } from '../reply.ts';
import { tooMany } from './replies.ts';

export interface Throttle {
  /** Counts a request: what to say instead of acting, and what to add to every answer. */
  take(route: string, caller: string): { refusal: Reply | null; headers: Record<string, string> };
  violations(): number;
}

const window = 60_000;

export function createThrottle(behaviour: Behaviour, now: () => number): Throttle {
  const counts = new Map<string, { endsAt: number; used: number }>();
  let violations = 0;

  return {
    violations: () => violations,
    take(route, caller) {
      const key = `${route} ${caller}`;
      const time = now();
      let count = counts.get(key);
      // A clock that was set back must not lock everyone out.
      if (!count || count.endsAt <= time || count.endsAt - time > window) count = { endsAt: time + window, used: 0 };
      counts.set(key, count);
      const headers = {
        'x-ratelimit-limit': String(behaviour.limit),
        'x-ratelimit-remaining': String(Math.max(0, behaviour.limit - count.used - 1)),
      };
      if (count.used < behaviour.limit) {
        count.used += 1;
        return { refusal: null, headers };
      }
      violations += 1;
      const seconds = String(Math.ceil((count.endsAt - time) / 1000));
      const when = behaviour.saysWhen ? { 'retry-after': seconds, 'x-ratelimit-reset': String(Math.ceil(count.endsAt / 1000)) } : {};
      return { refusal: tooMany({ ...headers, ...when }), headers };
    },
  };
}
