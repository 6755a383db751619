import { describe, expect, it } from 'vitest';
import { account, base, incoming } from './sample.ts';
import { latest, openAt, recordChanges, storeWithConversation, texts } from './temporary-store.ts';

describe('a message heard live', () => {
  it('is unread and announced once, and says nothing about being caught up', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)], { readAt: base + 1 });
    const live = { page: 'live', readAt: base + 9 } as const;
    expect((await latest(store, conversation.id, [incoming(3)], live)).arrived.map(({ text }) => text)).toEqual(['text 3']);
    expect(await store.readConversation(conversation.id)).toMatchObject({
      caughtUpAt: base + 1,
      unread: 1,
      lastMessage: { text: 'text 3' },
    });
    expect((await latest(store, conversation.id, [incoming(3)], live)).arrived).toEqual([]);
    expect((await latest(store, conversation.id, [incoming(2), incoming(3)])).arrived.map(({ text }) => text)).toEqual(['text 2']);
  });

  it('does not count as read up to: what came before it has still to be fetched', async () => {
    const { store, conversation } = await storeWithConversation();
    const newest = async () => (await store.readSyncConversations(account.id))[0]?.newestOrder;
    await latest(store, conversation.id, [incoming(1)], { page: 'live' });
    expect(await newest(), 'all there is').toBe(incoming(1).order);
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    await latest(store, conversation.id, [incoming(9)], { page: 'live' });
    expect(await newest()).toBe(incoming(2).order);
    await latest(store, conversation.id, [incoming(2), incoming(3)]);
    await latest(store, conversation.id, []);
    expect(await newest()).toBe(incoming(3).order);
  });

  it('in a conversation never read is news, and stays so after the first read', async () => {
    const { store, conversation } = await storeWithConversation();
    expect((await latest(store, conversation.id, [incoming(2)], { page: 'live' })).arrived).toHaveLength(1);
    expect((await latest(store, conversation.id, [incoming(1), incoming(2)])).arrived).toEqual([]);
    expect((await store.readConversation(conversation.id))?.unread).toBe(1);
  });

  it('from before the known history is left for the reading of history', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(5), incoming(6)]);
    const live = () =>
      latest(store, conversation.id, [incoming(1, { editedAt: base }), incoming(5, { text: 'changed' })], { page: 'live' });
    expect(await live()).toMatchObject({ arrived: [], added: 0 });
    expect(await texts(store, conversation.id)).toEqual(['changed', 'text 6']);
    expect((await store.readSyncConversations(account.id))[0]?.oldestOrder).toBe(incoming(5).order);
    await latest(store, conversation.id, [incoming(4)], { page: 'older', historyComplete: true });
    expect(await live(), 'nothing can lie between any more').toMatchObject({ arrived: [], added: 1 });
  });
});

describe('a list of changes', () => {
  it('is stored with the cursor that says so, in the conversations that are known', async () => {
    const { store, conversation, file } = await storeWithConversation();
    expect(await store.readChangesCursor(account.id)).toBeNull();
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    const batches = recordChanges(store);
    const changes = {
      accountId: account.id,
      conversations: [
        { remoteId: 'room', messages: [incoming(1, { text: 'changed' }), incoming(2, { deleted: true }), incoming(3)] },
        { remoteId: 'nobody knows it', messages: [incoming(9)] },
      ],
      cursor: '1750000000003',
      readAt: base + 7,
      complete: true,
    };
    const { arrived } = await store.ingestChanges(changes);
    expect(arrived.map(({ text, conversationId }) => [text, conversationId])).toEqual([['text 3', conversation.id]]);
    expect(await store.readConversations()).toHaveLength(1);
    expect(await store.ingestChanges(changes)).toEqual({ arrived: [] });
    expect(batches).toHaveLength(1);
    // What happened between the conversation's own read and the first list, no list tells.
    const caughtUpAt = async () => (await store.readConversation(conversation.id))!.caughtUpAt;
    expect(await caughtUpAt()).toBeLessThan(base + 7);
    await latest(store, conversation.id, [incoming(3)], { readAt: base + 8 });
    await store.ingestChanges({ ...changes, conversations: [], readAt: base + 60_000 });
    expect(await caughtUpAt()).toBe(base + 60_000);
    await store.close();
    const again = await openAt(file);
    expect(await again.store.readChangesCursor(account.id)).toBe('1750000000003');
    expect(await texts(again.store, conversation.id)).toEqual(['changed', 'text 2', 'text 3']);
  });

  it('is read to nowhere in an account that is gone', async () => {
    const { store } = await storeWithConversation();
    expect(await store.ingestChanges({ accountId: 'nobody', conversations: [], cursor: 'x', readAt: base, complete: true })).toEqual({
      arrived: [],
    });
    expect(await store.readChangesCursor('nobody')).toBeNull();
  });
});
