import { describe, expect, test } from 'vitest';
import { conversationNamed, itemState, startBench, texts, until, type Bench } from './running.ts';

async function withOffice(bench: Bench) {
  bench.server.post('Office', 'Ada', 'hello');
  await bench.addAccount(['Office']);
  return until('first read', async () => {
    const conversation = await conversationNamed(bench.engine, 'Office');
    return conversation.caughtUpAt ? conversation : null;
  });
}

const isSend = ({ method }: { method: string }) => method === 'POST';
const onServer = (bench: Bench, text: string) => bench.server.messages('Office').filter((message) => message.parsed === text).length;

describe('outbox', () => {
  test('a message is sent, confirmed by reading it back, and is ours', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    const { id } = await bench.engine.outbox.send({ conversationId: office.id, clientId: 'one', text: 'Good morning' });
    await until('confirmed', async () => (await itemState(bench.engine, id)) === 'confirmed');
    expect(onServer(bench, 'Good morning')).toBe(1);
    const page = await bench.engine.store.readMessagePage({ conversationId: office.id, at: 'newest', limit: 10 });
    expect(page.messages.at(-1)).toMatchObject({ text: 'Good morning', mine: true, unread: false });
    expect(page.outbox).toEqual([]);
    expect(bench.arrived).toEqual([]);
  });

  test('messages of one conversation leave in order', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    for (let index = 0; index < 5; index += 1)
      await bench.engine.outbox.send({ conversationId: office.id, clientId: `c${index}`, text: `part ${index}` });
    await until('all there', async () => (await texts(bench.engine, office.id)).includes('part 4'), 15_000);
    expect(bench.server.messages('Office').map((message) => message.parsed)).toEqual([
      'hello',
      'part 0',
      'part 1',
      'part 2',
      'part 3',
      'part 4',
    ]);
  });

  test('the same client id twice is one message', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    const send = () => bench.engine.outbox.send({ conversationId: office.id, clientId: 'twice', text: 'once only' });
    await Promise.all([send(), send()]);
    await until('confirmed', async () => (await itemState(bench.engine, 'twice')) === 'confirmed');
    expect(onServer(bench, 'once only')).toBe(1);
  });

  test('dropped after the service acted: found by reading, never sent again', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    bench.server.failNext({ when: isSend, fault: 'dropped-after-acting' });
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'cut', text: 'arrived anyway' });
    await until('confirmed', async () => (await itemState(bench.engine, 'cut')) === 'confirmed', 20_000);
    expect(onServer(bench, 'arrived anyway')).toBe(1);
  }, 30_000);

  test('dropped before the service acted: read again, then sent again, once', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    bench.server.failNext({ when: isSend, fault: 'dropped-before-acting' });
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'lost', text: 'second try' });
    await until('unknown', async () => (await itemState(bench.engine, 'lost')) === 'unknown');
    await until('confirmed', async () => (await itemState(bench.engine, 'lost')) === 'confirmed', 25_000);
    expect(onServer(bench, 'second try')).toBe(1);
    expect((await bench.engine.store.readOutboxItem('lost'))!.attempts).toHaveLength(2);
  }, 40_000);

  test('offline: waits in the queue and goes out on return', async () => {
    let online = true;
    await using bench = await startBench({
      fetch: (input, init) => (online ? fetch(input, init) : Promise.reject(Object.assign(new Error('net::ERR_INTERNET_DISCONNECTED')))),
    });
    const office = await withOffice(bench);
    online = false;
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'offline', text: 'from the train' });
    await until('one attempt failed', async () => (await bench.engine.store.readOutboxItem('offline'))!.reason !== '');
    expect(await itemState(bench.engine, 'offline')).toBe('queued');
    await bench.restart();
    expect(await itemState(bench.engine, 'offline')).toBe('queued');
    online = true;
    bench.engine.sync.readEverythingNow();
    await until('confirmed', async () => (await itemState(bench.engine, 'offline')) === 'confirmed', 20_000);
    expect(onServer(bench, 'from the train')).toBe(1);
  }, 40_000);

  test('a refused message fails with its reason, can be edited and tried again, and holds up nothing', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    bench.server.failNext({ when: isSend, fault: { instead: () => ({ status: 413, headers: {}, body: '' }) } });
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'long', text: 'far too long' });
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'short', text: 'short' });
    await until('failed', async () => (await itemState(bench.engine, 'long')) === 'failed');
    expect((await bench.engine.store.readOutboxItem('long'))!.reason).toMatch(/too long/);
    await until('the next goes on', async () => (await itemState(bench.engine, 'short')) === 'confirmed');
    await bench.engine.outbox.edit('long', 'shorter');
    await bench.engine.outbox.retry('long');
    await until('confirmed', async () => (await itemState(bench.engine, 'long')) === 'confirmed');
    expect(onServer(bench, 'far too long')).toBe(0);
    expect(onServer(bench, 'shorter')).toBe(1);
  });

  test('a queued message can be taken back', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    const account = bench.engine.roster.all()[0]!;
    await bench.engine.accounts.setPaused(account.id, true);
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'regret', text: 'hasty' });
    await bench.engine.outbox.discard('regret');
    await bench.engine.accounts.setPaused(account.id, false);
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'calm', text: 'considered' });
    await until('confirmed', async () => (await itemState(bench.engine, 'calm')) === 'confirmed');
    expect(onServer(bench, 'hasty')).toBe(0);
  });

  test('a private room is read-only once the service says so', async () => {
    await using bench = await startBench();
    const room = 'Announcements';
    await bench.addAccount([room]);
    const conversation = await until('read', async () => {
      const found = await conversationNamed(bench.engine, room);
      return found.caughtUpAt ? found : null;
    });
    await bench.engine.outbox.send({ conversationId: conversation.id, clientId: 'no', text: 'hello?' });
    await until('failed', async () => (await itemState(bench.engine, 'no')) === 'failed');
    expect((await conversationNamed(bench.engine, room)).readOnlyReason).toMatch(/private/);
  });

  test('a service that does not say what became of a message: the user is asked, and nothing is repeated', async () => {
    await using bench = await startBench();
    const office = await withOffice(bench);
    bench.server.failNext({ when: isSend, fault: 'bad-gateway' });
    await bench.engine.outbox.send({ conversationId: office.id, clientId: 'maybe', text: 'who knows' });
    await until('asked', async () => /did not say/.test((await bench.engine.store.readOutboxItem('maybe'))!.reason), 25_000);
    expect(onServer(bench, 'who knows')).toBe(0);
    await bench.engine.outbox.resolve('maybe', 'send-again');
    await until('confirmed', async () => (await itemState(bench.engine, 'maybe')) === 'confirmed', 15_000);
    expect(onServer(bench, 'who knows')).toBe(1);
  }, 50_000);
});
