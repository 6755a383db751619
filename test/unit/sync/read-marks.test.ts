import { describe, expect, test } from 'vitest';
import { Unreachable } from '../../../main/providers/errors.ts';
import { createBench } from './bench.ts';

async function started(can = ['latest', 'markRead'] as const) {
  const bench = createBench({ rooms: ['room', 'other'], can: [...can] });
  await bench.start();
  await bench.clock.advance(5000);
  bench.store.known('room').unread = 2;
  const read = async () => {
    bench.sync.noteRead(1);
    await bench.store.store.markRead(1);
  };
  return { ...bench, read };
}

describe('what the user has read', () => {
  test('is told to the service a moment later, once', async () => {
    const { clock, times, read, store, sync } = await started();
    await read();
    await clock.advance(500);
    store.known('room').unread = 1;
    sync.noteRead(1);
    expect(times('markRead')).toEqual([]);
    await clock.advance(1500);
    expect(times('markRead', 'room')).toHaveLength(1);
    expect(times('markRead', 'other')).toHaveLength(0);
  });

  test('is nothing to tell when nothing was unread', async () => {
    const { clock, times, sync } = await started();
    sync.noteRead(2);
    await clock.advance(5000);
    expect(times('markRead')).toEqual([]);
  });

  test('is told once even when that fails', async () => {
    const { clock, times, read, service } = await started();
    service.fail = (method) => (method === 'markRead' ? new Unreachable('No way there.', 'maybe') : null);
    await read();
    await clock.advance(60_000);
    expect(times('markRead')).toHaveLength(1);
  });

  test('stays here where the service does not want to know', async () => {
    const bench = createBench({ can: ['latest'] });
    await bench.start();
    await bench.clock.advance(1000);
    bench.store.known('room').unread = 1;
    bench.sync.noteRead(1);
    await bench.clock.advance(5000);
    expect(bench.times('markRead')).toEqual([]);
  });
});
