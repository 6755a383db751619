import { describe, expect, test } from 'vitest';
import { RateLimited } from '../../../main/providers/errors.ts';
import { createBench, minutes, type BenchOptions } from './bench.ts';

async function started(options: BenchOptions = {}) {
  const bench = createBench(options);
  await bench.start();
  return bench;
}

describe('a service that asks for a pause', () => {
  test('of one conversation is obeyed there, and the others go on', async () => {
    const { clock, service, times, health, sync } = await started({ rooms: ['busy', 'other'], can: ['latest'] });
    await clock.advance(2000);
    const before = times('latest', 'busy').length;
    service.fail = (_method, about) => (about === 'busy' ? new RateLimited('Slow down.', minutes(5), 'call') : null);
    await clock.advance(20_000);
    sync.readNow('a');
    await clock.advance(minutes(4));
    expect(times('latest', 'busy')).toHaveLength(before + 1);
    expect(times('latest', 'other').length).toBeGreaterThanOrEqual(20);
    expect(health().state).toBe('ok');
    service.fail = () => null;
    await clock.advance(minutes(2));
    expect(times('latest', 'busy').length).toBeGreaterThanOrEqual(before + 2);
  });

  test('without saying for how long is asked after a minute, then ever more rarely', async () => {
    const { clock, service, times } = await started({ can: ['latest'] });
    service.fail = () => new RateLimited('Slow down.', null, 'call');
    await clock.advance(minutes(50));
    const waits = times('latest')
      .slice(1)
      .map((at, index) => Math.round((at - times('latest')[index]!) / 60_000));
    expect(waits).toEqual([1, 2, 4, 8, 10, 10, 10]);
  });

  test('of the whole account gets silence until then, whatever the user or the computer does', async () => {
    const { clock, service, calls, health, sync, timers, open } = await started({ rooms: ['one', 'two'] });
    await clock.advance(5000);
    service.fail = () => new RateLimited('Slow down.', minutes(10));
    await clock.advance(15_000);
    service.fail = () => null;
    const before = calls.length;
    expect(health()).toMatchObject({ state: 'limited', sentence: 'Slow down.' });
    for (let index = 0; index < 8; index += 1) {
      await clock.advance(minutes(1));
      sync.readNow('a');
      sync.readEverythingNow();
      open('two');
    }
    expect(calls.length).toBe(before);
    const { account, reader, conversations } = sync.active('a')!;
    await expect(reader.readLatest(conversations[0]!, 'open')).rejects.toMatchObject({ code: 'rate-limited', message: 'Slow down.' });
    const send = account.call('send', (connection, signal) => connection.send!('one', {} as never, signal));
    await expect(send).rejects.toBeInstanceOf(RateLimited);
    expect(calls.length).toBe(before);
    expect(timers()).toBeLessThanOrEqual(1);
    await clock.advance(minutes(2));
    expect(calls.length).toBeGreaterThan(before);
    expect(health().state).toBe('ok');
  });
});

describe('a paused account', () => {
  test('is silent: no call, no stream, no timer', async () => {
    const { clock, sync, calls, timers, live, health, start } = await started({ can: ['latest', 'before', 'changes', 'listen'] });
    await clock.advance(5000);
    expect(health().live).toBe('on');
    sync.stop('a');
    live.sink!.message('room', {} as never);
    await clock.advance(0);
    expect(health()).toMatchObject({ live: 'none', nextPollAt: null });
    expect(timers()).toBe(0);
    const before = calls.length;
    await clock.advance(minutes(600));
    expect(calls.length).toBe(before);
    expect(sync.active('a')).toBe(null);
    await start();
    await clock.advance(5000);
    expect(calls.length).toBeGreaterThan(before);
  });

  test('keeps the pace of its credential when it comes back', async () => {
    const { clock, sync, calls, start } = await started({ pacing: { minimumGap: 60_000 } });
    await clock.advance(1000);
    sync.stop('a');
    await start();
    await clock.advance(58_000);
    expect(calls).toHaveLength(1);
    await clock.advance(2000);
    expect(calls).toHaveLength(2);
  });
});
