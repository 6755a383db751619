import { describe, expect, test } from 'vitest';
import { StorageError } from '../../../main/store/errors.ts';
import { startUpkeep } from '../../../main/upkeep/index.ts';
import { createFakeClock } from '../fake-clock.ts';

const hour = 3_600_000;
const silent = { debug() {}, info() {}, warn() {} };

/** A store whose tasks are only noted; `answer` says how a backup ends, `freePages` how many pages are left after each step. */
function start(answer: (now: number) => number, freePages: () => Promise<number> = async () => 0) {
  const clock = createFakeClock();
  const ran: { name: string; at: number }[] = [];
  let signal: AbortSignal | undefined;
  const store = {
    async runTask(name: string, _argument: unknown, options: { signal?: AbortSignal } = {}) {
      ran.push({ name, at: (clock.now() - began) / hour });
      signal = options.signal;
      return name === 'backUp' ? answer(clock.now()) : 'sound';
    },
    giveBackPages: freePages,
  };
  const began = clock.now();
  const upkeep = startUpkeep({ store: store as never, clock, log: silent });
  return { clock, ran, upkeep, signal: () => signal };
}

describe('upkeep', () => {
  test('backs up soon after the start, then every day, and compares the index with the messages each time', async () => {
    const { clock, ran, upkeep } = start((now) => now);
    await clock.advance(60_000);
    expect(ran).toEqual([]);
    await clock.advance(50 * hour);
    expect(ran.map(({ name }) => name)).toEqual(['backUp', 'checkIndex', 'backUp', 'checkIndex', 'backUp', 'checkIndex']);
    expect(ran.map(({ at }) => Math.round(at))).toEqual([0, 0, 24, 24, 48, 48]);
    expect(upkeep.health()).toEqual({ lastAt: clock.now() - 2 * hour + 60_000, trouble: '' });
    upkeep.stop();
  });

  test('gives back free room before a backup, until there is none, and backs up although it cannot', async () => {
    let left = 3;
    const { clock, ran } = start(
      (now) => now,
      async () => {
        if (ran.length > 0) throw new StorageError('storage', 'The disk is full.', 'SQLITE_FULL');
        return (left -= 1);
      },
    );
    await clock.advance(hour);
    expect([left, ran.map(({ name }) => name)]).toEqual([0, ['backUp', 'checkIndex']]);
    await clock.advance(24 * hour);
    expect(ran.map(({ name }) => name)).toEqual(['backUp', 'checkIndex', 'backUp', 'checkIndex']);
  });

  test('waits for the day of a backup that an earlier run made', async () => {
    const made = createFakeClock().now() - 20 * hour;
    const { clock, ran } = start((now) => (now - made < 24 * hour ? made : now));
    await clock.advance(6 * hour);
    expect(ran.map(({ name, at }) => [name, Math.round(at)])).toEqual([
      ['backUp', 0],
      ['backUp', 4],
      ['checkIndex', 4],
    ]);
  });

  test('without room tries again every hour, says so, and still reads everything once a day', async () => {
    const full = 'The disk is full: this was not saved. Free some space and try again.';
    let room = false;
    const { clock, ran, upkeep } = start((now) => {
      if (!room) throw new StorageError('storage', full, 'SQLITE_FULL');
      return now;
    });
    await clock.advance(3.5 * hour);
    expect(ran.map(({ name }) => name)).toEqual(['backUp', 'check', 'checkIndex', 'backUp', 'backUp', 'backUp']);
    expect(upkeep.health()).toEqual({ lastAt: null, trouble: full });
    room = true;
    await clock.advance(hour);
    expect(upkeep.health().trouble).toBe('');
  });

  test('that is stopped ends the task and begins no other', async () => {
    const { clock, ran, upkeep, signal } = start((now) => now);
    await clock.advance(hour);
    upkeep.stop();
    expect(signal()?.aborted).toBe(true);
    await clock.advance(50 * hour);
    expect(ran.map(({ name }) => name)).toEqual(['backUp', 'checkIndex']);
  });
});
