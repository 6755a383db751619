import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../main/clock.ts';
import { Protocol, Unreachable } from '../../../main/providers/errors.ts';
import { Redirected } from '../../../main/providers/http.ts';
import { requestStream, type StreamRequest } from '../../../main/providers/http-stream.ts';
import { createFakeClock } from '../fake-clock.ts';
import { answering, errorFrom, key, never, startStub } from './support.ts';

const type = 'text/event-stream';
const request = (url: string, more: Partial<StreamRequest> = {}) =>
  requestStream({
    ...{ fetch, clock: systemClock, service: 'The service', url, headers: { accesstoken: key }, contentType: type, signal: never() },
    ...more,
  });

async function readAll(url: string, more: Partial<StreamRequest> = {}): Promise<string> {
  const { pieces } = await request(url, more);
  let text = '';
  for await (const piece of pieces!) text += new TextDecoder().decode(piece);
  return text;
}

describe('requestStream', () => {
  test('gives the pieces as they come, to the end', async () => {
    const stub = await startStub((_, response) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).write('one ');
      setImmediate(() => response.end('two'));
    });
    expect(await readAll(stub.url)).toBe('one two');
    expect(stub.requests[0]!.headers).toMatchObject({ accesstoken: key });
  });

  test('anything but a success is read to its end', async () => {
    const stub = await answering(401, 'Invalid access token');
    expect(await request(stub.url)).toMatchObject({ pieces: null, status: 401, refusal: { status: 401, text: 'Invalid access token' } });
  });

  test('a success of another kind is not the stream', async () => {
    const stub = await answering(200, '<html>Welcome</html>', { 'content-type': 'text/html' });
    const error = await errorFrom(request(stub.url));
    expect(error).toBeInstanceOf(Protocol);
    expect(error.message).toBe('The service answered with something else where its live updates should be.');
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await answering(200, '', { 'content-type': type });
    const stub = await answering(302, '', { location: elsewhere.url });
    expect(await errorFrom(request(stub.url))).toBeInstanceOf(Redirected);
    expect(elsewhere.requests).toEqual([]);
  });

  test('the time-out ends with the headers', async () => {
    const clock = createFakeClock();
    const silent = await startStub(() => {});
    const waiting = errorFrom(request(silent.url, { clock }));
    await expect.poll(() => silent.requests.length).toBe(1);
    await clock.advance(20_000);
    expect(await waiting).toMatchObject({ message: `“${new URL(silent.url).host}” did not answer within 20 seconds.`, delivered: 'no' });

    let end = () => {};
    const patient = await startStub((_, response) => {
      response.writeHead(200, { 'content-type': type }).write('early ');
      end = () => response.end('late');
    });
    const { pieces } = await request(patient.url, { clock });
    await clock.advance(3_600_000);
    end();
    let text = '';
    for await (const piece of pieces!) text += new TextDecoder().decode(piece);
    expect(text).toBe('early late');
  });

  test('a connection that breaks in the middle', async () => {
    const stub = await startStub((_, response) => {
      response.writeHead(200, { 'content-type': type }).write('half');
      setTimeout(() => response.socket!.resetAndDestroy(), 20);
    });
    const error = await errorFrom(readAll(stub.url));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain('was cut');
  });

  test('an abort is passed on as it is: before, while waiting, and while reading, also by a fetch that is deaf to it', async () => {
    const reason = new Error('account stopped');
    const aborted = AbortSignal.abort(reason);
    await expect(request('http://127.0.0.1:1', { signal: aborted })).rejects.toBe(reason);

    const controller = new AbortController();
    const deaf = () => new Promise<Response>(() => controller.abort(reason));
    await expect(request('https://a.example', { fetch: deaf, signal: controller.signal })).rejects.toBe(reason);

    const reading = new AbortController();
    const endless = new ReadableStream({ pull: () => reading.abort(reason) }, { highWaterMark: 0 });
    const open = () => Promise.resolve(new Response(endless, { headers: { 'content-type': type } }));
    await expect(readAll('https://a.example', { fetch: open, signal: reading.signal })).rejects.toBe(reason);
  });

  test('an answer without a body ends at once', async () => {
    const bodiless = () => Promise.resolve(new Response(null, { headers: { 'content-type': type } }));
    expect(await readAll('https://a.example', { fetch: bodiless })).toBe('');
  });
});
