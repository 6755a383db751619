import { describe, expect, test } from 'vitest';
import { AuthError, Protocol, RateLimited, Unreachable } from '../../../main/providers/errors.ts';
import { backOff } from '../../../main/sync/back-off.ts';
import { createFakeClock } from '../fake-clock.ts';

const clock = createFakeClock();

describe('back-off', () => {
  test('doubles with each error in a row, up to a bound', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 50].map((streak) => backOff(new Unreachable('', 'no'), streak, clock));
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('obeys the service’s own waiting time', () => {
    expect(backOff(new RateLimited('', 90_000), 1, clock)).toBe(90_000);
  });

  test('asks about a refused key rarely, about an odd answer soon', () => {
    expect(backOff(new AuthError(''), 1, clock)).toBeGreaterThanOrEqual(15_000);
    expect(backOff(new Protocol('', 'no'), 1, clock)).toBeLessThanOrEqual(10_000);
  });

  test('jitter keeps within a fifth', () => {
    for (const random of [0, 0.999]) {
      const pause = backOff(new Unreachable('', 'no'), 1, { ...clock, random: () => random });
      expect(pause).toBeGreaterThanOrEqual(1600);
      expect(pause).toBeLessThanOrEqual(2400);
    }
  });
});
