import { describe, expect, test } from 'vitest';
import type { Known, RemoteMessage } from '../../../../main/providers/contract.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { answering, startStub } from '../support.ts';
import { connectTo, errorFrom, never, nothingKnown, rehearse } from './support.ts';

type Rehearsed = Awaited<ReturnType<typeof rehearse>>;

const partsCounter = '5';
const texts = (messages: RemoteMessage[]) => messages.map((message) => message.text);
const byOrder = (messages: Iterable<RemoteMessage>) => [...messages].sort((a, b) => a.order - b.order);

function knownFrom(messages: RemoteMessage[]): Known {
  return { count: messages.length, newest: byOrder(messages).slice(-120) };
}

/** As sync reads a conversation: the newest page, then older ones until none brings anything. */
async function readEverything({ connection }: Pick<Rehearsed, 'connection'>, chat: string) {
  const found = new Map<string, RemoteMessage>();
  const take = (messages: RemoteMessage[]) => {
    const before = found.size;
    for (const message of messages) found.set(message.remoteId, message);
    return found.size > before;
  };
  take((await connection.readLatest(chat, nothingKnown, never())).messages);
  for (let pages = 0; pages < 60; pages += 1) {
    const oldest = byOrder(found.values())[0];
    if (!oldest || !take((await connection.readBefore(chat, oldest.order, never())).messages)) break;
  }
  return byOrder(found.values());
}

const reads = ({ service }: Rehearsed) => service.requests.filter((request) => request.path.endsWith('/messages')).length;

describe('pages of messages (4.4)', () => {
  test.each([
    ['paginator', 'oldest-first', null],
    ['paginator', 'newest-first', null],
    ['paginator', 'oldest-first', 15],
    ['paginator', 'newest-first', 15],
    ['paginator', 'oldest-first', 100],
    ['wrapped', 'oldest-first', null],
    ['wrapped', 'newest-first', 100],
    ['array', 'oldest-first', null],
    ['array', 'newest-first', null],
  ] as const)('%s, %s, page size %j: everything is found, each message once', async (lists, order, pageSize) => {
    const rehearsed = await rehearse();
    Object.assign(rehearsed.service.behaviour, { lists, order, pageSize });
    const truth = rehearsed.service.truth(partsCounter);
    expect(truth).toHaveLength(680);
    const read = await readEverything(rehearsed, partsCounter);
    expect(read.map(({ authorName, text }) => ({ author: authorName, text }))).toEqual(truth);
    expect(reads(rehearsed)).toBeLessThan(pageSize === 15 ? 110 : pageSize === 100 ? 24 : 12);
  });

  test.each(['oldest-first', 'newest-first'] as const)('%s: after a restart, what is known tells where the end is', async (order) => {
    const rehearsed = await rehearse();
    rehearsed.service.behaviour.order = order;
    const known = knownFrom(await readEverything(rehearsed, partsCounter));
    rehearsed.service.post(partsCounter, 'Nerys Bevan', 'one more');
    const before = reads(rehearsed);
    const connection = rehearsed.connect();
    const { messages } = await connection.readLatest(partsCounter, known, never());
    expect(texts(byOrder(messages)).at(-1)).toBe('one more');
    // Page 1 and 2 to learn the order, then the end.
    expect(reads(rehearsed) - before).toBe(3);
    rehearsed.service.post(partsCounter, 'Nerys Bevan', 'and another');
    expect(texts(byOrder((await connection.readLatest(partsCounter, known, never())).messages)).at(-1)).toBe('and another');
    expect(reads(rehearsed) - before).toBe(4);
  });

  test('more is known than there is: the end is found from behind', async () => {
    const rehearsed = await rehearse();
    const { messages } = await rehearsed.connection.readLatest(partsCounter, { count: 40_000, newest: [] }, never());
    expect(texts(byOrder(messages)).at(-1)).toBe(rehearsed.service.truth(partsCounter).at(-1)!.text);
    expect(reads(rehearsed)).toBeLessThan(14);
  });

  test('every number of messages around the page size is read to its end, with one call once it is known', async () => {
    const rehearsed = await rehearse();
    const { service, connection } = rehearsed;
    const chat = '90';
    let known: Known = nothingKnown;
    for (let count = 0; count < 520; count += 1) {
      service.post(chat, 'Ana Lima', `line ${count}`);
      if (count % 7 > 0 && ![247, 248, 249, 250, 251, 497, 498, 499].includes(count)) continue;
      const { messages, whole } = await connection.readLatest(chat, known, never());
      const sorted = byOrder(messages);
      expect(sorted.at(-1)?.text).toBe(`line ${count}`);
      expect(sorted.length).toBeGreaterThanOrEqual(Math.min(count + 1, 2));
      expect(whole?.to).toBe(sorted.at(-1)!.order);
      known = { count: count + 1, newest: sorted.slice(-120) };
    }
    service.behaviour.limit = 100_000;
    const before = reads(rehearsed);
    await connection.readLatest(chat, known, never());
    expect(reads(rehearsed) - before).toBe(1);
  });

  test('history is found again after a restart, from any point', async () => {
    for (const order of ['oldest-first', 'newest-first'] as const) {
      const rehearsed = await rehearse();
      rehearsed.service.behaviour.order = order;
      const all = await readEverything(rehearsed, partsCounter);
      for (const index of [679, 500, 249, 100, 1]) {
        const { messages } = await rehearsed.connect().readBefore(partsCounter, all[index]!.order, never());
        const older = byOrder(messages).filter((message) => message.order < all[index]!.order);
        // The nearest ones come first: nothing is skipped.
        expect(older.at(-1)?.remoteId).toBe(all[index - 1]!.remoteId);
      }
      const first = await rehearsed.connect().readBefore(partsCounter, all[0]!.order, never());
      expect(first.messages.filter((message) => message.order < all[0]!.order)).toEqual([]);
    }
  });

  test('one call a minute: each attempt gets further, until the end is read (4.5)', async () => {
    const clock = createFakeClock();
    const { service, connect } = await rehearse({ clock });
    service.behaviour.limit = 1;
    const connection = connect({ clock });
    let read: RemoteMessage[] = [];
    let attempts = 0;
    while (read.length === 0 && attempts < 12) {
      attempts += 1;
      read = await connection.readLatest(partsCounter, nothingKnown, never()).then(
        ({ messages }) => messages,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'rate-limited', retryAfter: 60_000, scope: 'call' });
          return [];
        },
      );
      await clock.advance(60_000);
    }
    expect(texts(byOrder(read)).at(-1)).toBe(service.truth(partsCounter).at(-1)!.text);
    // What was passed on the way is history, and is found as such.
    const oldest = byOrder(read)[0]!.order;
    const { messages } = await connection.readBefore(partsCounter, oldest, never());
    expect(messages.some((message) => message.order < oldest)).toBe(true);
  });

  test('a server whose pages never end does not hold Parley for ever', async () => {
    const item = { id: 1, message: 'again', created_at: '2021-04-26T22:25:35.000000Z' };
    const stub = await answering(200, { data: [item], next_page_url: 'x', per_page: 249 });
    const connection = connectTo(stub.url);
    expect(texts((await connection.readLatest('1', nothingKnown, never())).messages)).toEqual(['again']);
    expect(texts((await connection.readBefore('1', Number.MAX_SAFE_INTEGER, never())).messages)).toEqual(['again']);
    expect(stub.requests.length).toBeLessThan(10);
  });

  test('an empty chat', async () => {
    const { connection } = await rehearse();
    expect(await connection.readLatest('7', nothingKnown, never())).toEqual({ messages: [], whole: null });
    expect(await connection.readBefore('7', 17, never())).toEqual({ messages: [] });
  });

  test('asks for the largest page there is, and nothing the service may refuse', async () => {
    const stub = await answering(200, []);
    await connectTo(stub.url).readLatest('17', nothingKnown, never());
    expect(stub.requests.map(({ url }) => url).filter((url) => url.includes('messages'))).toEqual([
      '/api/chats/17/messages?per_page=249&page=1',
    ]);
  });
});

describe('what a page proves', () => {
  test('a short chat is whole from its beginning, up to what was known', async () => {
    const { service, connection } = await rehearse();
    const first = await connection.readLatest('1', nothingKnown, never());
    const newest = byOrder(first.messages).at(-1)!;
    expect(first.whole).toEqual({ from: 0, to: newest.order });
    service.tables.messages.remove(Number(newest.remoteId));
    const second = await connection.readLatest('1', knownFrom(first.messages), never());
    expect(second.messages.map((message) => message.remoteId)).not.toContain(newest.remoteId);
    // The newest is gone: the stretch still reaches up to it, so that its absence tells.
    expect(second.whole).toEqual({ from: 0, to: newest.order });
  });

  test.each(['oldest-first', 'newest-first'] as const)('%s: of a long chat the last page is', async (order) => {
    const rehearsed = await rehearse();
    rehearsed.service.behaviour.order = order;
    const all = await readEverything(rehearsed, partsCounter);
    const { messages, whole } = await rehearsed.connection.readLatest(partsCounter, knownFrom(all), never());
    const within = all.filter((message) => message.order >= whole!.from && message.order <= whole!.to);
    expect(within.length).toBeGreaterThanOrEqual(100);
    expect(new Set(messages.map((message) => message.remoteId))).toEqual(new Set(within.map((message) => message.remoteId)));
  });

  test('a page out of order proves nothing, nor does an empty one', async () => {
    const item = (id: number, second: number) => ({
      id,
      message: 'x',
      chat_user: { id: 1, name: 'A' },
      created_at: `2021-04-26T22:25:0${second}.000000Z`,
    });
    const stub = await answering(200, [item(1, 3), item(2, 1), item(3, 2)]);
    expect((await connectTo(stub.url).readLatest('1', nothingKnown, never())).whole).toBeNull();
    const none = await answering(200, []);
    expect((await connectTo(none.url).readLatest('1', { count: 9, newest: [] }, never())).whole).toBeNull();
  });
});

describe('authors (4.3)', () => {
  test.each(['nested', 'ids'] as const)('%s: everybody has a name, and somebody who left is a former participant', async (authors) => {
    const { service, connection } = await rehearse();
    service.behaviour.authors = authors;
    const { messages } = await connection.readLatest('1', nothingKnown, never());
    expect(messages.map(({ authorName, text }) => ({ author: authorName, text }))).toEqual(service.truth('1'));
    expect(messages[0]!.authorName).toBe('Former participant');
    expect(messages.filter((message) => message.mine).map((message) => message.authorName)).toEqual(['Robin Vale', 'Robin Vale']);
    expect(messages.every((message) => typeof message.mine === 'boolean' || message.authorName === 'Former participant')).toBe(true);
  });

  test('without a sign-in, one’s own messages are known by the e-mail address', async () => {
    const { connect } = await rehearse();
    const { messages } = await connect({ tokens: {} }).readLatest('1', nothingKnown, never());
    expect(messages.filter((message) => message.mine)).toHaveLength(2);
    const nobody = await connect({ tokens: {}, values: { email: '' } }).readLatest('1', nothingKnown, never());
    expect(nobody.messages.some((message) => message.mine !== undefined)).toBe(false);
  });

  test('people are asked for when an unknown id appears, at most every five minutes', async () => {
    const clock = createFakeClock();
    const { service, connect } = await rehearse({ clock });
    service.behaviour.authors = 'ids';
    const connection = connect({ clock });
    const names = async () => (await connection.readLatest('4', nothingKnown, never())).messages.map((message) => message.authorName);
    const asked = () => service.requests.filter((request) => request.path.endsWith('/users')).length;
    await names();
    await names();
    expect(asked()).toBe(1);
    service.post('4', 'Newcomer Nell', 'Hello all');
    expect((await names()).at(-1)).toMatch(/^Participant \d+$/);
    await clock.advance(5 * 60_000);
    expect((await names()).at(-1)).toBe('Newcomer Nell');
    await names();
    expect(asked()).toBe(2);
  });

  test('a refusal to list people does not fail the read', async () => {
    const { service, connection } = await rehearse();
    service.behaviour.authors = 'ids';
    service.failNext({ fault: 'rate-limit', when: (call) => call.path.endsWith('/users'), times: 9 });
    const { messages } = await connection.readLatest('1', nothingKnown, never());
    expect(messages).toHaveLength(service.truth('1').length);
    expect(messages[0]!.authorName).toMatch(/^Participant \d+$/);
  });
});

describe('times and texts', () => {
  test.each(['seconds', 'microseconds'] as const)('kept to %s: the order is the service’s', async (precision) => {
    const clock = createFakeClock();
    const { service, connection } = await rehearse({ clock });
    service.behaviour.precision = precision;
    for (let index = 0; index < 40; index += 1) service.post('7', 'Ana Lima', `at once ${index}`);
    const { messages } = await connection.readLatest('7', nothingKnown, never());
    expect(texts(byOrder(messages))).toEqual(service.truth('7').map(({ text }) => text));
    expect(new Set(messages.map((message) => message.order)).size).toBe(40);
  });

  test('a change shows', async () => {
    const { service, connection } = await rehearse();
    const row = service.tables.messages.rows().find((message) => message.chatId === 1)!;
    Object.assign(row, { text: 'Changed', updatedAt: row.createdAt + 60_000_000 });
    const { messages } = await connection.readLatest('1', nothingKnown, never());
    expect(messages[0]).toMatchObject({ text: 'Changed', editedAt: Math.floor(row.createdAt / 1_000_000) * 1000 + 60_000 });
    expect(messages[1]!.editedAt).toBeNull();
  });

  test.each([
    ['', 'not the JSON'],
    ['{"data":[', 'not the JSON'],
    ['<!doctype html>', 'A web page came back'],
    ['{}', 'not a list of messages'],
    ['[{"id":1}]', '“[0].created_at” is missing'],
  ])('200 with %j', async (body, words) => {
    const stub = await startStub((_, response) => response.end(body));
    const error = await errorFrom(connectTo(stub.url).readLatest('1', nothingKnown, never()));
    expect(error).toMatchObject({ code: 'protocol', delivered: 'no' });
    expect(error.message).toContain(words);
  });
});
