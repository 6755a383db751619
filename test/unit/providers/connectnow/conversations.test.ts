import { describe, expect, test } from 'vitest';
import { connectNow } from '../../../../main/providers/connectnow/index.ts';
import { describe as describeProvider } from '../../../../main/providers/registry.ts';
import { answering } from '../support.ts';
import { connectTo, errorFrom, never, rehearse } from './support.ts';

describe('the list of chats', () => {
  test('names, companies, and where one may write already', async () => {
    const { connection } = await rehearse();
    expect(await connection.listConversations(never())).toEqual([
      { remoteId: '1', title: 'Workshop bookings (Tidewater Cycles)', readOnlyReason: '', signIn: 'done' },
      { remoteId: '2', title: '輪行クラブ 🚲 (Tidewater Cycles)', readOnlyReason: '', signIn: 'needed' },
      { remoteId: '3', title: 'ورشة الدراجات · סדנת אופניים (Tidewater Cycles)', readOnlyReason: '', signIn: 'needed' },
      { remoteId: '4', title: 'Allotment committee (Fenwick Allotments)', readOnlyReason: '', signIn: 'needed' },
      { remoteId: '5', title: 'Parts counter (Tidewater Cycles)', readOnlyReason: '', signIn: 'needed' },
      { remoteId: '6', title: 'Your post box (sample)', readOnlyReason: '', signIn: 'needed' },
      { remoteId: '7', title: 'Chat #7', readOnlyReason: '', signIn: 'needed' },
    ]);
  });

  test.each([
    ['paginator', null, 2],
    ['paginator', 100, 3],
    ['wrapped', null, 2],
    ['array', null, 1],
  ] as const)('%s with pages of %j: all of 257 chats', async (lists, pageSize, calls) => {
    const { service, connection } = await rehearse();
    Object.assign(service.behaviour, { lists, pageSize, linkHost: 'http://127.0.0.1:8000' });
    for (let id = 8; id <= 257; id += 1) service.post(String(id), 'Ana Lima', 'hello');
    const listed = await connection.listConversations(never());
    expect(new Set(listed.map((chat) => chat.remoteId)).size).toBe(257);
    expect(service.requests).toHaveLength(calls);
  });

  test('chats named by id join those listed, each once', async () => {
    const { connect } = await rehearse();
    const listed = await connect({ values: { chats: ' 4 \n#88\n\n88\nd9f0-uuid' } }).listConversations(never());
    expect(listed.map(({ remoteId, title }) => [remoteId, title]).slice(6)).toEqual([
      ['7', 'Chat #7'],
      ['88', 'Chat #88'],
      ['d9f0-uuid', 'Chat #d9f0-uuid'],
    ]);
  });

  test('without an API token, named chats need no call', async () => {
    const stub = await answering(500, '');
    const connection = connectTo(stub.url, { values: { token: '', chats: '1\n2' } });
    expect(await connection.listConversations(never())).toMatchObject([
      { remoteId: '1', signIn: 'done' },
      { remoteId: '2', signIn: 'needed' },
    ]);
    expect(stub.requests).toEqual([]);
  });

  test('a name a user types is an id', () => {
    const connection = connectTo('http://127.0.0.1:9');
    expect(connection.conversationFromName(' #17 ')).toEqual({ remoteId: '17', title: 'Chat #17', readOnlyReason: '', signIn: 'needed' });
    for (const name of ['', 'Allotment committee', '1/2', '..', 'a'.repeat(65)]) {
      expect(() => connection.conversationFromName(name)).toThrow('A chat is named by its id');
    }
  });

  test.each([
    [{ token: '', chats: '', email: 'a@b.example' }],
    [{ token: '', chats: '17', email: '' }],
    [{ token: '', chats: '', email: '' }],
  ])('%j is not enough', async (values) => {
    const connection = connectTo('http://127.0.0.1:9', { values });
    for (const call of [connection.listConversations, connection.verify]) {
      expect(await errorFrom(call(never()))).toMatchObject({
        reason: 'invalid',
        message: 'Enter an API token, or your e-mail address and the ids of the chats you belong to.',
        fields: { token: expect.any(String) as string },
      });
    }
  });

  test('an address no request can be built on is refused there, too', async () => {
    const connection = connectTo('http://chat.example', {});
    expect(await errorFrom(connection.listConversations(never()))).toMatchObject({ reason: 'invalid' });
    expect(() => connection.address()).toThrow('Use https:// instead');
  });

  test('the address may be pasted with /api', async () => {
    const stub = await answering(200, []);
    await connectTo(`${stub.url}/api/`).listConversations(never());
    expect(stub.requests[0]!.url).toBe('/api/chats?per_page=249&page=1');
  });
});

describe('the connection check', () => {
  test('says who we are', async () => {
    const { connection, connect } = await rehearse();
    expect(await connection.verify(never())).toBe('Signed in as Robin Vale.');
    expect(await connect({ values: { token: '', chats: '1' } }).verify(never())).toBe('Signed in as Robin Vale.');
    expect(await connect({ values: { token: '', chats: '2' }, tokens: {} }).verify(never())).toContain('sign in to each chat');
  });

  test.each([
    [{ id: 1, name: 'Ana', surname: 'Lima' }, 'Signed in as Ana Lima.'],
    [{ data: { id: 1, email: 'a@b.example' } }, 'Signed in as a@b.example.'],
    [{ id: 1 }, 'ConnectNow Chat accepts the token.'],
    ['', 'ConnectNow Chat accepts the token.'],
  ])('%j', async (body, words) => {
    const stub = await answering(200, body);
    expect(await connectTo(stub.url).verify(never())).toBe(words);
    expect(stub.requests.map(({ url }) => url)).toEqual(['/api/user']);
  });

  test('a chat-user token that has ended, as the only one', async () => {
    const { service, connect } = await rehearse();
    service.revoke('chat-user');
    expect(await errorFrom(connect({ values: { token: '', chats: '1' } }).verify(never()))).toMatchObject({
      code: 'rejected',
      reason: 'other',
    });
  });

  test('reaching the server shows it no token', async () => {
    const { service, connection } = await rehearse();
    await connection.reach(never());
    expect(service.requests.map(({ status, path }) => [status, path])).toEqual([[401, '/api/user']]);
    const stub = await answering(401, { message: 'Unauthenticated.' });
    await connectTo(stub.url).reach(never());
    expect(stub.requests[0]!.headers.authorization).toBeUndefined();
  });

  test.each([
    [404, { message: 'Not Found' }, 'has no ConnectNow Chat API at this address'],
    [404, '<html>', 'no ConnectNow Chat API at this server address'],
    [200, '<html>Welcome</html>', 'A web page came back'],
    [503, '', 'not available right now'],
    [302, '', 'sent Parley on to another page'],
  ])('%i %j is no ConnectNow', async (status, body, words) => {
    const stub = await answering(status, body, status === 302 ? { location: '/login' } : {});
    expect((await errorFrom(connectTo(stub.url).reach(never()))).message).toContain(words);
  });
});

test('the account form and the pace', () => {
  const { info, pacingKey } = connectNow;
  expect(info.fields.map(({ name, type, required }) => [name, type, required])).toEqual([
    ['token', 'secret', false],
    ['email', 'email', false],
    ['chats', 'list', false],
    ['address', 'address', false],
  ]);
  expect(info.pacing.poll.open).toBeGreaterThanOrEqual(60_000);
  expect(info.pacing).toMatchObject({ minimumGap: 1000, list: 600_000 });
  expect(pacingKey!({ token: 't', email: 'a@b.example', chats: '1' })).toBe(pacingKey!({ token: 't', email: '', chats: '' }));
  expect(pacingKey!({ token: '', email: 'a@b.example', chats: '1' })).not.toBe(pacingKey!({ token: '', email: 'c@d.example', chats: '1' }));
});

test('what it can do is told by the methods it has', () => {
  expect(describeProvider(connectNow)).toMatchObject({
    kind: 'connectnow-chat',
    capabilities: { read: true, send: true, reply: false, edit: true, remove: ['all'], addConversation: true, signIn: false },
    managed: [{ id: 'companies' }, { id: 'chats' }, { id: 'people' }],
  });
});
