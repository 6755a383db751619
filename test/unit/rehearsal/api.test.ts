import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { clockWith, rehearse } from '../providers/support.ts';

async function start(options = {}) {
  const rehearsal = await rehearse(options);
  const { key, address } = rehearsal.context.values as { key: string; address: string };
  const url = `${address}/api/chat/v1/messages`;
  const call = async (path = '', init: RequestInit = {}) => {
    const response = await fetch(url + path, {
      ...init,
      headers: { 'x-api-key': key, 'content-type': 'application/json', ...init.headers },
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as never) };
  };
  const post = (body: unknown, headers = {}) =>
    call('', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  return { rehearsal, key, address, url, call, post };
}

describe('the rehearsal’s 8x8', () => {
  test('wants its key', async () => {
    const { url, call, key } = await start();
    expect((await fetch(url)).status).toBe(401);
    expect(await call('', { headers: { 'x-api-key': `${key}x` } })).toEqual({
      status: 401,
      body: { fault: { faultstring: 'Invalid access token', detail: { errorcode: 'oauth.v2.InvalidAccessToken' } } },
    });
    expect(await call()).toMatchObject({ status: 200 });
  });

  test('answers only under its own name, whatever the key', async () => {
    const { rehearsal, key, url } = await start();
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, { headers: { host: `evil.example:${new URL(url).port}`, 'x-api-key': key } }, (response) =>
        resolve(response.statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    expect((await fetch(url.replace('127.0.0.1', 'localhost'), { headers: { 'x-api-key': key } }).catch(() => null))?.status ?? 200).toBe(
      200,
    );
    expect(rehearsal.requests.length).toBeGreaterThan(0);
  });

  test('listens on this computer only, and each start has its own key', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/chat$/);
    expect(one.key).not.toBe(two.key);
  });

  test.each([
    ['?pageSize=0', 400],
    ['?pageSize=ten', 400],
    ['?ts=yesterday', 400],
    ['?room=Nobody', 404],
    ['/17', 404],
    ['/', 200],
  ])('GET %s: %i', async (path, status) => expect((await (await start()).call(path)).status).toBe(status));

  test.each([
    ['no JSON', 'hello', {}, 400],
    ['a list', [], {}, 400],
    ['no text', { room: 'Support' }, {}, 400],
    ['text of the wrong type', { messageRaw: 5 }, {}, 400],
    ['room of the wrong type', { messageRaw: 'a', room: 5 }, {}, 400],
    ['another content type', { messageRaw: 'a' }, { 'content-type': 'text/plain' }, 400],
    ['a private room', { messageRaw: 'a', room: 'Announcements' }, {}, 403],
    ['over a megabyte', { messageRaw: 'a'.repeat(1_100_000) }, {}, 413],
    ['all that is needed', { messageRaw: 'a' }, { 'content-type': 'application/json; charset=utf-8' }, 200],
  ])('POST %s', async (_, body, headers, status) => expect((await (await start()).post(body, headers)).status).toBe(status));

  test('other methods and other paths', async () => {
    const { call, address, key } = await start();
    expect((await call('', { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${address}/elsewhere`, { headers: { 'x-api-key': key } })).status).toBe(404);
  });

  test('pages: 30 unless asked, 100 at most, newest first, the sandbox when no room is named', async () => {
    const { call } = await start();
    const room = `room=${encodeURIComponent('Workshop floor')}`;
    const times = async (query: string) =>
      ((await call(`?${query}`)).body as unknown as { timestamp: number }[]).map((message) => message.timestamp);
    expect(await times(room)).toHaveLength(30);
    expect(await times(`${room}&pageSize=1000`)).toHaveLength(100);
    const page = await times(`${room}&pageSize=10`);
    expect(page).toEqual([...page].sort((a, b) => b - a));
    expect((await times(`${room}&pageSize=10&ts=${page[9]}`))[0]).toBe(page[9]);
    expect(await times('pageSize=10')).toEqual([1594169304503487, 1594169027435340, 1594169027435321]);
  });

  test('a send answers with the text alone and appears as the bot', async () => {
    const { rehearsal, post } = await start();
    expect(await post({ messageRaw: 'Hello\r\nyou' })).toEqual({ status: 200, body: { parsed: 'Hello\nyou' } });
    const stored = rehearsal.messages('CHAPI sandbox').at(-1)!;
    expect(stored).toMatchObject({ parsed: 'Hello\nyou', authorUser: { name: 'Chapi' } });
    expect(stored.id).toMatch(/^[\w-]{43}$/);
  });

  test('times are unique and grow, even when the clock stands still or is set back', async () => {
    let now = Date.now();
    const { rehearsal } = await start({ clock: clockWith({ now: () => now }) });
    rehearsal.post('Support', 'Mara Lindqvist', 'one');
    rehearsal.post('Support', 'Mara Lindqvist', 'two');
    now -= 86_400_000;
    rehearsal.post('Support', 'Someone new', 'three');
    const newest = rehearsal.messages('Support').slice(-3);
    expect(newest.map((message) => message.parsed)).toEqual(['one', 'two', 'three']);
    expect(newest[0]!.timestamp).toBeLessThan(newest[1]!.timestamp);
    expect(newest[1]!.timestamp).toBeLessThan(newest[2]!.timestamp);
  });

  test('five a second, spread: what comes at once is refused as Apigee does', async () => {
    let now = Date.now();
    const { rehearsal, call } = await start({ clock: clockWith({ now: () => now }) });
    const at = async (time: number) => {
      now += time;
      return (await call()).status;
    };
    expect([await at(0), await at(250), await at(250), await at(120), await at(0), await at(0)]).toEqual([200, 200, 200, 200, 429, 429]);
    expect(rehearsal.rateViolations()).toBe(2);
    expect(await at(400)).toBe(200);
    for (let index = 0; index < 10; index += 1) expect(await at(250 + (index % 2 === 0 ? -90 : 90))).toBe(200);
    expect(await at(-3_600_000)).toBe(200);
    now += 10;
    expect((await call()).body).toMatchObject({ fault: { detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' } } });
  });

  test('the record of requests has no key', async () => {
    const { rehearsal, call, key } = await start();
    await call('?pageSize=2');
    expect(rehearsal.requests).toMatchObject([{ method: 'GET', path: '/chat/api/chat/v1/messages', query: '?pageSize=2', status: 200 }]);
    expect(JSON.stringify(rehearsal.requests)).not.toContain(key);
  });
});
