import { describe, expect, test } from 'vitest';
import { answering, errorFrom, key, never, nothing, startStub } from '../support.ts';
import { connectUser, contextAt, generations, privateWithInes, rehearseSpika, wireMessage } from '../spika/support.ts';

const user = (id: number, displayName: string | null) => ({ userId: id, user: { id, displayName } });
const room = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  name: `Room no. ${id}`,
  type: 'group',
  deleted: false,
  users: [],
  ...more,
});
const success = (data: unknown) => JSON.stringify({ status: 'success', data });

describe('rooms', () => {
  test.each(generations)('%s: all of them, private ones under the other member’s name', async (generation) => {
    const { user: context } = await rehearseSpika({ generation });
    expect(await connectUser(context).listConversations(never())).toEqual([
      { remoteId: '1', title: 'Night watch' },
      { remoteId: '2', title: 'Ops alerts' },
      { remoteId: '3', title: 'أمسية مفتوحة · Open evening' },
      { remoteId: '4', title: 'Ines Duarte' },
      { remoteId: '5', title: '田中 美咲' },
      { remoteId: '6', title: 'Olek Baran' },
    ]);
  });

  test('pages of ten until a short one, as the count includes deleted rooms', async () => {
    const { service, user: context } = await rehearseSpika();
    for (let count = 0; count < 19; count += 1) service.post(`Made up ${count}`, 'Ines Duarte', 'Hello');
    service.deleteRoom('8');
    const rooms = await connectUser(context).listConversations(never());
    expect(rooms).toHaveLength(24);
    expect(rooms.map((conversation) => conversation.remoteId)).not.toContain('8');
    expect(service.requests.map((request) => request.query)).toEqual(['?page=1', '?page=2', '?page=3']);
  });

  test('a server that gives the same page for ever is not asked for ever', async () => {
    const stub = await answering(200, success({ list: Array.from({ length: 10 }, (_, index) => room(index + 1)) }));
    expect(await connectUser(contextAt(stub.url)).listConversations(never())).toHaveLength(10);
    expect(stub.requests).toHaveLength(2);
  });

  test('deleted ones are left out, odd ones get a name all the same', async () => {
    const list = [
      room(1, { deleted: true }),
      room(2, { name: '' }),
      room(3, { type: 'private', name: '', users: [user(7, 'Robin')] }),
      room(4, { type: 'private', name: '', users: [user(7, 'Robin'), user(8, null)] }),
      room(5, { type: 'private', name: '', users: null }),
      room(6, { type: 'private', name: '', users: [user(7, 'Robin'), user(9, 'Olek')] }),
    ];
    const stub = await answering(200, success({ list }));
    expect((await connectUser(contextAt(stub.url)).listConversations(never())).map(({ title }) => title)).toEqual([
      'Room 2',
      'Robin',
      'Room 4',
      'Room 5',
      'Olek',
    ]);
  });

  test('somebody unknown is looked up in the room, once', async () => {
    const stub = await startStub((request, response) => {
      if (request.url!.includes('/messages/'))
        response.end(success({ list: [wireMessage({ fromUserId: 8 }), wireMessage({ id: 6, fromUserId: 9 })] }));
      else response.end(success({ room: room(12, { users: [user(8, 'Olek')] }) }));
    });
    const connection = connectUser(contextAt(stub.url));
    for (let time = 0; time < 2; time += 1) {
      const { messages } = await connection.readLatest('12', nothing, never());
      expect(messages.map((message) => message.authorName)).toEqual(['Olek', 'Unknown person']);
    }
    expect(stub.requests.filter((request) => request.url!.endsWith('/rooms/12'))).toHaveLength(1);
  });

  test('a room that is gone (404, as for whoever is not a member) does not keep its messages from being shown', async () => {
    const stub = await startStub((request, response) => {
      if (request.url!.includes('/messages/')) response.end(success({ list: [wireMessage()] }));
      else response.writeHead(404).end(JSON.stringify({ status: 'error', message: 'Chat not found' }));
    });
    const { messages } = await connectUser(contextAt(stub.url)).readLatest('12', nothing, never());
    expect(messages).toMatchObject([{ text: 'Hello', authorName: 'Unknown person' }]);
  });

  test('reached without the token, also when turned away', async () => {
    const stub = await answering(401, 'No access token');
    await connectUser(contextAt(stub.url)).reach(never());
    expect(JSON.stringify(stub.requests)).not.toContain(key);
    for (const [status, body] of [
      [404, '<pre>Cannot GET</pre>'],
      [502, ''],
      [200, '<html>Sign in</html>'],
    ] as const) {
      const other = await answering(status, body);
      await errorFrom(connectUser(contextAt(other.url)).reach(never()));
    }
  });

  test('reading does not mark as seen; marking does, and tells other devices only', async () => {
    const { service, user: context } = await rehearseSpika();
    const id = service.post(privateWithInes, 'Ines Duarte', 'Seen?');
    const connection = connectUser(context);
    await connection.readLatest(privateWithInes, nothing, never());
    const seen = () => service.messages(privateWithInes).find((message) => String(message.id) === id)!.seenBy.size;
    expect(seen()).toBe(1);
    await connection.markRead(privateWithInes, never());
    expect(seen()).toBe(2);
  });
});
