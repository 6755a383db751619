/** How long to leave a service alone after an error: doubling, with jitter so that many accounts do not return in step. */
import { AuthError, Protocol, RateLimited, Unreachable, type ProviderError } from '../providers/errors.ts';
import type { Clock } from '../clock.ts';

const second = 1000;
const minute = 60 * second;

/** Shortest and longest wait, ms. */
export interface Bounds {
  shortest: number;
  longest: number;
}

/** By kind of error. A refused key is asked about rarely: it seldom recovers by itself, but it can. */
const pauses = {
  unreachable: { shortest: 2 * second, longest: 30 * second },
  protocol: { shortest: 5 * second, longest: 2 * minute },
  'rate-limited': { shortest: 5 * second, longest: 5 * minute },
  auth: { shortest: 15 * second, longest: 15 * minute },
};

/** A service that limits single routes means minutes, and says to wait a few. */
const routePause: Bounds = { shortest: minute, longest: 10 * minute };

/** Milliseconds to wait before the next call; `streak` counts errors in a row, the present one included. */
export function backOff(error: ProviderError, streak: number, clock: Clock): number {
  if (error instanceof RateLimited && error.retryAfter !== null) return error.retryAfter;
  if (error instanceof RateLimited && error.scope === 'call') return doubling(routePause, streak, clock);
  const kind =
    error instanceof Unreachable || error instanceof Protocol || error instanceof AuthError || error instanceof RateLimited
      ? error.code
      : 'protocol';
  return doubling(pauses[kind], streak, clock);
}

/** From the shortest wait to the longest, twice as long each time, give or take a fifth. */
export function doubling({ shortest, longest }: Bounds, streak: number, clock: Clock): number {
  const base = Math.min(longest, shortest * 2 ** Math.min(streak - 1, 20));
  return Math.round(base * (0.8 + 0.4 * clock.random()));
}
