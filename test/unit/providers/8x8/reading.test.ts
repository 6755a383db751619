import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../../main/providers/8x8/index.ts';
import { answering, contextFor, errorFrom, key, never, nothing, rehearse } from '../support.ts';

const history = 'Workshop floor';

describe('reading', () => {
  test('asks for a page of a room by name, with the key as header', async () => {
    const stub = await answering(200, '[]');
    const connection = eightByEight.connect(contextFor(`${stub.url}/chat/`));
    await connection.readLatest!('A&B 大阪 #1', nothing, never());
    await connection.readBefore!('Lamp launch', 1594169304503487, never());
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /chat/api/chat/v1/messages?pageSize=100&room=A%26B%20%E5%A4%A7%E9%98%AA%20%231',
      'GET /chat/api/chat/v1/messages?pageSize=100&room=Lamp%20launch&ts=1594169304503487',
    ]);
    expect(stub.requests[0]!.headers).toMatchObject({ 'x-api-key': key, accept: 'application/json' });
  });

  test('the sandbox holds what the documentation shows', async () => {
    const { context } = await rehearse();
    const { messages } = await eightByEight.connect(context).readLatest!('CHAPI sandbox', nothing, never());
    expect(messages.map(({ text, order, authorName, authorId }) => [text, order, authorName, authorId])).toEqual([
      ['Hello from Terminal!', 1594169027435321, 'Matt Gardner', '007'],
      ['i r developer!', 1594169027435340, 'Matt Gardner', '007'],
      ['Hello World!', 1594169304503487, 'Matt Gardner', '007'],
    ]);
  });

  test('what is newer than asked for is left out, whatever the service sends', async () => {
    const stub = await answering(200, [
      { id: '1', timestamp: 1594169304503487 },
      { id: '2', timestamp: 1594169304503488 },
    ]);
    const { messages } = await eightByEight.connect(contextFor(stub.url)).readBefore!('a', 1594169304503487, never());
    expect(messages.map((message) => message.remoteId)).toEqual(['1']);
  });

  test.each([
    ['before', 'newest-first', true],
    ['before', 'oldest-first', true],
    ['after', 'newest-first', false],
    ['ignored', 'oldest-first', false],
  ] as const)('paging ends when ts means “%s” and pages come %s', async (ts, order, reachesAll) => {
    const rehearsal = await rehearse();
    Object.assign(rehearsal.behaviour, { ts, order });
    const connection = eightByEight.connect(rehearsal.context);
    const seen = new Map<string, number>();
    let page = (await connection.readLatest!(history, nothing, never())).messages;
    for (let pages = 0; pages < 20; pages += 1) {
      const fresh = page.filter((message) => !seen.has(message.remoteId));
      if (fresh.length === 0) break;
      for (const message of fresh) seen.set(message.remoteId, message.order);
      page = (await connection.readBefore!(history, Math.min(...seen.values()), never())).messages;
    }
    const truth = rehearsal.messages(history);
    expect(truth.length).toBeGreaterThan(400);
    expect([...seen.keys()].sort()).toEqual((reachesAll ? truth : truth.slice(-100)).map((message) => message.id).sort());
    expect(rehearsal.requests.length).toBeLessThan(8);
  });

  test('a single object is a page of one', async () => {
    const stub = await answering(200, {
      id: '1',
      messageParsed: 'from the OpenAPI example',
      timestamp: 1594169304503487,
      authorUser: null,
    });
    const { messages } = await eightByEight.connect(contextFor(stub.url)).readLatest!('a', nothing, never());
    expect(messages).toMatchObject([{ text: 'from the OpenAPI example', authorName: 'Unknown sender' }]);
  });

  test.each([
    ['', 'without any content'],
    ['{"fault"', 'not the JSON it should be'],
    ['<html></html>', 'A web page came back'],
    ['{}', 'not a list of messages'],
    ['"text"', 'not a list of messages'],
  ])('200 with %j', async (body, words) => {
    const stub = await answering(200, body);
    const error = await errorFrom(eightByEight.connect(contextFor(stub.url)).readLatest!('a', nothing, never()));
    expect(error).toMatchObject({ code: 'protocol', delivered: 'no' });
    expect(error.message).toContain(words);
  });

  test.each(['eght_0f9e8d7c', 'eght_etk_0f9e8d7c', 'test_key_0f9e8d7c', '0f9e8d7c'])('a key may begin with anything (%j)', async (any) => {
    const stub = await answering(200, '[]');
    await eightByEight.connect(contextFor(stub.url, { key: any })).readLatest!('a', nothing, never());
    expect(stub.requests.map(({ headers }) => headers['x-api-key'])).toEqual([any]);
  });

  test.each(['', 'two words', 'line\nbreak', 'clé'])('a key that cannot be one (%j) never leaves', async (bad) => {
    const stub = await answering(200, '[]');
    const error = await errorFrom(eightByEight.connect(contextFor(stub.url, { key: bad })).readLatest!('a', nothing, never()));
    expect(error.code).toBe('auth');
    expect(stub.requests).toEqual([]);
  });
});
