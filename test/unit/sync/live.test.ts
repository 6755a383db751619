import { describe, expect, test } from 'vitest';
import { AuthError, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { info } from '../../../main/providers/8x8/info.ts';
import { createBench, gaps, line, minutes, type BenchOptions } from './bench.ts';
import { createFakeStore } from './fake-store.ts';

const can: BenchOptions['can'] = ['latest', 'before', 'changes', 'listen'];
const cut = () => new Unreachable('The stream broke.', 'cut');

function remembered(...rooms: string[]) {
  const store = createFakeStore();
  for (const room of rooms) store.remember(room, [line(1)]);
  store.cursor = 'since';
  return store;
}

async function connected(options: BenchOptions = {}) {
  const bench = createBench({ can, store: remembered('room'), ...options });
  await bench.start();
  await bench.clock.advance(3000);
  return bench;
}

describe('a live connection', () => {
  test('is made once the account has answered, and what came before it is fetched', async () => {
    const { clock, calls, service, start, health } = createBench({ can, store: remembered('room') });
    service.fail = () => new Unreachable('No way there.', 'no');
    await start();
    await clock.advance(minutes(1));
    expect(calls.some(({ method }) => method === 'listen')).toBe(false);
    service.fail = () => null;
    await clock.advance(minutes(1));
    const order = calls.map(({ method }) => method);
    const listening = order.indexOf('listen');
    expect(order[listening - 1]).toBe('changes');
    expect(order.slice(listening + 1)).toContain('changes');
    expect(health().live).toBe('on');
  });

  test('keeps the gap to other calls and holds up none of them', async () => {
    const { clock, calls, sync } = await connected();
    for (let index = 0; index < 5; index += 1) {
      sync.readNow('a');
      await clock.advance(1000);
    }
    expect(Math.min(...gaps(calls.map(({ at }) => at)))).toBeGreaterThanOrEqual(info.pacing.minimumGap);
    expect(calls.filter(({ method }) => method === 'changes').length).toBeGreaterThanOrEqual(6);
  });

  test('leaves next to nothing to poll, on screen or not', async () => {
    const { clock, calls, open } = await connected();
    open('room');
    const before = calls.length;
    await clock.advance(minutes(60));
    expect(calls.length - before).toBeLessThanOrEqual(6);
  });

  test.each(['room', null])(
    'what it does not tell is read, but only on screen, and not for each word of it (touched: %s)',
    async (touched) => {
      const { clock, live, open, times } = await connected({ store: remembered('room', 'other'), rooms: ['room', 'other'] });
      open('room');
      await clock.advance(minutes(1));
      const before = times('latest', 'room').length;
      for (let index = 0; index < 20; index += 1) live.sink!.touched(touched);
      live.sink!.touched('other');
      live.sink!.touched('nowhere');
      await clock.advance(minutes(1));
      // What is heard while a read is under way may have come too late for it.
      expect(times('latest', 'room').length).toBeGreaterThan(before);
      expect(times('latest', 'room').length - before).toBeLessThanOrEqual(2);
      expect(times('latest', 'other')).toHaveLength(0);
      open('other');
      await clock.advance(minutes(1));
      expect(times('latest', 'other')).toHaveLength(1);
    },
  );

  test('what comes in one go is stored as one page, in order, and announced', async () => {
    const { clock, live, store, arrived } = await connected({ store: remembered('room', 'other'), rooms: ['room', 'other'] });
    const before = store.pages.length;
    live.sink!.message('room', line(2));
    live.sink!.message('other', line(2, 'elsewhere'));
    live.sink!.message('room', line(3));
    await clock.advance(10);
    const pages = store.pages.slice(before);
    expect(pages.map(({ page, messages }) => [page, messages.map(({ order }) => order)])).toEqual([
      ['live', [2, 3]],
      ['live', [2]],
    ]);
    expect(arrived.map(({ text }) => text)).toEqual(['line 2', 'line 3', 'elsewhere']);
  });

  test('a message of an unknown conversation, or news of the list, lists again once', async () => {
    const { clock, live, service, post, times } = await connected({ pacing: { list: minutes(60) } });
    const before = times('list').length;
    post('new', 1);
    service.listed.push('new');
    for (let index = 0; index < 20; index += 1) live.sink!.conversationsChanged();
    live.sink!.message('new', line(1));
    await clock.advance(3000);
    expect(times('list').length - before).toBe(1);
    expect(times('latest', 'new')).toHaveLength(1);
  });

  test('what was read elsewhere is read here', async () => {
    const { clock, live, store } = await connected();
    live.sink!.message('room', line(2));
    await clock.advance(10);
    expect(store.known('room').unread).toBe(1);
    live.sink!.seen('room');
    live.sink!.seen('nowhere');
    await clock.advance(10);
    expect(store.known('room').unread).toBe(0);
  });

  test('that fails to be stored is made up for by a catch-up', async () => {
    const { clock, live, store, times } = await connected();
    const { ingest } = store.store;
    store.store.ingest = () => Promise.reject(new Error('disk full'));
    const before = times('changes').length;
    live.sink!.message('room', line(2));
    await clock.advance(1000);
    store.store.ingest = ingest;
    expect(times('changes')).toHaveLength(before + 1);
  });
});

describe('a live connection that breaks', () => {
  test('is made anew after a second, later after longer, and each time what was missed is fetched', async () => {
    const { clock, live, times, health } = await connected();
    for (const wait of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
      const [listens, changes] = [times('listen').length, times('changes').length];
      live.break(cut());
      await clock.advance(wait - 1);
      expect(health().live).toBe('connecting');
      expect(times('listen')).toHaveLength(listens);
      await clock.advance(1000);
      expect(times('listen')).toHaveLength(listens + 1);
      expect(times('changes').length).toBeGreaterThan(changes);
      expect(health().live).toBe('on');
    }
  });

  test('is quick again after a connection that stood', async () => {
    const { clock, live, times } = await connected();
    for (let index = 0; index < 5; index += 1) {
      live.break(cut());
      await clock.advance(minutes(2));
    }
    const before = times('listen').length;
    live.break(cut());
    await clock.advance(1500);
    expect(times('listen')).toHaveLength(before + 1);
  });

  test('is polled for meanwhile, and waits for nothing when the computer wakes', async () => {
    const { clock, live, times, sync, service } = await connected();
    service.fail = (method) => (method === 'listen' ? cut() : null);
    live.break(cut());
    await clock.advance(minutes(3));
    expect(times('changes').length).toBeGreaterThanOrEqual(15);
    service.fail = () => null;
    const before = times('listen').length;
    sync.readEverythingNow();
    await clock.advance(500);
    expect(times('listen')).toHaveLength(before + 1);
  });

  test('because of the credential counts for the account like any other call', async () => {
    const { live, health, clock, calls } = await connected();
    live.break(new AuthError('Signed out by the service.'));
    await clock.advance(0);
    expect(health()).toMatchObject({ state: 'refused', sentence: 'Signed out by the service.', errorStreak: 1 });
    const before = calls.length;
    await clock.advance(10_000);
    expect(calls.length).toBe(before);
  });

  test('for want of such a thing at this server is not tried again until somebody asks', async () => {
    const { clock, service, start, times, health, sync } = createBench({ can, store: remembered('room') });
    service.fail = (method) => (method === 'listen' ? new Rejected('No such address.', 'not-found') : null);
    await start();
    await clock.advance(minutes(10));
    expect(times('listen')).toHaveLength(1);
    expect(health()).toMatchObject({ state: 'ok', live: 'none' });
    sync.readNow('a');
    await clock.advance(1000);
    expect(times('listen')).toHaveLength(2);
  });

  test('is not listened to any longer', async () => {
    const { clock, live, store } = await connected();
    const old = live.sink!;
    live.break(cut());
    await clock.advance(100);
    const before = store.pages.length;
    old.message('room', line(9));
    await clock.advance(100);
    expect(store.pages.length).toBe(before);
  });
});

test('without a list of changes, a new connection has each conversation read', async () => {
  const rooms = ['one', 'two'];
  const { clock, start, times } = createBench({ can: ['latest', 'listen'], rooms, store: remembered(...rooms) });
  await start();
  await clock.advance(5000);
  expect(times('latest', 'one')).toHaveLength(2);
  expect(times('latest', 'two').length).toBeGreaterThanOrEqual(1);
});
