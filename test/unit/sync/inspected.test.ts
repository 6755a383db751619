import { describe, expect, test } from 'vitest';
import { Unreachable } from '../../../main/providers/errors.ts';
import { createBench } from './bench.ts';

function recordsOf({ inspector }: ReturnType<typeof createBench>) {
  return inspector.watch('a', () => {}).records;
}

describe('what the inspector is told by sync', () => {
  test('is what each call was for', async () => {
    const bench = createBench({ can: ['latest', 'before', 'changes', 'listen', 'send', 'markRead'], pacing: { list: 60_000 } });
    for (let order = 2; order < 9; order += 1) bench.post('room', order);
    await bench.start();
    await bench.clock.advance(5000);
    const { account } = bench.sync.active('a')!;
    const send = account.call('send', (connection, signal) => connection.send!('room', { text: '', clientId: '', replyTo: null }, signal));
    bench.store.known('room').unread = 1;
    bench.sync.noteRead(1);
    await bench.clock.advance(5000);
    await send;
    const purposes = new Map(recordsOf(bench).map(({ url, purpose }) => [new URL(url).pathname.split('/')[1], purpose]));
    expect(Object.fromEntries(purposes)).toEqual({
      list: 'list',
      changes: 'read',
      latest: 'read',
      before: 'history',
      listen: 'live',
      send: 'send',
      markRead: 'other',
    });
  });

  test('is “check” for what a connection check asks', async () => {
    const bench = createBench({ rooms: [] });
    await bench.start();
    const inspected = bench.inspector.inspected('a', async () => new Response());
    await bench.sync.pacedFetch(
      bench.provider,
      { key: 'typed-just-now' },
      inspected,
      new AbortController().signal,
    )('https://service.test/typed-just-now');
    expect(recordsOf(bench)).toMatchObject([{ purpose: 'check', url: 'https://service.test/…' }]);
  });

  test('is why a call is made again, and only of the same thing', async () => {
    const bench = createBench({ rooms: ['one', 'two'], can: ['latest'] });
    await bench.start();
    await bench.clock.advance(1000);
    let failing = true;
    bench.service.fail = (_method, about) => (failing && about === 'one' ? new Unreachable('The connection was cut.', 'no') : null);
    await bench.clock.advance(11_000);
    failing = false;
    await bench.clock.advance(20_000);
    const retried = recordsOf(bench).filter(({ retryOf }) => retryOf !== '');
    expect(retried.map(({ url, retryOf }) => [new URL(url).pathname, retryOf])).toEqual([['/latest/one', 'The connection was cut.']]);
    expect(recordsOf(bench).find(({ failure }) => failure !== '')?.failure).toBe('The connection was cut.');
  });
});
