import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacer, type Priority } from '../../../main/sync/pacer.ts';
import { createFakeClock } from '../fake-clock.ts';

const never = new AbortController().signal;

function setup(limits: Parameters<typeof createPacer>[0] = { minimumGap: 250 }) {
  const clock = createFakeClock();
  const pacer = createPacer(limits, clock);
  const starts: [string, number][] = [];
  const begin = clock.now();
  const fetch = pacer.paced(async (input) => {
    starts.push([String(input), clock.now() - begin]);
    return new Response();
  });
  /** One turn with one call, or with several. */
  const job =
    (name: string, count = 1) =>
    async () => {
      for (let index = 0; index < count; index += 1) await fetch(name);
      return name;
    };
  return { clock, pacer, starts, fetch, job, names: () => starts.map(([name]) => name) };
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

  test('also the calls of one turn, and those made beside the turns', async () => {
    const { clock, pacer, starts, job, fetch } = setup();
    void pacer.run('poll', job('page', 3), never);
    void fetch('live');
    void fetch('check');
    await clock.advance(2000);
    const times = starts.map(([, at]) => at);
    expect(times).toEqual([0, 250, 500, 750, 1000]);
    expect(starts.map(([name]) => name).sort()).toEqual(['check', 'live', 'page', 'page', 'page']);
  });

  test('a turn without a call holds up nothing', async () => {
    const { clock, pacer, starts, job } = setup();
    void pacer.run('poll', async () => 'nothing', never);
    void pacer.run('poll', job('call'), never);
    await clock.advance(0);
    expect(starts).toEqual([['call', 0]]);
  });

  test('lets a send overtake waiting reads', async () => {
    const { clock, pacer, names, job } = setup();
    void pacer.run('poll', job('first'), never);
    void pacer.run('history', job('history'), never);
    void pacer.run('poll', job('second'), never);
    void pacer.run('send', job('send'), never);
    await clock.advance(2000);
    expect(names()).toEqual(['first', 'send', 'second', 'history']);
  });

  test('decides whose turn it is only when a call may start', async () => {
    const { clock, pacer, names, job } = setup();
    void pacer.run('poll', job('first'), never);
    void pacer.run('poll', job('second'), never);
    await clock.advance(200);
    void pacer.run('send', job('send'), never);
    await clock.advance(1000);
    expect(names()).toEqual(['first', 'send', 'second']);
  });

  test('runs one turn at a time, however long it takes', async () => {
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

  test('a failing turn does not stop the queue', async () => {
    const { clock, pacer, job } = setup();
    const failing = pacer.run('poll', () => Promise.reject(new Error('no')), never);
    const next = pacer.run('poll', job('next'), never);
    await expect(failing).rejects.toThrow('no');
    await clock.advance(250);
    expect(await next).toBe('next');
  });

  test('what is aborted while it waits never starts', async () => {
    const { clock, pacer, names, job, fetch } = setup();
    void pacer.run('poll', job('first'), never);
    const stopping = new AbortController();
    const turn = pacer.run('poll', job('turn'), stopping.signal);
    const call = fetch('call', { signal: stopping.signal });
    stopping.abort(new Error('stopped'));
    await expect(turn).rejects.toThrow('stopped');
    await expect(call).rejects.toThrow('stopped');
    await clock.advance(1000);
    expect(names()).toEqual(['first']);
  });

  test('a clock that is set back holds calls no longer than the limits themselves', async () => {
    const fake = createFakeClock();
    let shift = 0;
    const clock = { ...fake, now: () => fake.now() + shift };
    const pacer = createPacer({ minimumGap: 250, budget: { calls: 2, per: 1000 } }, clock);
    let made = 0;
    const fetch = pacer.paced(async () => {
      made += 1;
      return new Response();
    });
    await fetch('one');
    shift = -3_600_000;
    void fetch('two');
    await fake.advance(250);
    expect(made).toBe(2);
    void fetch('three');
    await fake.advance(1000);
    expect(made).toBe(3);
  });
});

describe('the budget', () => {
  test('is counted in a window that slides', async () => {
    const { clock, pacer, fetch } = setup({ minimumGap: 100, budget: { calls: 3, per: 1000 } });
    expect(pacer.budget()).toEqual({ left: 3, of: 3, per: 1000 });
    void fetch('a');
    void fetch('b');
    await clock.advance(100);
    expect(pacer.budget()?.left).toBe(1);
    await clock.advance(900);
    expect(pacer.budget()?.left).toBe(2);
    await clock.advance(100);
    expect(pacer.budget()?.left).toBe(3);
  });

  test('is unknown where the service names none', () => {
    expect(setup().pacer.budget()).toBe(null);
  });

  test('and the gap hold whatever is asked, in whichever order', async () => {
    const work = fc.record({
      after: fc.integer({ min: 0, max: 900 }),
      priority: fc.constantFrom<Priority | 'beside'>('send', 'user', 'open', 'older', 'list', 'check', 'poll', 'history', 'beside'),
      calls: fc.integer({ min: 0, max: 4 }),
      gaveUpAfter: fc.option(fc.integer({ min: 0, max: 3000 })),
    });
    const limits = fc.record({
      minimumGap: fc.integer({ min: 0, max: 400 }),
      budget: fc.record({ calls: fc.integer({ min: 1, max: 6 }), per: fc.integer({ min: 1, max: 3000 }) }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(work, { maxLength: 25 }), async (limit, works) => {
        const { clock, pacer, starts, fetch, job } = setup(limit);
        let wanted = 0;
        for (const { after, priority, calls, gaveUpAfter } of works) {
          await clock.advance(after);
          const stopping = new AbortController();
          if (gaveUpAfter === null) wanted += calls;
          else clock.after(gaveUpAfter, () => stopping.abort(new Error('gave up')));
          const jobs =
            priority === 'beside'
              ? Array.from({ length: calls }, () => fetch('x', stopping))
              : [pacer.run(priority, job('x', calls), stopping.signal)];
          for (const one of jobs) one.catch(() => {});
        }
        await clock.advance(400_000);
        const times = starts.map(([, at]) => at);
        times.forEach((at, index) => {
          if (index > 0) expect(at - times[index - 1]!).toBeGreaterThanOrEqual(limit.minimumGap);
          const before = times[index - limit.budget.calls];
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(limit.budget.per);
        });
        expect(times.length).toBeGreaterThanOrEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});
