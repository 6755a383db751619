import { describe, expect, test } from 'vitest';
import { conversationNamed, itemState, startBench, texts, until } from './running.ts';

describe('reading', () => {
  test('a new account shows its rooms, read and without notifications', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'before Parley');
    const account = await bench.addAccount(['Office']);
    await until('history read', async () => (await conversationNamed(bench.engine, 'Office')).caughtUpAt);
    const office = await conversationNamed(bench.engine, 'Office');
    expect(office.unread).toBe(0);
    expect(office.lastMessage?.text).toBe('before Parley');
    expect(bench.arrived).toEqual([]);
    expect(bench.engine.roster.view(account.id).health.state).toBe('ok');
  });

  test('a message that arrives later is unread and announced once', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'old');
    await bench.addAccount(['Office']);
    const office = await until('first read', async () => {
      const conversation = await conversationNamed(bench.engine, 'Office');
      return conversation.caughtUpAt ? conversation : null;
    });
    bench.engine.sync.setOpenConversation(office.id);
    bench.server.post('Office', 'Ada', 'new');
    await until('announced', () => bench.arrived.length > 0);
    expect((await conversationNamed(bench.engine, 'Office')).unread).toBe(1);
    await bench.restart();
    bench.server.post('Office', 'Ada', 'newer');
    await until('read again', () => bench.arrived.some(({ text }) => text === 'newer'));
    expect(bench.arrived.map(({ text }) => text)).toEqual(['new', 'newer']);
  });

  test('history is read to the first message the service gives', async () => {
    await using bench = await startBench();
    for (let index = 0; index < 250; index += 1) bench.server.post('Long', 'Ada', `line ${index}`);
    await bench.addAccount(['Long']);
    await until('complete', async () => (await conversationNamed(bench.engine, 'Long')).historyComplete, 15_000);
    const all = await texts(bench.engine, (await conversationNamed(bench.engine, 'Long')).id);
    expect(all).toEqual(Array.from({ length: 250 }, (_, index) => `line ${index}`));
  });

  test('what came while Parley was closed is read without a gap, however much it was', async () => {
    await using bench = await startBench();
    bench.server.post('Busy', 'Ada', 'line 0');
    await bench.addAccount(['Busy']);
    await until('first read', async () => (await conversationNamed(bench.engine, 'Busy')).caughtUpAt);
    await bench.engine.close();
    for (let index = 1; index < 230; index += 1) bench.server.post('Busy', 'Ada', `line ${index}`);
    await bench.restart();
    const busy = await conversationNamed(bench.engine, 'Busy');
    await until('caught up', async () => (await texts(bench.engine, busy.id)).length === 230, 15_000);
    expect(await texts(bench.engine, busy.id)).toEqual(Array.from({ length: 230 }, (_, index) => `line ${index}`));
    expect((await conversationNamed(bench.engine, 'Busy')).unread).toBe(229);
  });

  test('calls with one key keep their distance, whatever the account does', async () => {
    await using bench = await startBench();
    const rooms = Array.from({ length: 8 }, (_, index) => `Room ${index}`);
    for (const room of rooms) bench.server.post(room, 'Ada', 'hello');
    await bench.addAccount(rooms);
    const room = await conversationNamed(bench.engine, 'Room 3');
    for (let index = 0; index < 4; index += 1)
      await bench.engine.outbox.send({ conversationId: room.id, clientId: `client-${index}`, text: `message ${index}` });
    await until('all sent', async () => (await texts(bench.engine, room.id)).includes('message 3'), 15_000);
    const times = bench.server.requests.map((request) => request.at);
    // Calls leave 250 ms apart; on a busy machine one may come late, and then the next is close behind it.
    const between = 250;
    expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual((times.length - 2) * between);
  });
});

describe('strange messages', () => {
  test.each([
    ['100,000 characters', 'long '.repeat(20_000)],
    ['control characters', 'bell\u0007 escape\u001b[31m nul\u0000 line\u2028end'],
    ['right-to-left and overrides', 'שלום \u202eevil\u202c 世界 👩‍👩‍👧‍👦'],
    ['markup', '<img src=x onerror=alert(1)> &amp; **bold**'],
    ['nothing at all', ''],
  ])('%s are kept as they are', async (_name, text) => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', text);
    await bench.addAccount(['Office']);
    const office = await conversationNamed(bench.engine, 'Office');
    await until('read', async () => (await texts(bench.engine, office.id)).length > 0);
    expect(await texts(bench.engine, office.id)).toEqual([text]);
    const { id } = await bench.engine.outbox.send({ conversationId: office.id, clientId: 'echo', text: text || ' x ' });
    await until('sent', async () => ['confirmed', 'sent'].includes((await itemState(bench.engine, id)) ?? ''));
    expect(bench.server.messages('Office').at(-1)?.parsed).toBe(text || ' x ');
  });
});

describe('trouble', () => {
  test('a key that stops working says so, and a new one ends it', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office'], { key: 'wrong_key_000000' });
    await until('refused', () => bench.engine.roster.view(account.id).health.state === 'refused');
    const key = bench.server.accounts[0]!.values['key']!;
    await bench.engine.accounts.replaceSecret({ accountId: account.id, values: { key }, keep: 'keychain' });
    await until('ok', () => bench.engine.roster.view(account.id).health.state === 'ok');
  });

  test('a room that is not there is that room’s trouble, not the account’s', async () => {
    await using bench = await startBench();
    bench.server.post('Office', 'Ada', 'hello');
    const account = await bench.addAccount(['Office', 'Offcie']);
    await until('trouble', async () => (await conversationNamed(bench.engine, 'Offcie')).trouble);
    expect(bench.engine.roster.view(account.id).health.state).toBe('ok');
    expect((await conversationNamed(bench.engine, 'Offcie')).seen).toBe(false);
  });
});
