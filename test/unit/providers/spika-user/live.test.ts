import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { answering, errorFrom, key, never, outgoing, quietLog, startStub } from '../support.ts';
import {
  alerts,
  connectMessaging,
  connectUser,
  contextAt,
  generations,
  listening,
  me,
  nightWatch,
  rehearseSpika,
  wireMessage,
} from '../spika/support.ts';

/** A stream a test writes to by hand. */
async function startStream() {
  let response: ServerResponse | undefined;
  const stub = await startStub((request, answer) => {
    if (request.url === '/api/sse') {
      response = answer;
      answer.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    } else answer.writeHead(404).end('{"status":"error","message":"Chat not found"}');
  });
  const write = (text: string | Uint8Array) => response!.write(text);
  return { stub, write, event: (value: unknown) => write(`data: ${JSON.stringify(value)}\n\n`), end: () => response!.end() };
}

/** A fetch that tells of every piece of an answer before it is read. */
const counting =
  (count: () => void): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const told = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        count();
        controller.enqueue(piece);
      },
    });
    return new Response(response.body!.pipeThrough(told), response);
  };

describe.each(generations)('live updates (%s)', (generation) => {
  test('messages, edits and deletions as they happen, from whoever it is', async () => {
    const { service, user, messaging } = await rehearseSpika({ generation });
    const { sink, heard, messages } = listening();
    const stop = new AbortController();
    const listening_ = connectUser(user).listen(sink, stop.signal);
    await expect.poll(() => heard).toEqual(['connected']);

    const id = service.post(nightWatch, 'Ines Duarte', 'The dome is open');
    service.editAs('Ines Duarte', id, 'The dome is closed');
    service.removeAs('Ines Duarte', id);
    await connectMessaging(messaging).send(alerts, outgoing('Wind 3 m/s'), never());
    service.seenElsewhere(nightWatch);
    service.deleteRoom('3');
    await expect
      .poll(() => heard)
      .toEqual([
        'connected',
        `${nightWatch}: The dome is open`,
        `${nightWatch}: The dome is closed`,
        `${nightWatch}: (deleted)`,
        `${alerts}: Wind 3 m/s`,
        `${nightWatch} seen`,
        'conversations changed',
      ]);
    expect(messages.map(({ authorName, mine }) => [authorName, mine])).toEqual([
      ['Ines Duarte', false],
      ['Ines Duarte', false],
      ['Ines Duarte', false],
      ['Weather mast', false],
    ]);
    // Spika tells all devices but the one a message came from.
    service.post(nightWatch, me, 'From my telephone');
    await expect.poll(() => messages.at(-1)).toMatchObject({ text: 'From my telephone', mine: true });

    const reason = new Error('account stopped');
    stop.abort(reason);
    await expect(listening_).rejects.toBe(reason);
    await expect.poll(() => service.openStreams()).toBe(0);
  });

  test('that somebody reacted to a message or has seen it, but not what Parley’s own reading makes', async () => {
    const { service, user } = await rehearseSpika({ generation });
    const connection = connectUser(user);
    const { sink, heard } = listening();
    const stop = new AbortController();
    const listening_ = connection.listen(sink, stop.signal);
    await expect.poll(() => heard).toEqual(['connected']);
    const id = service.post(nightWatch, 'Ines Duarte', 'The dome is open');
    await connection.markRead(nightWatch, never());
    service.reactAs(me, id, '🌟');
    service.unreactAs(me, id);
    service.seeAs('Olek Baran', id);
    const touched = `${generation === 'master' ? 'somewhere' : nightWatch} touched`;
    await expect.poll(() => heard).toEqual(['connected', `${nightWatch}: The dome is open`, touched, touched, touched]);
    stop.abort(new Error('done'));
    await expect(listening_).rejects.toThrow('done');
  });

  test('signs of life every five seconds keep it, in the form of this generation', async () => {
    const clock = createFakeClock();
    const { service, user } = await rehearseSpika({ generation, clock });
    const { sink } = listening();
    const stop = new AbortController();
    let pieces = 0;
    const call = connectUser({ ...user, fetch: counting(() => (pieces += 1)) }).listen(sink, stop.signal);
    for (let beats = 1; beats <= 12; beats += 1) {
      // Each beat has to travel before time goes on.
      await expect.poll(() => pieces, { interval: 5 }).toBe(beats);
      await clock.advance(5000);
    }
    expect(service.openStreams()).toBe(1);
    stop.abort(new Error('done'));
    await expect(call).rejects.toThrow('done');
  });

  test('breaks are told, and the next connection works', async () => {
    const { service, user } = await rehearseSpika({ generation });
    const { sink, heard } = listening();
    const call = errorFrom(connectUser(user).listen(sink, never()));
    await expect.poll(() => heard).toEqual(['connected']);
    service.breakStreams();
    expect(await call).toMatchObject({ code: 'unreachable', delivered: 'no' });
    const stop = new AbortController();
    const again = connectUser(user).listen(sink, stop.signal);
    await expect.poll(() => heard).toEqual(['connected', 'connected']);
    stop.abort(new Error('done'));
    await expect(again).rejects.toThrow('done');
  });
});

describe('the event stream', () => {
  test('carries the token in its header, never in the address', async () => {
    const { stub, end } = await startStream();
    const { sink, heard } = listening();
    const call = errorFrom(connectUser(contextAt(stub.url)).listen(sink, never()));
    await expect.poll(() => heard).toEqual(['connected']);
    end();
    expect((await call).message).toBe(`“${new URL(stub.url).host}” ended the live updates.`);
    expect(stub.requests).toMatchObject([{ method: 'GET', url: '/api/sse', headers: { accesstoken: key, accept: 'text/event-stream' } }]);
  });

  test('twenty seconds of silence end it', async () => {
    const clock = createFakeClock();
    const { stub, write } = await startStream();
    const { sink, heard } = listening();
    const call = errorFrom(connectUser({ ...contextAt(stub.url), clock }).listen(sink, never()));
    await expect.poll(() => heard).toEqual(['connected']);
    // Bytes that make no event are no sign of life.
    write('dat');
    await clock.advance(19_999);
    await clock.advance(1);
    expect(await call).toMatchObject({ code: 'unreachable', message: `“${new URL(stub.url).host}” has fallen silent.` });
  });

  test('what is unknown or garbage is ignored, and logged without its content', async () => {
    const { stub, event, write, end } = await startStream();
    const { sink, heard } = listening();
    const logged: string[] = [];
    const log = { ...quietLog, debug: (text: string, facts?: object) => logged.push(`${text} ${JSON.stringify(facts)}`) };
    const call = errorFrom(connectUser({ ...contextAt(stub.url), log }).listen(sink, never()));
    await expect.poll(() => heard).toEqual(['connected']);
    write(`data: ${key} is no JSON\n\ndata: \n\n: comment\n\ndata: [1]\n\n`);
    for (const type of ['PING', 'CALL_STARTED', 'USER_UPDATE', 'NEW_MESSAGE_RECORD']) event({ type, messageRecord: [key] });
    event({ type: 'DELETE_MESSAGE_RECORD', messageRecord: { type: 'reaction', roomId: key } });
    event({ type: 'NEW_MESSAGE', message: { id: key } });
    event({ type: 'SEEN_ROOM' });
    for (const type of ['NEW_ROOM', 'UPDATE_ROOM', 'DELETE_ROOM', 'REMOVED_FROM_ROOM']) event({ type });
    end();
    await call;
    expect(heard).toEqual(['connected', 'somewhere touched', ...Array<string>(4).fill('conversations changed')]);
    expect(logged).toHaveLength(4);
    expect(logged.join()).not.toContain(key);
  });

  test('characters cut between two pieces arrive whole', async () => {
    const { stub, write, end } = await startStream();
    const { sink, heard } = listening();
    const call = errorFrom(connectUser(contextAt(stub.url)).listen(sink, never()));
    await expect.poll(() => heard).toEqual(['connected']);
    const bytes = Buffer.from(
      `data: ${JSON.stringify({ type: 'NEW_MESSAGE', message: wireMessage({ body: { text: '大阪 🌙' } }) })}\r\n\r\n`,
    );
    const cut = bytes.indexOf(Buffer.from('🌙')) + 2;
    write(bytes.subarray(0, cut));
    await new Promise((resolve) => setTimeout(resolve, 20));
    write(bytes.subarray(cut));
    end();
    await call;
    expect(heard).toEqual(['connected', '12: 大阪 🌙']);
  });

  test.each([
    [401, 'Expired access token', 'auth'],
    [404, '<pre>Cannot GET /api/sse</pre>', 'protocol'],
    [502, '<html>', 'unreachable'],
    [429, '', 'rate-limited'],
    [200, '<html>Welcome</html>', 'protocol'],
    [200, '{"status":"success"}', 'protocol'],
    [204, '', 'protocol'],
  ])('an answer of %i %j in its place', async (status, body, code) => {
    const stub = await answering(status, body);
    const { sink, heard } = listening();
    expect(await errorFrom(connectUser(contextAt(stub.url)).listen(sink, never()))).toMatchObject({ code, delivered: 'no' });
    expect(heard).toEqual([]);
  });
});
