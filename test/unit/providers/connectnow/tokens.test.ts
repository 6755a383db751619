import { describe, expect, test } from 'vitest';
import { answering, startStub } from '../support.ts';
import { apiToken, chatToken, connectTo, contextFor, email, errorFrom, never, nothingKnown, outgoing, rehearse } from './support.ts';
import { connectWith } from '../../../../main/providers/connectnow/index.ts';
import { chatTokenEntries } from '../../../../main/providers/connectnow/chat-tokens.ts';

type Answer = [status: number, body?: unknown];

/** A server that answers by path and token; remembers both. */
async function guarded(answer: (path: string, token: 'api' | 'chat-user' | 'none') => Answer) {
  const seen: string[] = [];
  const stub = await startStub((request, response) => {
    const given = request.headers.authorization;
    const token = given === `Bearer ${apiToken}` ? 'api' : given === `Bearer ${chatToken}` ? 'chat-user' : 'none';
    const path = request.url!.split('?')[0]!;
    seen.push(`${request.method} ${path} ${token}`);
    const [status, body = status === 200 ? [] : {}] = answer(path, token);
    response.writeHead(status).end(JSON.stringify(body));
  });
  const context = contextFor(stub.url);
  return { seen, context, connection: connectWith(context) };
}

const messages = '/api/chats/1/messages';

describe('which token (4.1)', () => {
  test('headers: bearer, JSON wanted, no origin, nothing in the address', async () => {
    const stub = await answering(200, []);
    const connection = connectTo(stub.url);
    await connection.listConversations(never());
    await connection.readLatest('1', nothingKnown, never());
    await connection.send('1', outgoing('Hello'), never());
    expect(stub.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${apiToken}`,
      ...Array<string>(stub.requests.length - 1).fill(`Bearer ${chatToken}`),
    ]);
    for (const { headers, url } of stub.requests) {
      expect(headers.accept).toBe('application/json');
      expect(headers.origin).toBeUndefined();
      expect(url).not.toContain('token');
    }
    expect(stub.requests.at(-1)!.headers['content-type']).toBe('application/json');
  });

  test.each([401, 403])(
    'a route that refuses the chat-user token (%i) is tried with the API token, and from then on first',
    async (status) => {
      const { connection, seen, context } = await guarded((path, token) =>
        path === '/api/chat-user' ? [200, { id: 9 }] : [token === 'api' ? 200 : status],
      );
      await connection.readLatest('1', nothingKnown, never());
      expect(seen.filter((line) => line.includes(messages))).toEqual([`GET ${messages} chat-user`, `GET ${messages} api`]);
      await connection.readLatest('1', nothingKnown, never());
      expect(seen.filter((line) => line.includes(messages)).slice(2)).toEqual([`GET ${messages} api`]);
      // The token itself was good: it is still there.
      expect([...context.tokens.all.values()]).toContain(chatToken);
    },
  );

  test('and the other way round', async () => {
    const { connection, seen } = await guarded((_, token) => [token === 'api' ? 403 : 200]);
    await connection.readLatest('2', nothingKnown, never()).catch(() => undefined);
    await connection.readLatest('1', nothingKnown, never());
    expect(seen.filter((line) => line.includes(messages))).toEqual([`GET ${messages} chat-user`]);
  });

  test('a chat-user token that has ended is forgotten, and the account goes on', async () => {
    const { service, connection, tokens, account } = await rehearse();
    const [gone] = Object.values(account.tokens!).slice(-1);
    service.revoke('chat-user');
    expect((await connection.readLatest('1', nothingKnown, never())).messages).toHaveLength(service.truth('1').length);
    expect([...tokens.all.values()]).not.toContain(gone);
    expect((await connection.listConversations(never()))[0]).toMatchObject({ remoteId: '1', signIn: 'needed' });
  });

  test('sending with a token that has ended asks for a sign-in', async () => {
    const { service, connection } = await rehearse();
    service.revoke('chat-user');
    const error = await errorFrom(connection.send('1', outgoing('Hello'), never()));
    // Not forbidden: that would mark the chat as one that cannot be written to.
    expect(error).toMatchObject({ code: 'rejected', reason: 'other', delivered: 'no' });
    expect(error.message).toContain('Sign in to this chat first');
    expect((await connection.listConversations(never()))[0]).toMatchObject({ signIn: 'needed', readOnlyReason: '' });
  });

  test('without any sign-in nothing leaves', async () => {
    const { service, connection } = await rehearse();
    const error = await errorFrom(connection.send('4', outgoing('Hello'), never()));
    expect(error).toMatchObject({ code: 'rejected', delivered: 'no' });
    expect(service.requests).toEqual([]);
  });

  test('an API token that has ended is the account’s trouble', async () => {
    const { service, connection } = await rehearse();
    await connection.readLatest('4', nothingKnown, never());
    service.revoke('api');
    expect(await errorFrom(connection.listConversations(never()))).toMatchObject({ code: 'auth' });
    expect(await errorFrom(connection.readLatest('4', nothingKnown, never()))).toMatchObject({ code: 'auth' });
    expect(await errorFrom(connection.verify(never()))).toMatchObject({ code: 'auth' });
    // The chat it has a token of its own for can still be read and written to.
    await connection.readLatest('1', nothingKnown, never());
    await connection.send('1', outgoing('Still here'), never());
  });

  test('an API token that this route alone does not take is not', async () => {
    const { service, connect } = await rehearse();
    service.behaviour.readGuard = 'chat-user';
    const error = await errorFrom(connect().readLatest('4', nothingKnown, never()));
    expect(error).toMatchObject({ code: 'rejected', reason: 'other' });
    expect(error.message).toContain('Sign in to this chat first');
    expect((await connect().readLatest('1', nothingKnown, never())).messages.length).toBeGreaterThan(5);
  });

  test('a doubtful 401 that cannot be looked into costs no token', async () => {
    const { connection, context } = await guarded((path) => (path === '/api/chat-user' ? [429] : [401]));
    await errorFrom(connection.send('1', outgoing('Hello'), never()));
    expect([...context.tokens.all.values()]).toContain(chatToken);
  });

  test('tokens are kept for each chat and person', async () => {
    const stub = await answering(200, []);
    const tokens = { ...chatTokenEntries('1', email, chatToken), ...chatTokenEntries('2', 'Other@Person.example', 'second|token') };
    const connection = connectTo(stub.url, { tokens, values: { token: '', chats: '1\n2\n3' } });
    expect((await connection.listConversations(never())).map(({ remoteId, signIn }) => [remoteId, signIn])).toEqual([
      ['1', 'done'],
      ['2', 'done'],
      ['3', 'needed'],
    ]);
    await connection.send('1', outgoing('a'), never());
    await connection.send('2', outgoing('b'), never());
    expect(stub.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${chatToken}`, 'Bearer second|token']);
  });

  test.each(['two words', 'line\nbreak', 'clé'])('an API token that cannot be one (%j) never leaves', async (token) => {
    const stub = await answering(200, []);
    const connection = connectTo(stub.url, { values: { token }, tokens: {} });
    expect(await errorFrom(connection.listConversations(never()))).toMatchObject({ code: 'auth' });
    expect(stub.requests).toEqual([]);
  });
});

test('over everything Parley can do: each call goes to the configured host, and no token is in an address', async () => {
  const { service, connect, account } = await rehearse();
  Object.assign(service.behaviour, { linkHost: 'http://elsewhere.example', authors: 'ids' });
  const urls: string[] = [];
  const connection = connect({
    fetch: (input, init) => {
      urls.push(String(input));
      return fetch(input, init);
    },
  });
  const { management } = connection;
  await connection.reach(never());
  await connection.verify(never());
  await connection.listConversations(never());
  const { messages: all } = await connection.readLatest('5', nothingKnown, never());
  await connection.readBefore('5', all[0]!.order, never());
  await connection.readLatest('1', nothingKnown, never());
  const { message } = await connection.send('1', outgoing('Hello'), never());
  await connection.edit('1', message!.remoteId, 'Hello!', never());
  await connection.remove('1', message!.remoteId, 'all', never());
  const signIn = connection.signInTo('4');
  const password = await management.reveal!('chats', null, '4', never());
  await signIn.answer({ name: 'Robin', surname: 'Vale', email, password }, never());
  await signIn.answer({ code: String(service.lastCode(email)) }, never());
  for (const kind of ['companies', 'chats', 'people']) {
    const parent = kind === 'people' ? '4' : null;
    const values = { name: 'New', surname: '', email: 'new@one.example', company_id: '' };
    const { id } = await management.create(kind, parent, values, never());
    await management.update(kind, parent, id, { ...values, name: 'Newer' }, never());
    await management.list(kind, parent, never());
    await management.remove(kind, parent, id, never());
  }
  const { origin } = new URL(account.values['address']!);
  expect(urls.length).toBeGreaterThan(30);
  for (const url of urls) {
    expect(url.startsWith(`${origin}/`)).toBe(true);
    expect([...new URL(url).searchParams.keys()].filter((name) => name !== 'page' && name !== 'per_page')).toEqual([]);
    for (const secret of [...Object.values(account.tokens!), account.values['token']!, password]) {
      if (secret !== encodeURIComponent(email)) expect(url).not.toContain(secret);
    }
  }
});
