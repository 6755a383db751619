import { describe, expect, test } from 'vitest';
import type { ProviderInfo } from '../../../main/providers/contract.ts';
import { createBench, gaps, minutes, type Method } from './bench.ts';

/** The ways services let themselves be read, after the contract sheets. */
const kinds: { name: string; pacing: ProviderInfo['pacing']; can: Method[]; rooms: number; idle: number; busy: number }[] = [
  {
    name: 'fast polling, rooms named by hand',
    pacing: { minimumGap: 250, budget: { calls: 5, per: 1000 }, poll: { open: 2000, visible: 10_000, background: 15_000 }, list: null },
    can: ['latest', 'before', 'send'],
    rooms: 5,
    idle: 5 * 240,
    busy: 4 * 360 + 1800,
  },
  {
    name: 'a window of lines, few calls allowed',
    pacing: { minimumGap: 1000, budget: { calls: 30, per: 30_000 }, poll: { open: 5000, visible: 10_000, background: 30_000 }, list: null },
    can: ['latest', 'send'],
    rooms: 5,
    idle: 5 * 120,
    busy: 4 * 360 + 720,
  },
  {
    name: 'a call a minute for each list',
    pacing: { minimumGap: 1000, poll: { open: 60_000, visible: 60_000, background: 300_000 }, list: minutes(10) },
    can: ['latest', 'before', 'send'],
    rooms: 5,
    idle: 5 * 12 + 6,
    busy: 5 * 60 + 6,
  },
  {
    name: 'live updates and a list of changes',
    pacing: { minimumGap: 100, poll: { open: 3000, visible: 15_000, background: 60_000 }, list: minutes(15) },
    can: ['latest', 'before', 'changes', 'listen', 'send'],
    rooms: 5,
    idle: 5 * 2 + 2 + 4,
    busy: 5 * 2 + 2 + 4,
  },
];

describe.each(kinds)('calls in an hour: $name', ({ pacing, can, rooms, idle, busy }) => {
  async function hour(attention: 'visible' | 'background', sends: boolean) {
    const names = Array.from({ length: rooms }, (_, index) => `room-${index + 1}`);
    const bench = createBench({ pacing: { ...pacing, budget: pacing.budget! }, can, rooms: names });
    await bench.start();
    await bench.clock.advance(minutes(1));
    bench.sync.setAttention(attention);
    if (sends) bench.open('room-1');
    const before = bench.calls.length;
    for (let index = 0; index < 60; index += 1) {
      const { account } = bench.sync.active('a')!;
      if (sends)
        for (let each = 0; each < 10; each += 1)
          void account.call('send', (connection, signal) => connection.send!('room-1', { text: '', clientId: '', replyTo: null }, signal));
      await bench.clock.advance(minutes(1));
    }
    const times = bench.calls.slice(before).map(({ at }) => at);
    return { times, polls: bench.calls.slice(before).filter(({ method }) => method !== 'send').length };
  }

  function withinLimits(times: number[]): void {
    expect(Math.min(...gaps(times))).toBeGreaterThanOrEqual(pacing.minimumGap);
    const { budget } = pacing;
    if (!budget) return;
    const spans = times.slice(budget.calls).map((at, index) => at - times[index]!);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(budget.per);
  }

  test('an idle account', async () => {
    const { times } = await hour('background', false);
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThanOrEqual(idle * 1.1 + 1);
    withinLimits(times);
  });

  test('a busy account', async () => {
    const { times, polls } = await hour('visible', true);
    expect(times.length - polls).toBe(600);
    expect(polls).toBeLessThanOrEqual(busy * 1.1 + 1);
    withinLimits(times);
  });
});
