/** Services that say which message a send became: by answering with it, or by returning its client id. */
import { describe, expect, it } from 'vitest';
import type { IncomingMessage, Store } from '../../../main/store/contract.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

const me = { authorId: 'me', authorName: 'Me' };

async function storeWithSends(...ids: string[]) {
  const parts = await storeWithConversation();
  const { id } = parts.conversation;
  await latest(parts.store, id, [incoming(1)]);
  for (const item of ids) {
    await parts.store.enqueue(outgoing(item, id, 'ok'));
    await parts.store.beginAttempt({ id: item, startedAt: base });
  }
  return { ...parts, id };
}

function answered(store: Store, id: string, message: IncomingMessage, state: 'sent' | 'unknown' = 'sent') {
  return store.settle({ id, state, endedAt: base + 5, outcome: 'accepted', reason: '', message });
}

async function own(store: Store, conversationId: number) {
  const { messages } = await store.readMessagePage({ conversationId, at: 'newest', limit: 50 });
  return messages.filter((message) => message.mine);
}

describe('the answer to a send that is the message', () => {
  it('confirms it in one step, and is ours and read', async () => {
    const { store, id } = await storeWithSends('a');
    const batches = recordChanges(store);
    const item = await answered(store, 'a', incoming(2, { text: 'ok', ...me }));
    const [message] = await own(store, id);
    expect(message).toMatchObject({ text: 'ok', authorName: 'Me', unread: false });
    expect(item).toMatchObject({ state: 'confirmed', messageId: message?.id, attempts: [{ outcome: 'accepted', endedAt: base + 5 }] });
    expect(batches).toHaveLength(1);
    expect(await store.readConversation(id)).toMatchObject({ seen: true, caughtUpAt: base, lastMessage: { text: 'ok', mine: true } });
    expect((await store.readSyncConversations(account.id))[0]?.newestOrder, 'others may have written before it').toBe(incoming(1).order);
    expect((await latest(store, id, [incoming(3, me)])).arrived, 'now we know who we are').toEqual([]);
  });

  it('finds the message that a read has already brought, and does so once', async () => {
    const { store, id } = await storeWithSends('a');
    const page = [incoming(1), incoming(2, { text: 'rendered', ...me })];
    expect((await latest(store, id, page)).arrived).toHaveLength(1);
    await answered(store, 'a', page[1]!);
    const batches = recordChanges(store);
    await answered(store, 'a', page[1]!);
    await latest(store, id, page);
    expect(batches).toEqual([]);
    expect(await own(store, id)).toHaveLength(1);
    expect(await store.readUnreadTotal()).toBe(0);
  });

  it('takes a message back from an item that only its text was for', async () => {
    const { store, id } = await storeWithSends('a');
    await store.settle({ id: 'a', state: 'sent', endedAt: base, outcome: 'accepted', reason: '' });
    await store.enqueue(outgoing('b', id, 'ok'));
    await store.beginAttempt({ id: 'b', startedAt: base });
    await latest(store, id, [incoming(2, { text: 'ok', ...me })]);
    expect((await store.readOutboxItem('a'))?.state).toBe('confirmed');
    const b = await answered(store, 'b', incoming(2, { text: 'ok', ...me }));
    expect(b).toMatchObject({ state: 'confirmed', messageId: (await own(store, id))[0]?.id });
    expect(await store.readOutboxItem('a')).toMatchObject({ state: 'sent', messageId: null });
    await latest(store, id, [incoming(3, { text: 'ok', ...me })]);
    expect(await store.readUnfinishedOutbox()).toEqual([]);
  });
});

describe('a message with a client id', () => {
  it('is linked at once, whatever its text and the state of its item', async () => {
    const { store, id } = await storeWithSends('a', 'b', 'c');
    await store.settle({ id: 'b', state: 'unknown', endedAt: base, outcome: 'unknown', reason: '' });
    await store.settle({ id: 'c', state: 'failed', endedAt: base, outcome: 'not-delivered', reason: '' });
    const page = ['c', 'b', 'a'].map((clientId, n) => incoming(n + 2, { text: `shown ${clientId}`, clientId, ...me }));
    expect((await latest(store, id, page)).arrived).toEqual([]);
    const linked = await Promise.all(['a', 'b', 'c'].map(async (item) => (await store.readOutboxItem(item))?.messageId ?? 0));
    const texts = await Promise.all(linked.map(async (message) => (await store.readMessage(message))?.message.text));
    expect(texts).toEqual(['shown a', 'shown b', 'shown c']);
  });

  it('of another device is not taken for ours by its text', async () => {
    const { store, id } = await storeWithSends('a');
    await latest(store, id, [incoming(2, { text: 'ok', mine: true, clientId: 'phone', ...me })]);
    expect((await store.readOutboxItem('a'))?.state).toBe('sending');
  });
});

it('a message that is surely somebody else’s is never taken for ours by its text, one that is surely ours is', async () => {
  const { store, id } = await storeWithSends('a');
  await latest(store, id, [incoming(2, { text: 'ok', mine: false })]);
  expect((await store.readOutboxItem('a'))?.state).toBe('sending');
  await latest(store, id, [incoming(3, { text: 'ok', mine: true, ...me })]);
  expect((await store.readOutboxItem('a'))?.state).toBe('confirmed');
});
