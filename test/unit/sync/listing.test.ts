import { describe, expect, test } from 'vitest';
import { AuthError, Protocol, RateLimited, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { createBench, line, minutes, type BenchOptions } from './bench.ts';
import { createFakeStore } from './fake-store.ts';

const pacing = { list: minutes(5) };

async function started(options: BenchOptions = {}) {
  const bench = createBench({ pacing, ...options });
  await bench.start();
  return bench;
}

describe('listing', () => {
  test('happens at the start and at its interval, and what is new is read', async () => {
    const { clock, service, times, post, ready } = await started();
    await clock.advance(2000);
    expect(times('list')).toHaveLength(1);
    expect(times('latest', 'room')).toHaveLength(1);
    post('new', 1);
    service.listed.push('new');
    const before = ready.length;
    await clock.advance(minutes(5.5));
    expect(times('list')).toHaveLength(2);
    expect(times('latest', 'new').length).toBeGreaterThan(0);
    expect(ready.length).toBeGreaterThan(before);
  });

  test('costs no call where the account’s own settings name the conversations', async () => {
    const { clock, times, sync } = await started({ pacing: { list: null } });
    sync.readNow('a');
    await clock.advance(minutes(20));
    expect(times('list')).toEqual([]);
    expect(times('latest').length).toBeGreaterThan(0);
  });

  test('a conversation that is no longer listed is no longer read', async () => {
    const { clock, service, times, sync } = await started({ rooms: ['stays', 'goes'] });
    await clock.advance(5000);
    service.listed = ['stays'];
    await clock.advance(minutes(6));
    const before = times('latest', 'goes').length;
    await clock.advance(minutes(6));
    expect(times('latest', 'goes').length).toBe(before);
    expect(sync.active('a')?.conversations.map(({ remoteId }) => remoteId)).toEqual(['stays']);
  });

  test('comes at once when the user asks', async () => {
    const { clock, sync, times } = await started();
    await clock.advance(minutes(1));
    sync.readNow('a');
    await clock.advance(1000);
    expect(times('list')).toHaveLength(2);
  });
});

describe('a listing that fails', () => {
  const remembered = () => {
    const store = createFakeStore();
    store.remember('room', [line(1)]);
    return store;
  };

  test.each([
    ['refused', new Rejected('This key may not list rooms.', 'forbidden'), 'trouble'],
    ['not understood', new Protocol('The list made no sense.', 'no'), 'trouble'],
    ['unreachable', new Unreachable('No way there.', 'no'), 'offline'],
    ['not allowed', new AuthError('The key is refused.'), 'refused'],
  ])('at first, being %s, is said and tried again with growing pauses', async (_name, error, state) => {
    const { clock, service, times, start, health } = createBench({ pacing });
    service.fail = () => error;
    await start();
    await clock.advance(2000);
    expect(health()).toMatchObject({ state, sentence: error.message });
    await clock.advance(minutes(10));
    const tries = times('list').length;
    expect(tries).toBeGreaterThanOrEqual(2);
    expect(tries).toBeLessThanOrEqual(25);
    service.fail = () => null;
    await clock.advance(minutes(16));
    expect(health()).toMatchObject({ state: 'ok', sentence: '' });
    expect(times('latest', 'room').length).toBeGreaterThan(0);
  });

  test('keeps the conversations known from before being read, and stays visible', async () => {
    const { clock, service, times, start, health } = createBench({ pacing, store: remembered() });
    service.fail = (method) => (method === 'list' ? new Protocol('The list made no sense.', 'no') : null);
    await start();
    await clock.advance(minutes(1));
    expect(times('latest', 'room').length).toBeGreaterThanOrEqual(2);
    expect(health()).toMatchObject({ state: 'trouble', sentence: 'The list made no sense.' });
  });

  test('obeys the pause its route asks for, while reading goes on', async () => {
    const { clock, service, times, start, health, sync } = createBench({ pacing, store: remembered() });
    service.fail = (method) => (method === 'list' ? new RateLimited('Slow down.', minutes(3), 'call') : null);
    await start();
    await clock.advance(minutes(1));
    sync.readNow('a');
    await clock.advance(minutes(1.9));
    expect(times('list')).toHaveLength(1);
    expect(times('latest', 'room').length).toBeGreaterThanOrEqual(10);
    expect(health().state).toBe('ok');
    await clock.advance(minutes(1));
    expect(times('list')).toHaveLength(2);
  });
});

test('an account with very many conversations is not read faster than it may be, and its last is reached', async () => {
  const rooms = Array.from({ length: 500 }, (_, index) => `room-${index}`);
  const { clock, start, times, calls } = createBench({ pacing: { ...pacing, minimumGap: 200 }, rooms, can: ['latest'] });
  await start();
  await clock.advance(minutes(2));
  expect(times('latest', 'room-499')).toHaveLength(1);
  expect(calls.length).toBeLessThanOrEqual(601);
});
