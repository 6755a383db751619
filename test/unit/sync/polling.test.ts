import { describe, expect, test } from 'vitest';
import { info } from '../../../main/providers/8x8/info.ts';
import { AuthError, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { createBench, gaps, line, minutes, type BenchOptions } from './bench.ts';

const named = (count: number) => Array.from({ length: count }, (_, index) => `room-${index + 1}`);
const { poll, minimumGap } = info.pacing;

async function started(options: BenchOptions = {}) {
  const bench = createBench(options);
  await bench.start();
  return bench;
}

describe('when conversations are read', () => {
  test('all once at the start, then each in its interval', async () => {
    const { clock, times } = await started({ rooms: named(3) });
    await clock.advance(25_000);
    for (const room of named(3)) {
      expect(times('latest', room)).toHaveLength(3);
      expect(Math.min(...gaps(times('latest', room)))).toBeGreaterThanOrEqual(poll.visible * 0.9);
    }
  });

  test('the one on screen often, and at once when it is opened', async () => {
    const { clock, open, times } = await started({ rooms: named(3) });
    await clock.advance(5000);
    open('room-2');
    await clock.advance(100);
    expect(times('latest', 'room-2')).toHaveLength(2);
    await clock.advance(10_000);
    expect(times('latest', 'room-2').length).toBeGreaterThanOrEqual(6);
  });

  test('a hundred others do not keep the one on screen waiting', async () => {
    const { clock, open, times } = await started({ rooms: named(100) });
    open('room-50');
    await clock.advance(60_000);
    expect(Math.max(...gaps(times('latest', 'room-50')))).toBeLessThanOrEqual(poll.open * 1.1 + 2 * minimumGap);
  });

  test('rarely while the window is hidden, and never faster than the service allows', async () => {
    const { clock, sync, calls } = await started({ rooms: named(20), can: ['latest'] });
    await clock.advance(6000);
    sync.setAttention('background');
    const before = calls.length;
    await clock.advance(60_000);
    expect(calls.length - before).toBeLessThanOrEqual(20 * 5);
    expect(Math.min(...gaps(calls.map(({ at }) => at)))).toBeGreaterThanOrEqual(minimumGap);
  });

  test('sooner when a message was just sent there', async () => {
    const { clock, sync, times } = await started();
    await clock.advance(3000);
    sync.readSoon('a', 1, 400);
    await clock.advance(400);
    expect(times('latest')).toHaveLength(2);
  });

  test('history goes on, in the pauses and also where there are none', async () => {
    for (const count of [1, 200]) {
      const { clock, post, times, start } = createBench({ rooms: named(count) });
      for (let order = 2; order < 100; order += 1) post('room-1', order);
      await start();
      await clock.advance(60_000);
      expect(times('before', 'room-1').length).toBeGreaterThanOrEqual(5);
    }
  });

  test('history that fails in one conversation goes on in the others', async () => {
    const { clock, service, post, store, start, times } = createBench({ rooms: named(2) });
    for (let order = 2; order < 30; order += 1) named(2).forEach((room) => post(room, order));
    service.fail = (method, about) => (method === 'before' && about === 'room-1' ? new Rejected('No.', 'forbidden') : null);
    await start();
    await clock.advance(minutes(1));
    expect(store.known('room-2').sync.historyComplete).toBe(true);
    expect(times('before', 'room-1')).toHaveLength(1);
  });

  test('a service without older pages is asked for none, and its history counts as complete', async () => {
    const { clock, store } = await started({ can: ['latest'] });
    await clock.advance(5000);
    expect(store.known('room').sync.historyComplete).toBe(true);
    expect(store.pages.filter(({ page }) => page === 'older')).toHaveLength(1);
  });

  test('nothing is read after the end, and no timer is left', async () => {
    const { clock, sync, calls, timers, store, post, open } = await started({
      rooms: named(2),
      can: ['latest', 'before', 'changes', 'listen', 'markRead'],
    });
    await clock.advance(3000);
    post('room-1', 5, 6);
    store.known('room-1').unread = 1;
    sync.noteRead(1);
    open('room-1');
    await clock.advance(100);
    sync.stop('a');
    const before = calls.length;
    expect(timers()).toBe(0);
    await clock.advance(minutes(60));
    expect(calls.length).toBe(before);
  });
});

test('an account whose start is overtaken by the end makes no call', async () => {
  const { clock, sync, start, calls, timers } = createBench();
  const starting = start();
  sync.stopAll();
  await starting;
  await clock.advance(minutes(10));
  expect(calls).toEqual([]);
  expect(timers()).toBe(0);
});

describe('trouble', () => {
  test('a refused key silences the account but for a rare question', async () => {
    const { clock, service, calls, start, health } = createBench({ rooms: named(5) });
    service.fail = () => new AuthError('The key is refused.');
    await start();
    await clock.advance(60_000);
    expect(calls.length).toBeLessThanOrEqual(3);
    expect(health()).toMatchObject({ state: 'refused', sentence: 'The key is refused.', errorStreak: calls.length });
  });

  test('a room that is refused does not hold up the others, and is that room’s trouble', async () => {
    const { clock, service, times, start, store, health } = createBench({ rooms: named(2), can: ['latest'] });
    service.fail = (_method, about) => (about === 'room-1' ? new Rejected('No such room.', 'not-found') : null);
    await start();
    await clock.advance(50_000);
    expect(times('latest', 'room-1').length).toBeLessThanOrEqual(2);
    expect(times('latest', 'room-2').length).toBeGreaterThanOrEqual(4);
    expect(store.known('room-1').trouble).toBe('No such room.');
    expect(health().state).toBe('ok');
  });

  test('when the network is back, as one account finds, the others do not wait out their pauses', async () => {
    const bench = createBench();
    const down = new Unreachable('No way there.', 'no');
    bench.service.fail = () => down;
    await bench.start();
    await bench.sync.start(
      { id: 'b', kind: 'test', name: 'Other', hue: 0, settings: {}, keep: 'run', createdAt: 0, paused: false },
      { key: 'another-key' },
      { get: () => null, set: async () => {} },
    );
    await bench.clock.advance(minutes(3));
    bench.service.fail = () => null;
    const before = bench.calls.length;
    bench.sync.readNow('b');
    await bench.clock.advance(1000);
    expect(bench.calls.length).toBeGreaterThanOrEqual(before + 2);
    expect(bench.health().state).toBe('ok');
  });
});

describe('health', () => {
  test('says how far back the oldest read lies once every conversation was read', async () => {
    const { clock, health } = await started({ rooms: named(4), can: ['latest'] });
    await clock.advance(2 * minimumGap);
    expect(health().oldestReadAt).toBe(null);
    await clock.advance(minutes(2));
    const lag = clock.now() - health().oldestReadAt!;
    expect(lag).toBeGreaterThan(0);
    expect(lag).toBeLessThanOrEqual(poll.visible * 1.1 + minimumGap);
  });

  test('says when the service is asked next and what its budget leaves', async () => {
    const { clock, health } = await started();
    await clock.advance(5000);
    expect(health().nextPollAt).toBeGreaterThan(clock.now());
    expect(health().budget).toEqual({ left: expect.any(Number), of: 5, per: 1000 });
  });

  test('an account that can only send proves its key instead', async () => {
    const { clock, times, health, calls } = await started({ can: ['send'] });
    await clock.advance(poll.visible * 2.5);
    expect(times('verify')).toHaveLength(3);
    expect(calls).toHaveLength(3);
    expect(health().state).toBe('ok');
  });
});

test('calls beside the account, as of a connection check, keep its pace', async () => {
  const { clock, calls, pacedFetch, start } = createBench({ rooms: named(8), can: ['latest'] });
  await start();
  const fetch = pacedFetch(new AbortController().signal);
  for (let index = 0; index < 8; index += 1) void fetch('https://service.test/verify/');
  await clock.advance(10_000);
  expect(calls).toHaveLength(16);
  expect(Math.min(...gaps(calls.map(({ at }) => at)))).toBeGreaterThanOrEqual(minimumGap);
});

test('messages that arrive are announced', async () => {
  const { clock, post, arrived } = await started();
  await clock.advance(5000);
  post('room', 2);
  await clock.advance(poll.visible * 1.2);
  expect(arrived.map(({ text }) => text)).toEqual([line(2).text]);
});
