import { describe, expect, test } from 'vitest';
import { AuthError, RateLimited, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { createPauses } from '../../../main/sync/pauses.ts';
import { createFakeClock } from '../fake-clock.ts';

function setup() {
  const clock = createFakeClock();
  const pauses = createPauses(clock);
  const left = (route?: string) => Math.max(0, pauses.until(route) - clock.now());
  return { clock, pauses, left };
}

describe('pauses', () => {
  test('an error of the account pauses all its routes, longer each time, until one works', () => {
    const { pauses, left } = setup();
    pauses.noteError(new Unreachable('', 'no'), 'a');
    pauses.noteError(new Unreachable('', 'no'), 'b');
    expect([left(), left('c')]).toEqual([4000, 4000]);
    expect(pauses.streak()).toBe(2);
    pauses.noteSuccess('c');
    expect([left(), pauses.streak()]).toEqual([0, 0]);
  });

  test('a limit of one route pauses that one alone: a minute, then twice as long, up to ten', async () => {
    const { clock, pauses, left } = setup();
    const waits = [];
    for (let index = 0; index < 6; index += 1) {
      pauses.noteError(new RateLimited('', null, 'call'), 'a');
      waits.push(left('a') / 60_000);
      await clock.advance(left('a'));
    }
    expect(waits).toEqual([1, 2, 4, 8, 10, 10]);
    expect([left(), left('b'), pauses.streak()]).toEqual([0, 0, 0]);
  });

  test('the service’s own waiting time counts, for a route as for the account', () => {
    const { pauses, left } = setup();
    pauses.noteError(new RateLimited('', 90_000, 'call'), 'a');
    expect([left('a'), left('b')]).toEqual([90_000, 0]);
    pauses.noteError(new RateLimited('', 30_000), 'b');
    expect([left('a'), left('b')]).toEqual([90_000, 30_000]);
  });

  test('a request that was refused shows that the account works', () => {
    const { pauses, left } = setup();
    pauses.noteError(new AuthError(''), 'a');
    pauses.noteError(new Rejected('', 'not-found'), 'a');
    expect([left(), pauses.streak()]).toEqual([0, 0]);
  });

  test('the user’s wish ends what Parley chose, never what the service asked for', async () => {
    const { clock, pauses, left } = setup();
    pauses.noteError(new Unreachable('', 'no'), 'a');
    pauses.noteError(new RateLimited('', null, 'call'), 'guessed');
    pauses.noteError(new RateLimited('slow down', 60_000, 'call'), 'asked');
    pauses.resume();
    expect([left(), left('guessed'), left('asked')]).toEqual([0, 0, 60_000]);
    expect(pauses.asked('guessed')).toBe(null);
    await clock.advance(20_000);
    expect(pauses.asked('asked')).toMatchObject({ message: 'slow down', retryAfter: 40_000, scope: 'call' });
    pauses.noteError(new RateLimited('all slow down', 60_000), 'other');
    pauses.resume();
    expect(left()).toBe(60_000);
    expect(pauses.asked('whichever')?.message).toBe('all slow down');
  });
});
