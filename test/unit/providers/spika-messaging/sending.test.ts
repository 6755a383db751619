import { describe, expect, test } from 'vitest';
import { answering, errorFrom, key, never, outgoing } from '../support.ts';
import { alerts, connectMessaging, contextAt, generations, nightWatch, rehearseSpika, wireMessage } from '../spika/support.ts';

describe('sending with a messaging key', () => {
  test('number, type, object and string as the strict server wants them, the key in its header', async () => {
    const stub = await answering(200, { status: 'success', data: { message: wireMessage({ localId: 'client-1' }) } });
    await connectMessaging(contextAt(stub.url)).send('12', outgoing('Hello'), never());
    await connectMessaging(contextAt(stub.url)).send('12', outgoing('Hello', { replyTo: '5' }), never());
    const [first, second] = stub.requests;
    expect(`${first!.method} ${first!.url}`).toBe('POST /api/messaging/messages');
    expect(first!.headers).toMatchObject({ accesstoken: key, 'content-type': 'application/json' });
    expect(JSON.parse(first!.body)).toEqual({ roomId: 12, type: 'text', body: { text: 'Hello' }, localId: 'client-1' });
    expect(JSON.parse(second!.body)).toMatchObject({ replyId: 5 });
  });

  test.each(['client-1', 5, null])('the receipt is the message, ours (localId %j)', async (localId) => {
    const stub = await answering(200, { status: 'success', data: { message: wireMessage({ localId }) } });
    expect(await connectMessaging(contextAt(stub.url)).send('12', outgoing('Hello'), never())).toMatchObject({
      renderedText: 'Hello',
      message: {
        remoteId: '5',
        order: 5,
        text: 'Hello',
        mine: true,
        seenBy: null,
        sentAt: 1667553066416,
        clientId: localId === null ? null : String(localId),
      },
    });
  });

  test.each(generations)('%s takes a message, a long one, and a reply to our own', async (generation) => {
    const { service, messaging } = await rehearseSpika({ generation });
    const connection = connectMessaging(messaging);
    const long = '漢字 and words 🌙. '.repeat(2000);
    const first = await connection.send(alerts, outgoing(long, { clientId: 'a' }), never());
    const second = await connection.send(alerts, outgoing('Again', { clientId: 'b', replyTo: first.message!.remoteId }), never());
    expect(second.message).toMatchObject({ clientId: 'b', replyTo: { remoteId: first.message!.remoteId, text: long } });
    expect(service.truth(alerts).slice(-2)).toEqual([
      { author: 'Weather mast', text: long },
      { author: 'Weather mast', text: 'Again' },
    ]);
    expect(service.messages(alerts).at(-2)!.localId).toBe('a');
  });

  test('over 100 kB: too large for a server of the older generation', async () => {
    const { service, messaging } = await rehearseSpika({ generation: 'master' });
    const send = () => connectMessaging(messaging).send(alerts, outgoing('x'.repeat(110_000)), never());
    expect(await errorFrom(send())).toMatchObject({ code: 'rejected', reason: 'too-large', delivered: 'no' });
    service.generation = 'work/main';
    expect((await send()).message).toMatchObject({ mine: true });
  });

  test.each(generations)('%s refuses rooms the key’s sender is not in, that are gone, or never were', async (generation) => {
    const { service, messaging } = await rehearseSpika({ generation });
    const send = (room: string, replyTo: string | null = null) =>
      errorFrom(connectMessaging(messaging).send(room, outgoing('Hi', { replyTo }), never()));
    expect(await send(nightWatch)).toMatchObject({ reason: 'not-found', delivered: 'no' });
    expect(await send('999')).toMatchObject({ reason: 'not-found' });
    expect(await send(alerts, '99999')).toMatchObject({ reason: 'invalid' });
    service.deleteRoom(alerts);
    expect(await send(alerts)).toMatchObject({
      reason: 'forbidden',
      message: 'This room was deleted in Spika: nothing can be sent to it.',
    });
  });

  test('an empty message is refused before it leaves', async () => {
    const stub = await answering(200, {});
    expect(await errorFrom(connectMessaging(contextAt(stub.url)).send('12', outgoing(' \n'), never()))).toMatchObject({
      reason: 'invalid',
    });
    expect(stub.requests).toEqual([]);
  });

  test.each(['', 'two words', 'clé'])('a key that cannot be one (%j) never leaves', async (bad) => {
    const stub = await answering(200, {});
    const connection = connectMessaging(contextAt(stub.url, { key: bad }));
    expect((await errorFrom(connection.send('12', outgoing('Hi'), never()))).code).toBe('auth');
    expect((await errorFrom(connection.verify(never()))).code).toBe('auth');
    expect(stub.requests).toEqual([]);
  });
});

describe('checking a messaging key', () => {
  test('GET /test/auth proves it without posting, and names the sender', async () => {
    const { service, messaging } = await rehearseSpika();
    expect(await connectMessaging(messaging).verify(never())).toBe('Spika accepts the key: people see its messages as “Weather mast”.');
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/messaging/test/auth']);
    const wrong = { ...messaging, values: { ...messaging.values, key } };
    expect((await errorFrom(connectMessaging(wrong).verify(never()))).message).toContain('“Invalid access token”');
  });

  test('nothing else of the sender’s row is shown', async () => {
    const stub = await answering(200, { status: 'success', data: { displayName: `I am ${key}`, verificationCode: '123456' } });
    expect(await connectMessaging(contextAt(stub.url)).verify(never())).toBe('Spika accepts the key.');
  });

  test('GET /test is reached without showing the key', async () => {
    const stub = await answering(200, { status: 'success', data: 'test' });
    await connectMessaging(contextAt(stub.url)).reach(never());
    expect(stub.requests).toMatchObject([{ method: 'GET', url: '/api/messaging/test' }]);
    expect(JSON.stringify(stub.requests)).not.toContain(key);
    const other = await answering(404, '<pre>Cannot GET</pre>');
    expect((await errorFrom(connectMessaging(contextAt(other.url)).reach(never()))).message).toContain('There is no Spika');
  });
});
