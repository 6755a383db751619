import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { generations, rehearseSpika } from '../providers/spika/support.ts';

async function start(options: Parameters<typeof rehearseSpika>[0] = {}) {
  const { service, user, messaging } = await rehearseSpika(options);
  const address = user.values['address']!;
  const call = async (method: string, path: string, token: string | null, body?: unknown) => {
    const response = await fetch(address + path, {
      method,
      headers: { ...(token === null ? {} : { accesstoken: token }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  return { service, call, key: messaging.values['key']!, token: user.tokens.get('access')! };
}

const send = { roomId: 2, type: 'text', body: { text: 'Hello' } };

describe('the rehearsal’s Spika', () => {
  test.each([
    [{ ...send, roomId: '2' }, 400, 'body.roomId must be a `number` type'],
    [{ ...send, roomId: 0 }, 400, 'greater than or equal to 1'],
    [{ type: 'text', body: {} }, 400, 'body.roomId is a required field'],
    [{ ...send, type: 5 }, 400, 'body.type must be a `string` type'],
    [{ ...send, localId: 5 }, 400, 'body.localId must be a `string` type'],
    [{ ...send, localId: null }, 400, 'body.localId must be a `string` type'],
    [{ ...send, replyId: null }, 400, 'body.replyId must be a `number` type'],
    [{ ...send, replyId: 9999 }, 400, 'there is no message with replyId'],
    [{ ...send, body: { text: '' } }, 400, 'Text is missing'],
    [{ ...send, type: 'poem' }, 400, 'Invalid type'],
    [{ ...send, type: 'image' }, 400, 'FileID is missing'],
    [{ ...send, type: 'image', body: { fileId: 3 } }, 400, 'Invalid fileId'],
    [{ ...send, roomId: 1 }, 400, 'Room user not found'],
    [{ ...send, roomId: 99 }, 400, 'Room not found'],
    [{ ...send, roomId: 2.9 }, 200, '"roomId":2'],
    ['{"roomId":', 500, 'Server Error'],
  ])('POST /api/messaging/messages %j: %i', async (body, status, words) => {
    const { call, key } = await start();
    const answer = await call('POST', '/api/messaging/messages', key, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });

  test('the key, in plain text', async () => {
    const { call, token } = await start();
    expect(await call('POST', '/api/messaging/messages', null, send)).toEqual({ status: 401, text: 'No access token' });
    // Keys and tokens are not the same.
    expect(await call('POST', '/api/messaging/messages', token, send)).toEqual({ status: 401, text: 'Invalid access token' });
    expect(await call('POST', '/api/messaging/messages', null, '{')).toMatchObject({ status: 500 });
  });

  test('test routes, and those that are not there', async () => {
    const { call, key } = await start();
    expect(await call('GET', '/api/messaging/test', null)).toEqual({ status: 200, text: '{"status":"success","data":"test"}' });
    expect(await call('GET', '/api/messaging/test/error', null)).toMatchObject({ status: 400 });
    expect((await call('GET', '/api/messaging/test/auth', key)).text).toContain('Weather mast');
    for (const path of ['/api/messaging/messages', '/api/elsewhere', '/']) {
      expect(await call('GET', path, key)).toMatchObject({ status: 404, text: expect.stringContaining(`Cannot GET ${path}`) });
    }
  });

  test.each(generations)('%s differs from the other generation where the source does', async (generation) => {
    const { call, token, service, key } = await start({ generation });
    const isNewer = generation === 'work/main';
    const bodyAsText = { ...send, body: '{"text":"Hello"}' };
    expect((await call('POST', '/api/messaging/messages', key, bodyAsText)).status).toBe(isNewer ? 400 : 200);
    expect((await call('GET', '/api/messenger/rooms/99', token)).text).toContain(isNewer ? 'Chat not found' : 'Room not found');
    expect((await call('GET', '/api/messenger/rooms?page=1', token)).text.includes('unreadCount')).toBe(isNewer);
    expect((await call('GET', '/api/messenger/messages/sync/0', token)).text.includes('hasNext')).toBe(isNewer);
    expect((await call('GET', '/api/messenger/messages/sync/modified/0', token)).status).toBe(isNewer ? 200 : 404);
    expect((await call('GET', '/api/messenger/messages/sync/soon', token)).text).toContain('lastUpdate must be number');
    expect(service.code()).toBe(isNewer ? '000000' : 'eureka');
    expect((await call('POST', '/api/messenger/auth/refresh', token)).status).toBe(isNewer ? 404 : 200);
  });

  test('rooms one is not in cannot be read or marked', async () => {
    const { call, token } = await start();
    expect((await call('GET', '/api/messenger/messages/roomId/99', token)).status).toBe(404);
    expect((await call('POST', '/api/messenger/messages/99/seen', token)).status).toBe(400);
  });

  test('life: people write, correct themselves, react, think better of it, and the same seed lives the same life', async () => {
    const lives = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const clock = createFakeClock();
        const { service } = await start({ clock, lively: true, seed });
        const before = service.rooms().flatMap((room) => service.messages(room.id)).length;
        for (let minutes = 0; minutes < 60; minutes += 1) await clock.advance(60_000);
        const messages = service.rooms().flatMap((room) => service.messages(room.id));
        return {
          said: messages.length - before,
          edited: messages.filter((message) => message.modifiedAt > message.createdAt && !message.deleted).length,
          deleted: messages.filter((message) => message.deleted).length,
          reactions: messages.flatMap((message) => message.reactions).length,
          whole: JSON.stringify(messages.map(({ body, createdAt }) => [body, createdAt])),
        };
      }),
    );
    expect(lives[0]!.said).toBeGreaterThan(80);
    for (const count of [lives[0]!.edited, lives[0]!.deleted, lives[0]!.reactions]) expect(count).toBeGreaterThan(0);
    expect(lives[0]).toEqual(lives[1]);
    expect(lives[0]!.whole).not.toBe(lives[2]!.whole);
  });

  test('somebody answers what the user writes', async () => {
    const clock = createFakeClock();
    const { service, call, token } = await start({ clock, lively: true });
    await call('POST', '/api/messenger/messages', token, { ...send, roomId: 5 });
    await clock.advance(10_000);
    expect(service.truth('5').at(-1)).toEqual({ author: '田中 美咲', text: 'わかりました。楽しみにしています 🌌' });
  });

  test('rooms in several scripts, private ones, a long text, and nothing said in the future', async () => {
    const { service } = await start();
    const all = service.rooms().flatMap((room) => service.messages(room.id));
    for (const pattern of [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /\p{Emoji_Presentation}/u, /https:\/\//, /.{600}/s]) {
      expect(all.some((message) => pattern.test(String(message.body['text'])))).toBe(true);
    }
    expect(all.every((message) => message.createdAt < Date.now())).toBe(true);
    expect(service.rooms().filter((room) => room.name === '')).toHaveLength(3);
    expect(service.accounts.map((account) => account.kind)).toEqual(['spika-user', 'spika-messaging']);
  });

  test('stopping ends open streams and leaves no timer', async () => {
    const clock = createFakeClock();
    let timers = 0;
    const counting = {
      ...clock,
      after(milliseconds: number, job: () => void) {
        timers += 1;
        let open = true;
        const close = () => void (open && ((open = false), (timers -= 1)));
        const cancel = clock.after(milliseconds, () => (close(), job()));
        return () => (close(), cancel());
      },
    };
    const { service, token } = await start({ clock: counting, lively: true });
    const { address } = service.accounts[0]!.values;
    const response = await fetch(`${address}/api/sse`, { headers: { accesstoken: token } });
    for (let minutes = 0; minutes < 10; minutes += 1) await clock.advance(60_000);
    expect([service.openStreams(), timers > 0]).toEqual([1, true]);
    await service.stop();
    await expect(response.text()).rejects.toThrow();
    expect([service.openStreams(), timers]).toEqual([0, 0]);
  });
});
