import { describe, expect, onTestFinished, test } from 'vitest';
import { startConnectNow } from '../../../main/rehearsal/connectnow/index.ts';
import type { RehearsalOptions } from '../../../main/rehearsal/service.ts';
import { createFakeClock } from '../fake-clock.ts';

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function start(options: RehearsalOptions = {}) {
  const service = await startConnectNow(options);
  onTestFinished(() => service.stop());
  const { values, tokens = {} } = service.accounts[0]!;
  const api = values['token']!;
  const chatUser = Object.values(tokens).at(-1)!;

  async function call(method: string, path: string, token: string | null = api, body?: unknown, headers = {}): Promise<Answer> {
    const response = await fetch(values['address'] + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /^[[{]/.test(text);
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }
  return { service, api, chatUser, call, address: values['address']! };
}

describe('who is let in', () => {
  test('without asking for JSON, everybody is sent to the login page', async () => {
    const { call, api } = await start();
    const { status, headers } = await call('GET', '/api/user', api, undefined, { accept: '*/*' });
    expect([status, headers.get('location')]).toEqual([302, '/login']);
  });

  test.each([
    ['GET', '/api/user', 200, 401],
    ['GET', '/api/chat-user', 401, 200],
    ['GET', '/api/companies', 200, 401],
    ['GET', '/api/chats', 200, 401],
    ['GET', '/api/chats/1', 200, 200],
    ['GET', '/api/chats/2', 200, 403],
    ['GET', '/api/chats/1/messages', 200, 200],
    ['GET', '/api/chats/2/messages', 200, 403],
    ['GET', '/api/chats/1/users', 200, 200],
    ['POST', '/api/chats/1/messages', 401, 422],
    ['POST', '/api/companies', 422, 401],
    ['POST', '/chats/1/share', 200, 200],
    ['POST', '/chats/2/share', 200, 403],
  ])('%s %s: %i with the API token, %i with the one of chat 1, 401 with neither', async (method, path, withApi, withChatUser) => {
    const { call, api, chatUser } = await start();
    expect((await call(method, path, api)).status).toBe(withApi);
    expect((await call(method, path, chatUser)).status).toBe(withChatUser);
    expect((await call(method, path, 'nonsense')).status).toBe(401);
    expect(await call(method, path, null)).toMatchObject({ status: 401, body: { message: 'Unauthenticated.' } });
  });

  test('a token in the address or the body is no token', async () => {
    const { call, api } = await start();
    expect((await call('GET', `/api/user?api_token=${encodeURIComponent(api)}`, null)).status).toBe(401);
    expect((await call('GET', `/api/user?chat_user_token=${encodeURIComponent(api)}`)).status).toBe(401);
    expect((await call('POST', '/api/companies', api, { name: 'x', api_token: api })).status).toBe(401);
  });

  test('no such route, no such thing, no such method', async () => {
    const { call } = await start();
    expect(await call('GET', '/api/planets')).toMatchObject({
      status: 404,
      body: { message: 'The route api/planets could not be found.' },
    });
    expect(await call('GET', '/api/chats/99/messages')).toMatchObject({
      status: 404,
      body: { message: 'No query results for model [App\\Models\\Chat] 99' },
    });
    const { status, headers } = await call('DELETE', '/api/chats');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('each start has its own tokens, and they can be revoked', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.api).not.toBe(two.api);
    expect(one.chatUser).not.toBe(two.chatUser);
    one.service.revoke('api');
    expect((await one.call('GET', '/api/user')).status).toBe(401);
    expect((await one.call('GET', '/api/chat-user', one.chatUser)).status).toBe(200);
    one.service.revoke('chat-user');
    expect((await one.call('GET', '/api/chat-user', one.chatUser)).status).toBe(401);
  });

  test('whoever is taken out of a chat has no token any more', async () => {
    const { call, chatUser } = await start();
    const { body } = await call('GET', '/api/chat-user', chatUser);
    expect((await call('DELETE', `/api/chats/1/users/${String(body['id'])}`)).status).toBe(204);
    expect((await call('GET', '/api/chats/1/messages', chatUser)).status).toBe(401);
  });
});

describe('lists', () => {
  test('the simple paginator: 15 unless asked, neither total nor last page', async () => {
    const { call, address } = await start();
    const { body } = await call('GET', '/api/chats/5/messages');
    expect(body).toMatchObject({
      current_page: 1,
      from: 1,
      to: 15,
      per_page: 15,
      path: `${address}/api/chats/5/messages`,
      next_page_url: `${address}/api/chats/5/messages?page=2`,
      prev_page_url: null,
    });
    expect(Object.keys(body)).not.toContain('total');
    const last = (await call('GET', '/api/chats/5/messages?per_page=249&page=3')).body;
    expect(last).toMatchObject({ from: 499, to: 680, next_page_url: null });
    expect((await call('GET', '/api/chats/5/messages?page=99')).body).toMatchObject({
      data: [],
      from: null,
      to: null,
      next_page_url: null,
    });
  });

  test.each(['per_page=250', 'per_page=0', 'page=0', 'page=x'])('%s is refused', async (query) => {
    const { call } = await start();
    expect((await call('GET', `/api/chats?${query}`)).status).toBe(422);
  });

  test('bare, wrapped, with links to another host', async () => {
    const { service, call } = await start();
    service.behaviour.lists = 'array';
    expect((await call('GET', '/api/chats')).body).toHaveLength(7);
    Object.assign(service.behaviour, { lists: 'wrapped', linkHost: 'http://127.0.0.1:8000' });
    expect((await call('GET', '/api/chats?per_page=2')).body).toMatchObject({
      data: [{ id: 1 }, { id: 2 }],
      links: { next: 'http://127.0.0.1:8000/api/chats?page=2' },
      meta: { per_page: 2 },
    });
  });

  test('messages come oldest first, or newest first; times to the second, or finer', async () => {
    const { service, call } = await start();
    const read = async () => (await call('GET', '/api/chats/1/messages')).body['data'] as { id: number; created_at: string }[];
    const ids = (await read()).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await read())[0]!.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/);
    Object.assign(service.behaviour, { order: 'newest-first', precision: 'microseconds' });
    expect((await read()).map(({ id }) => id)).toEqual([...ids].reverse());
    const times = (await read()).map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(times.some((time) => !time.endsWith('000000Z'))).toBe(true);
  });
});

describe('what is wrong with the input', () => {
  test.each([
    ['POST', '/api/companies', {}, { name: ['The name field is required.'] }],
    ['POST', '/api/companies', 'hello', { name: ['The name field is required.'] }],
    ['POST', '/api/companies', { name: 7 }, { name: ['The name must be a string.'] }],
    ['POST', '/api/chats', { name: 'x', company_id: '2' }, { company_id: ['The company id must be an integer.'] }],
    ['POST', '/api/chats', { name: 'x', company_id: 99 }, { company_id: ['The selected company id is invalid.'] }],
    [
      'POST',
      '/chats/1/users/get-token',
      { email: 'a@b.example', 'auth-code': '123456' },
      { 'auth-code': ['The auth code must be an integer.'] },
    ],
    [
      'POST',
      '/chats/1/users/get-token',
      { email: 'a@b.example', 'auth-code': 1 },
      { 'auth-code': ['The auth code is invalid or has expired.'] },
    ],
  ])('%s %s %j', async (method, path, body, errors) => {
    const { call } = await start();
    expect(await call(method, path, undefined, body)).toMatchObject({ status: 422, body: { errors } });
  });

  test('several at once are counted in the message', async () => {
    const { call, api } = await start();
    const { body } = await call('POST', '/api/chats/1/users', api, { email: 'nowhere' });
    expect(body['message']).toBe('The name field is required. (and 1 more error)');
  });
});

describe('throttling', () => {
  test('for each route and token, from the first call on, until a minute has passed', async () => {
    const clock = createFakeClock();
    const { service, call, api, chatUser } = await start({ clock });
    service.behaviour.limit = 2;
    const ask = async (path: string, token = api) => (await call('GET', path, token)).status;
    expect([await ask('/api/chats/1'), await ask('/api/chats/2'), await ask('/api/chats/1')]).toEqual([200, 200, 429]);
    expect([await ask('/api/user'), await ask('/api/chats/1', chatUser)]).toEqual([200, 200]);
    await clock.advance(20_000);
    const { status, headers, body } = await call('GET', '/api/chats/1');
    expect([status, headers.get('retry-after'), headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
      429,
      '40',
      '2',
      '0',
    ]);
    expect(body).toEqual({ message: 'Too Many Attempts.' });
    expect(service.rateViolations()).toBe(2);
    await clock.advance(40_000);
    expect(await ask('/api/chats/1')).toBe(200);
    service.behaviour.saysWhen = false;
    await ask('/api/chats/1');
    expect((await call('GET', '/api/chats/1')).headers.get('retry-after')).toBeNull();
  });

  test('is generous unless told otherwise', async () => {
    const { service, call } = await start();
    for (let turn = 0; turn < 60; turn += 1) await call('GET', '/api/user');
    expect(service.rateViolations()).toBe(0);
  });
});

describe('people and codes', () => {
  const ana = { name: 'Ana', surname: 'Lima', email: 'ana@lima.example' };

  test('a code is mailed to who was here before, holds once, and can be read in the sample’s post box', async () => {
    const { service, call } = await start();
    const { password } = service.tables.chats.find(2)!;
    expect((await call('POST', '/api/chats/2/users', null, { ...ana, password: 'guess' })).status).toBe(422);
    const first = await call('POST', '/api/chats/2/users', null, { ...ana, password });
    expect([first.status, typeof first.body['token']]).toEqual([201, 'string']);
    expect(service.lastCode(ana.email)).toBeNull();
    expect((await call('POST', '/api/chats/2/users', null, { ...ana, password })).status).toBe(202);
    const code = service.lastCode('ANA@lima.example');
    expect(code).toBeGreaterThan(99_999);
    expect(service.truth('6').at(-1)!.text).toContain(`To ${ana.email}: your code for “輪行クラブ 🚲” is ${code}.`);
    const redeem = () => call('POST', '/chats/2/users/get-token', null, { email: ana.email, 'auth-code': code });
    expect((await call('POST', '/api/chats/2/users/get-token', null, { email: ana.email, 'auth-code': code })).status).toBe(404);
    const { status, body } = await redeem();
    expect(status).toBe(200);
    expect((await call('GET', '/api/chat-user', body['chat_user_token'] as string)).body).toMatchObject({ name: 'Ana', chat_id: 2 });
    expect((await redeem()).status).toBe(422);
  });

  test('what somebody wrote stays when they leave, and nobody is listed twice', async () => {
    const { call, service } = await start();
    const listed = (await call('GET', '/api/chats/1/users')).body['data'] as { name: string; surname: string }[];
    expect(listed.map(({ name, surname }) => `${name} ${surname}`)).toEqual(['Nerys Bevan', 'Robin Vale', 'Idris Kamara']);
    expect(service.truth('1')[0]!.author).toBe('Former participant');
    const [message] = (await call('GET', '/api/chats/1/messages')).body['data'] as { chat_user: unknown; chat_user_id: number }[];
    expect(message).toMatchObject({ chat_user: null, chat_user_id: 1 });
  });
});

describe('messages', () => {
  test('are written, changed and deleted by their author', async () => {
    const { service, call, chatUser } = await start();
    const { status, body } = await call('POST', '/api/chats/1/messages', chatUser, { message: 'Hello' });
    expect([status, body['message'], body['chat_id']]).toEqual([201, 'Hello', 1]);
    const path = `/api/chats/1/messages/${String(body['id'])}`;
    expect((await call('PUT', path, chatUser, { message: 'Hello!' })).body).toMatchObject({ message: 'Hello!' });
    expect(service.truth('1').at(-1)).toEqual({ author: 'Robin Vale', text: 'Hello!' });
    expect((await call('GET', path, chatUser)).status).toBe(200);
    expect((await call('DELETE', path, chatUser)).status).toBe(204);
    expect((await call('DELETE', path, chatUser)).status).toBe(404);
    const other = service.post('1', 'Nerys Bevan', 'Mine');
    expect((await call('DELETE', `/api/chats/1/messages/${other}`, chatUser)).status).toBe(403);
  });

  test('202 switch: taken, with nothing to show for it', async () => {
    const { service, call, chatUser } = await start();
    service.behaviour.accepted = true;
    expect(await call('POST', '/api/chats/1/messages', chatUser, { message: 'Later' })).toMatchObject({
      status: 202,
      body: { message: 'Accepted.' },
    });
    expect(service.truth('1').at(-1)!.text).toBe('Later');
  });

  test('somebody new may write in a chat nobody has heard of', async () => {
    const { service, call } = await start();
    expect(service.truth('44')).toEqual([]);
    service.post('44', 'Ana Lima', 'First');
    expect(service.truth('44')).toEqual([{ author: 'Ana Lima', text: 'First' }]);
    expect((await call('GET', '/api/chats/44')).body).toMatchObject({ id: 44, name: null });
  });

  test('ids and times grow, even when the clock is set back', async () => {
    let time = Date.UTC(2026, 10, 20, 12);
    const { service } = await start({ clock: { ...createFakeClock(), now: () => time } });
    const first = Number(service.post('7', 'Ana Lima', 'one'));
    time -= 86_400_000;
    expect(Number(service.post('7', 'Ana Lima', 'two'))).toBeGreaterThan(first);
    const [one, two] = service.tables.messages.rows().slice(-2);
    expect(two!.createdAt).toBeGreaterThan(one!.createdAt);
  });
});

describe('life', () => {
  test('people write by themselves, and answer; the same seed says the same things', async () => {
    const lives = [];
    for (const seed of [7, 7, 8]) {
      const clock = createFakeClock();
      const { service, call, chatUser } = await start({ clock, lively: true, seed });
      const before = service.truth('1').length;
      await call('POST', '/api/chats/1/messages', chatUser, { message: 'Anybody there?' });
      await clock.advance(10_000);
      expect(service.truth('1').length).toBeGreaterThan(before + 1);
      await clock.advance(600_000);
      lives.push(JSON.stringify(['1', '2', '3', '4', '5', '6', '7'].map(service.truth)));
      await service.stop();
    }
    expect(lives[0]).toBe(lives[1]);
    expect(lives[0]).not.toBe(lives[2]);
  });

  test('the sample texts are of many kinds', async () => {
    const { service } = await start();
    const texts = ['1', '2', '3', '4'].flatMap((chat) => service.truth(chat)).map(({ text }) => text);
    expect(texts.some((text) => text.length > 700)).toBe(true);
    for (const script of [
      /\p{Script=Han}/u,
      /\p{Script=Hiragana}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Hebrew}/u,
      /\p{Emoji_Presentation}/u,
    ]) {
      expect(texts.some((text) => script.test(text))).toBe(true);
    }
  });
});
