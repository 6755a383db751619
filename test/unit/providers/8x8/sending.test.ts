import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../../main/providers/8x8/index.ts';
import { answering, contextFor, errorFrom, key, never, nothing, outgoing, rehearse, startStub } from '../support.ts';

const path = '/chat/api/chat/v1/messages';
const send = (url: string, text = 'Hello') => eightByEight.connect(contextFor(`${url}/chat`)).send!('Lamp launch', outgoing(text), never());

/** Answers one spelling of the path with `first` and the other with a success. */
function picky(first: RequestListener): RequestListener {
  return (request, response) => (request.url === path ? first(request, response) : response.end('{"parsed":"Hello"}'));
}

describe('sending', () => {
  test('posts text and room as JSON to the path without a slash', async () => {
    const stub = await answering(200, { parsed: 'Hello' });
    expect(await send(stub.url, ' Hello\r\n"you" 🐕 ')).toEqual({ renderedText: 'Hello', message: null });
    expect(stub.requests).toHaveLength(1);
    const { method, url, headers, body } = stub.requests[0]!;
    expect(`${method} ${url}`).toBe(`POST ${path}`);
    expect(headers).toMatchObject({ 'x-api-key': key, 'content-type': 'application/json', accept: 'application/json' });
    expect(JSON.parse(body)).toEqual({ messageRaw: ' Hello\r\n"you" 🐕 ', room: 'Lamp launch' });
  });

  test.each([
    [200, '{"parsed":"<b>Hello</b>"}', '<b>Hello</b>'],
    [200, '{"messageParsed":"Hello"}', 'Hello'],
    [201, '', null],
    [200, '', null],
    [204, '', null],
    [202, '{"queued":true}', null],
    [200, '{"parsed":17}', null],
    [200, '{"parsed":"Hel', null],
    [200, 'OK', null],
  ])('%i with %j means sent', async (status, body, renderedText) => {
    const stub = await answering(status, body);
    expect(await send(stub.url)).toEqual({ renderedText, message: null });
    expect(stub.requests).toHaveLength(1);
  });

  test('a web page with 200 proves nothing', async () => {
    const stub = await answering(200, '\n<!doctype html><title>Sign in</title>');
    expect(await errorFrom(send(stub.url))).toMatchObject({ code: 'protocol', delivered: 'maybe' });
  });

  test('an empty message is refused before it leaves', async () => {
    const stub = await answering(200, '{}');
    expect(await errorFrom(send(stub.url, ' \n '))).toMatchObject({ reason: 'invalid', delivered: 'no' });
    expect(stub.requests).toEqual([]);
  });

  test.each([404, 405, 301, 302, 307, 308])('%i is tried once with the slash, and what worked is kept', async (status) => {
    const stub = await startStub(picky((_, response) => response.writeHead(status, { location: `${path}/` }).end()));
    const connection = eightByEight.connect(contextFor(`${stub.url}/chat`));
    expect(await connection.send!('Lamp launch', outgoing('Hello'), never())).toEqual({ renderedText: 'Hello', message: null });
    await connection.send!('Lamp launch', outgoing('Hello'), never());
    expect(stub.requests.map(({ url }) => url)).toEqual([path, `${path}/`, `${path}/`]);
  });

  test.each([
    ['a success with an unknown body', 200, 'fine', null],
    ['303, which says it is done', 303, '', 'maybe'],
    ['404 that repeats the message', 404, '{"parsed":"Hello"}', 'maybe'],
    ['500', 500, '', 'maybe'],
    ['403', 403, '', 'no'],
    ['429', 429, '', 'no'],
  ])('no second try after %s', async (_, status, body, delivered) => {
    const stub = await startStub(picky((__, response) => response.writeHead(status, { location: `${path}/` }).end(body)));
    if (delivered === null) await send(stub.url);
    else expect((await errorFrom(send(stub.url))).delivered).toBe(delivered);
    expect(stub.requests).toHaveLength(1);
  });

  test('both spellings refused: two calls, and the first answer counts', async () => {
    const stub = await startStub((request, response) => response.writeHead(request.url === path ? 404 : 405).end());
    expect(await errorFrom(send(stub.url))).toMatchObject({ code: 'rejected', reason: 'not-found', delivered: 'no' });
    expect(stub.requests).toHaveLength(2);
  });

  test('stopped between the two tries', async () => {
    const controller = new AbortController();
    const reason = new Error('account stopped');
    const stub = await startStub((_, response) => {
      response.writeHead(404).end();
      response.once('close', () => controller.abort(reason));
    });
    const call = eightByEight.connect(contextFor(`${stub.url}/chat`)).send!('a', outgoing('Hello'), controller.signal);
    await expect(call).rejects.toBe(reason);
    expect(stub.requests).toHaveLength(1);
  });

  test('100,000 characters arrive whole', async () => {
    const rehearsal = await rehearse();
    const text = '漢字 and words. '.repeat(7000);
    const receipt = await eightByEight.connect(rehearsal.context).send!('Support', outgoing(text), never());
    expect(receipt.renderedText).toBe(text);
    expect(rehearsal.messages('Support').at(-1)!.parsed).toBe(text);
  });

  test('a room nobody has heard of comes into being', async () => {
    const rehearsal = await rehearse();
    const connection = eightByEight.connect(rehearsal.context);
    expect(await errorFrom(connection.readLatest!('Brand new', nothing, never()))).toMatchObject({
      reason: 'not-found',
      message: '8x8 knows no room named “Brand new”, or this key may not see it.',
    });
    await connection.send!('Brand new', outgoing('First!'), never());
    expect((await connection.readLatest!('Brand new', nothing, never())).messages).toMatchObject([{ text: 'First!', authorName: 'Chapi' }]);
  });

  test('a private room is read but not written to', async () => {
    const rehearsal = await rehearse();
    const connection = eightByEight.connect(rehearsal.context);
    expect((await connection.readLatest!('Announcements', nothing, never())).messages.length).toBeGreaterThan(2);
    expect(await errorFrom(connection.send!('Announcements', outgoing('Hello'), never()))).toMatchObject({
      reason: 'forbidden',
      delivered: 'no',
      message: 'This room is private: 8x8 lets the key read it but not send to it.',
    });
  });
});
