import { describe, expect, test } from 'vitest';
import { Protocol, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { info } from '../../../main/providers/8x8/info.ts';
import { createBench, line, minutes, type BenchOptions } from './bench.ts';
import { createFakeStore } from './fake-store.ts';

const { poll } = info.pacing;
const can: BenchOptions['can'] = ['latest', 'before', 'changes'];

/** An account that was read before. */
function remembered(...rooms: string[]) {
  const store = createFakeStore();
  for (const room of rooms) store.remember(room, [line(1)]);
  store.cursor = 'since';
  return store;
}

describe('catching up by the list of changes', () => {
  test('comes first, then at the pace of polling, and known conversations are hardly read', async () => {
    const rooms = ['one', 'two'];
    const { clock, calls, times, start } = createBench({ can, rooms, store: remembered(...rooms) });
    await start();
    await clock.advance(minutes(10));
    expect(calls[0]).toMatchObject({ method: 'changes', about: 'since' });
    expect(times('changes').length).toBeGreaterThanOrEqual(minutes(9) / poll.visible);
    expect(times('latest').length).toBeLessThanOrEqual(2);
    await clock.advance(minutes(60));
    expect(times('latest', 'one').length).toBeGreaterThanOrEqual(2);
    expect(times('latest').length).toBeLessThanOrEqual(6);
  });

  test('reads what was never read once', async () => {
    const { clock, times, start } = createBench({ can, rooms: ['old', 'new'], store: remembered('old') });
    await start();
    await clock.advance(minutes(5));
    expect(times('latest', 'new')).toHaveLength(1);
  });

  test('stores every page with its place, goes on while there is more, and announces what arrived', async () => {
    const { clock, service, store, start, arrived, times } = createBench({ can, store: remembered('room') });
    service.changes = (since) =>
      since === 'since'
        ? { conversations: [{ remoteId: 'room', messages: [line(2)] }], next: 'page 2', more: true }
        : { conversations: [{ remoteId: 'room', messages: [line(3)] }], next: 'end', more: false };
    await start();
    await clock.advance(2000);
    expect(store.changes.map(({ cursor }) => cursor)).toEqual(['page 2', 'end']);
    expect(times('changes')).toHaveLength(2);
    expect(arrived.map(({ text }) => text)).toEqual(['line 2', 'line 3']);
    expect(store.texts('room')).toEqual(['line 1', 'line 2', 'line 3']);
  });

  test('a list that says “more” for ever is not believed', async () => {
    const { clock, service, start, times } = createBench({ can, store: remembered('room') });
    service.changes = () => ({ conversations: [], next: 'same', more: true });
    await start();
    await clock.advance(5000);
    expect(times('changes')).toHaveLength(2);
  });

  test('a conversation it names for the first time is listed', async () => {
    const { clock, service, start, times, post } = createBench({ can, store: remembered('room'), pacing: { list: minutes(60) } });
    await start();
    await clock.advance(2000);
    post('new', 1);
    service.listed.push('new');
    service.changes = () => ({ conversations: [{ remoteId: 'new', messages: [line(1)] }], next: 'next', more: false });
    await clock.advance(poll.visible * 1.5);
    service.changes = () => ({ conversations: [], next: 'next', more: false });
    await clock.advance(poll.visible);
    expect(times('list')).toHaveLength(2);
    expect(times('latest', 'new')).toHaveLength(1);
  });

  test('brings the whole account up to date', async () => {
    const { clock, health, start } = createBench({ can, rooms: ['one', 'two'], store: remembered('one', 'two') });
    await start();
    await clock.advance(minutes(5));
    expect(clock.now() - health().oldestReadAt!).toBeLessThanOrEqual(poll.visible * 1.2);
  });

  test('the conversation on screen is read often all the same', async () => {
    const { clock, open, start, times } = createBench({ can, store: remembered('room') });
    await start();
    open('room');
    await clock.advance(20_000);
    expect(times('latest', 'room').length).toBeGreaterThanOrEqual(7);
  });

  test('comes at once after sleep', async () => {
    const { clock, sync, start, times } = createBench({ can, store: remembered('room') });
    await start();
    sync.setAttention('background');
    await clock.advance(minutes(2));
    const before = times('changes').length;
    sync.readEverythingNow();
    await clock.advance(500);
    expect(times('changes')).toHaveLength(before + 1);
  });
});

describe('a service that has no such list after all', () => {
  test.each([
    ['refuses it', new Rejected('No such address.', 'not-found')],
    ['answers senselessly', new Protocol('The answer made no sense.', 'no')],
  ])('and %s is polled as any other', async (_name, error) => {
    const { clock, service, start, times, health } = createBench({ can, store: remembered('room') });
    service.fail = (method) => (method === 'changes' ? error : null);
    await start();
    await clock.advance(minutes(5));
    expect(times('changes').length).toBeLessThanOrEqual(3);
    expect(times('latest', 'room').length).toBeGreaterThanOrEqual(20);
    expect(health().state).toBe('ok');
  });

  test('an outage is no such refusal: the list is asked first when it is over', async () => {
    const { clock, service, start, calls } = createBench({ can, store: remembered('room') });
    service.fail = () => new Unreachable('No way there.', 'no');
    await start();
    await clock.advance(minutes(2));
    service.fail = () => null;
    const before = calls.length;
    await clock.advance(minutes(1));
    expect(calls[before]).toMatchObject({ method: 'changes' });
  });
});
