import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../main/clock.ts';
import { Protocol, Unreachable } from '../../../main/providers/errors.ts';
import { parseJson, Redirected, requestText, retryAfter, type TextRequest } from '../../../main/providers/http.ts';
import { answering, errorFrom, key, never, startStub } from './support.ts';

const request = (url: string, more: Partial<TextRequest> = {}) =>
  requestText({
    fetch,
    clock: systemClock,
    service: 'The service',
    url,
    method: 'GET',
    headers: { 'x-api-key': key },
    signal: never(),
    ...more,
  });

describe('requestText', () => {
  test('gives status, headers and text, whatever the status', async () => {
    const stub = await answering(418, 'grüße', { 'x-extra': 'yes' });
    const answer = await request(stub.url, { method: 'POST', body: 'hello' });
    expect(answer).toMatchObject({ status: 418, text: 'grüße' });
    expect(answer.headers.get('x-extra')).toBe('yes');
    expect(stub.requests[0]).toMatchObject({ method: 'POST', body: 'hello', headers: { 'x-api-key': key } });
  });

  test('stops at the size limit, counted after decompression', async () => {
    const stub = await answering(200, 'x'.repeat(10_000_000));
    const error = await errorFrom(request(stub.url));
    expect(error).toBeInstanceOf(Protocol);
    expect(error).toMatchObject({ message: 'The service answered with more than 5 MB, which Parley does not read.', delivered: 'no' });
    expect(await errorFrom(request(stub.url, { method: 'POST' }))).toMatchObject({ delivered: 'maybe' });
  });

  test('the time-out covers waiting for headers and waiting for the rest of the body', async () => {
    const silent = await startStub(() => {});
    const dripping = await startStub((_, response) => void response.writeHead(200).write('['));
    for (const { url } of [silent, dripping]) {
      const error = await errorFrom(request(url, { timeout: 150 }));
      expect(error).toBeInstanceOf(Unreachable);
      expect(error).toMatchObject({ message: `“${new URL(url).host}” did not answer within a second.`, delivered: 'no' });
      expect(await errorFrom(request(url, { timeout: 150, method: 'POST' }))).toMatchObject({ delivered: 'maybe' });
    }
  });

  test('a fetch that ignores its signal does not hold the caller', async () => {
    const deaf = () => new Promise<Response>(() => {});
    expect(await errorFrom(request('https://example.com', { fetch: deaf, timeout: 20 }))).toBeInstanceOf(Unreachable);
  });

  test('an abort is passed on as it is, before and during the call', async () => {
    const stub = await startStub(() => {});
    const reason = new Error('account stopped');
    await expect(request(stub.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const call = request(stub.url, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(call).rejects.toBe(reason);
    expect(stub.requests).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('a %i to another host is refused and the key stays here', async (status) => {
    const elsewhere = await answering(200, '[]');
    const stub = await answering(status, '', { location: `${elsewhere.url}/collect?of=${key}` });
    const error = await errorFrom(request(stub.url, { method: 'POST', body: '{}' }));
    expect(error).toBeInstanceOf(Redirected);
    expect(error.message).toContain(`(“${new URL(elsewhere.url).host}”)`);
    expect(error.message).toContain('Check the server address.');
    expect(error.delivered).toBe(status === 303 ? 'maybe' : 'no');
    expect(elsewhere.requests).toEqual([]);
  });

  test.each([
    ['a header', {}],
    ['a header, after a word', { headers: { authorization: `Bearer ${key}` } }],
    ['a form', { method: 'POST' as const, headers: {}, body: `type=login&pass=${key}` }],
    ['JSON', { method: 'POST' as const, headers: {}, body: JSON.stringify({ code: key }) }],
  ])('a redirect to a host named like a key in %s does not put it in the sentence', async (_place, more) => {
    const stub = await answering(302, '', { location: `https://${key}.example/` });
    expect((await errorFrom(request(stub.url, more))).message).not.toContain('example');
  });

  test('the way Electron reports a redirect it was told not to follow', async () => {
    const refusing = () => Promise.reject(new Error('Redirect was cancelled'));
    expect(await errorFrom(request('https://a.example', { fetch: refusing }))).toBeInstanceOf(Redirected);
    const opaque = () => Promise.resolve(Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }));
    expect(await errorFrom(request('https://a.example', { fetch: opaque }))).toBeInstanceOf(Redirected);
  });
});

describe('real failures of a connection', () => {
  test('nothing listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await errorFrom(request(`http://127.0.0.1:${port}`, { method: 'POST' }));
    expect(error.message).toBe(`“127.0.0.1:${port}” refused the connection: nothing answers at that address and port.`);
    expect(error.delivered).toBe('no');
  });

  test('no such name', async () => {
    const error = await errorFrom(request('http://no-such-host.invalid', { method: 'POST' }));
    expect(error.message).toContain('The server “no-such-host.invalid” could not be found.');
    expect(error.delivered).toBe('no');
  });

  test('a server that speaks no TLS where https was asked for', async () => {
    const stub = await answering(200, '[]');
    const error = await errorFrom(request(stub.url.replace('http:', 'https:'), { method: 'POST' }));
    expect(error.message).toContain('No secure connection');
    expect(error.delivered).toBe('no');
  });

  test.each([
    ['at once', ''],
    ['in the middle of the headers', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{"id"'],
  ])('a connection that is reset %s', async (_, words) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write(words, () => setTimeout(() => socket.resetAndDestroy(), 20)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await errorFrom(request(url, { method: 'POST', body: '{}' }));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toBe(`The connection to “${new URL(url).host}” was cut before its answer was complete.`);
    expect(error.delivered).toBe('cut');
    expect(await errorFrom(request(url))).toMatchObject({ delivered: 'no' });
  });
});

describe('helpers', () => {
  test('parseJson gives the value or null', () => {
    expect(parseJson('[1]')).toEqual([1]);
    expect(parseJson('[1')).toBeNull();
    expect(parseJson('')).toBeNull();
  });

  test.each([
    ['7', 7000],
    ['0.5', 500],
    ['Thu, 01 Jan 1970 00:01:40 GMT', 90_000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
    ['soon', null],
    ['', null],
    ['9'.repeat(400), 86_400_000],
  ])('Retry-After: %s', (value, expected) => {
    expect(retryAfter(new Headers({ 'retry-after': value }), 10_000)).toBe(expected);
  });

  test('no Retry-After at all', () => expect(retryAfter(new Headers(), 0)).toBeNull());
});
