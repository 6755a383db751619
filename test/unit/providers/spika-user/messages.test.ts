import { describe, expect, test } from 'vitest';
import { answering, errorFrom, key, never, nothing, outgoing } from '../support.ts';
import { connectUser, contextAt, generations, me, nightWatch, rehearseSpika, texts, wireMessage } from '../spika/support.ts';

describe.each(generations)('messages (%s)', (generation) => {
  const rehearse = () => rehearseSpika({ generation });

  test('history comes in pages of 50, each with the cursor’s message again, to the first', async () => {
    const { service, user } = await rehearse();
    for (let count = 1; count <= 130; count += 1) service.post('Long', 'Ines Duarte', `Line ${count}`);
    const room = service.rooms().at(-1)!.id;
    const connection = connectUser(user);
    const pages = [(await connection.readLatest(room, nothing, never())).messages];
    while (pages.at(-1)!.length > 1) pages.push((await connection.readBefore(room, pages.at(-1)![0]!.order, never())).messages);
    expect(pages.map((page) => page.length)).toEqual([50, 51, 31, 1]);
    expect(pages[1]!.at(-1)!.remoteId).toBe(pages[0]![0]!.remoteId);
    const all = new Map(pages.flat().map((message) => [message.remoteId, message.text]));
    expect([...all.values()].sort()).toEqual(
      service
        .truth(room)
        .map(({ text }) => text)
        .sort(),
    );
  });

  test('the token goes in the header, never in the address', async () => {
    const stub = await answering(200, { status: 'success', data: { list: [] } });
    const connection = connectUser(contextAt(stub.url));
    await connection.readLatest('12', nothing, never());
    await connection.readBefore('12', 99, never());
    expect(stub.requests.map(({ url }) => url)).toEqual([
      '/api/messenger/messages/roomId/12',
      '/api/messenger/messages/roomId/12?cursor=99',
    ]);
    for (const { url, headers } of stub.requests) {
      expect(headers['accesstoken']).toBe(key);
      expect(url).not.toContain(key);
    }
  });

  test('a sent message comes back in the answer, and by its localId when read', async () => {
    const { service, user } = await rehearse();
    const connection = connectUser(user);
    const { message } = await connection.send(nightWatch, outgoing('On my way', { clientId: 'item-1' }), never());
    expect(message).toMatchObject({ text: 'On my way', mine: true, clientId: 'item-1', seenBy: { count: 0, of: 3 } });
    expect(service.truth(nightWatch).at(-1)).toEqual({ author: me, text: 'On my way' });
    const { messages } = await connection.readLatest(nightWatch, nothing, never());
    expect(messages.at(-1)).toMatchObject({ remoteId: message!.remoteId, clientId: 'item-1', authorName: me });
  });

  test('a reply quotes what it answers', async () => {
    const { service, user } = await rehearse();
    const id = service.post(nightWatch, 'Ines Duarte', 'Who has the key?');
    const connection = connectUser(user);
    await connection.listConversations(never());
    const { message } = await connection.send(nightWatch, outgoing('I do', { replyTo: id }), never());
    expect(message!.replyTo).toEqual({ remoteId: id, authorName: 'Ines Duarte', text: 'Who has the key?' });
  });

  test('an edit shows as one; only our own may be edited', async () => {
    const { service, user } = await rehearse();
    const connection = connectUser(user);
    const { message } = await connection.send(nightWatch, outgoing('Tpyo'), never());
    expect(await connection.edit(nightWatch, message!.remoteId, 'Typo', never())).toMatchObject({
      text: 'Typo',
      editedAt: expect.any(Number),
    });
    expect(await connection.edit(nightWatch, message!.remoteId, 'Typo', never())).toMatchObject({ text: 'Typo' });
    expect(service.truth(nightWatch).at(-1)!.text).toBe('Typo');
    const other = service.post(nightWatch, 'Ines Duarte', 'Mine');
    expect(await errorFrom(connection.edit(nightWatch, other, 'Yours', never()))).toMatchObject({
      code: 'rejected',
      reason: 'other',
      delivered: 'no',
    });
    expect(await errorFrom(connection.edit(nightWatch, other, ' ', never()))).toMatchObject({ reason: 'invalid' });
  });

  test('deleting for all, for oneself, and again', async () => {
    const { service, user } = await rehearse();
    const connection = connectUser(user);
    const { message } = await connection.send(nightWatch, outgoing('Oops'), never());
    await connection.remove(nightWatch, message!.remoteId, 'all', never());
    await connection.remove(nightWatch, message!.remoteId, 'all', never());
    await connection.remove(nightWatch, '99999', 'all', never());
    const other = service.post(nightWatch, 'Ines Duarte', 'Not for me');
    expect(await errorFrom(connection.remove(nightWatch, other, 'all', never()))).toMatchObject({ code: 'rejected', delivered: 'no' });
    await connection.remove(nightWatch, other, 'self', never());
    await connection.remove(nightWatch, other, 'self', never());
    const { messages } = await connection.readLatest(nightWatch, nothing, never());
    expect(messages.slice(-2).map(({ deleted }) => deleted)).toEqual([true, true]);
    expect(texts(messages)).toContain('Deleted message');
    expect(service.messages(nightWatch).at(-1)!.deleted).toBe(false);
  });

  test('reactions and who has seen ours', async () => {
    const { service, user } = await rehearse();
    const connection = connectUser(user);
    const { message } = await connection.send(nightWatch, outgoing('Clear tonight!'), never());
    service.reactAs('Ines Duarte', message!.remoteId, '🌟');
    service.reactAs('Olek Baran', message!.remoteId, '🌟');
    service.seeAs('Olek Baran', message!.remoteId);
    const { messages } = await connection.readLatest(nightWatch, nothing, never());
    expect(messages.at(-1)).toMatchObject({ reactions: [{ emoji: '🌟', count: 2, mine: false }], seenBy: { count: 1, of: 3 } });
  });

  test('messages from before this device have no text; a file from before is refused with a sentence about this room', async () => {
    const { service, user } = await rehearse();
    const id = service.post(nightWatch, 'Ines Duarte', 'Long ago');
    service.withhold(id);
    const connection = connectUser(user);
    const { messages } = await connection.readLatest(nightWatch, nothing, never());
    expect(messages.at(-1)).toMatchObject({ remoteId: id, text: '[Not available: sent before Parley signed in]' });
    expect(messages.at(-1)!.sentAt).toBeGreaterThan(0);
    service.withhold(service.post(nightWatch, 'Ines Duarte', '', { type: 'image', body: { fileId: 3 } }));
    expect(await errorFrom(connection.readLatest(nightWatch, nothing, never()))).toMatchObject({ code: 'rejected', reason: 'other' });
  });

  test('a room that is not there or not ours', async () => {
    const { user } = await rehearse();
    expect(await errorFrom(connectUser(user).readLatest('999', nothing, never()))).toMatchObject({ code: 'rejected', reason: 'not-found' });
    expect(await errorFrom(connectUser(user).markRead('999', never()))).toMatchObject({ reason: 'not-found' });
  });
});

test('work/main: an edit or deletion may be made and then answered with 500', async () => {
  const { service, user } = await rehearseSpika({ generation: 'work/main' });
  const id = service.post(nightWatch, me, 'From another device');
  service.withhold(id);
  const connection = connectUser(user);
  expect(await errorFrom(connection.edit(nightWatch, id, 'Changed', never()))).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
  expect(service.messages(nightWatch).at(-1)!.body['text']).toBe('Changed');
  expect(await errorFrom(connection.remove(nightWatch, id, 'all', never()))).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
  expect(service.messages(nightWatch).at(-1)!.deleted).toBe(true);
});

test('an empty message is refused before it leaves', async () => {
  const stub = await answering(200, { status: 'success', data: { message: wireMessage() } });
  expect(await errorFrom(connectUser(contextAt(stub.url)).send('12', outgoing(' \n'), never()))).toMatchObject({ reason: 'invalid' });
  expect(stub.requests).toEqual([]);
});
