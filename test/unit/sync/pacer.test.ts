import { describe, expect, test } from 'vitest';
import { createPacer } from '../../../main/sync/pacer.ts';
import { createFakeClock } from '../fake-clock.ts';

const never = new AbortController().signal;

function setup(gap = 250) {
  const clock = createFakeClock();
  const pacer = createPacer(gap, clock);
  const starts: [string, number][] = [];
  const begin = clock.now();
  const job = (name: string) => async () => {
    starts.push([name, clock.now() - begin]);
    return name;
  };
  return { clock, pacer, starts, job };
}

describe('pacer', () => {
  test('starts calls at least the gap apart', async () => {
    const { clock, pacer, starts, job } = setup();
    const all = Promise.all(['a', 'b', 'c'].map((name) => pacer.run('poll', job(name), never)));
    await clock.advance(1000);
    expect(await all).toEqual(['a', 'b', 'c']);
    expect(starts).toEqual([
      ['a', 0],
      ['b', 250],
      ['c', 500],
    ]);
  });

  test('lets a send overtake waiting reads', async () => {
    const { clock, pacer, starts, job } = setup();
    void pacer.run('poll', job('first'), never);
    void pacer.run('history', job('history'), never);
    void pacer.run('poll', job('second'), never);
    void pacer.run('send', job('send'), never);
    await clock.advance(2000);
    expect(starts.map(([name]) => name)).toEqual(['first', 'send', 'second', 'history']);
  });

  test('runs one call at a time, however long it takes', async () => {
    const { clock, pacer, starts, job } = setup();
    const slow = Promise.withResolvers<void>();
    void pacer.run('poll', () => slow.promise, never);
    void pacer.run('send', job('send'), never);
    await clock.advance(5000);
    expect(starts).toEqual([]);
    slow.resolve();
    await clock.advance(0);
    expect(starts).toEqual([['send', 5000]]);
  });

  test('a failing call does not stop the queue', async () => {
    const { clock, pacer, job } = setup();
    const failing = pacer.run('poll', () => Promise.reject(new Error('no')), never);
    const next = pacer.run('poll', job('next'), never);
    await expect(failing).rejects.toThrow('no');
    await clock.advance(250);
    expect(await next).toBe('next');
  });

  test('a call aborted while it waits never starts', async () => {
    const { clock, pacer, starts, job } = setup();
    void pacer.run('poll', job('first'), never);
    const stopping = new AbortController();
    const waiting = pacer.run('poll', job('waiting'), stopping.signal);
    stopping.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await clock.advance(1000);
    expect(starts.map(([name]) => name)).toEqual(['first']);
  });
});
