import { describe, expect, it } from 'vitest';
import type { PagePlace } from '../../../preload/contract/domain.ts';
import { account, base, incoming } from './sample.ts';
import { latest, recordChanges, storeWithConversation, texts } from './temporary-store.ts';

describe('the first read of a conversation', () => {
  it('stores everything as read, in order, and knows the conversation exists', async () => {
    const { store, conversation } = await storeWithConversation();
    const result = await latest(store, conversation.id, [incoming(3), incoming(1), incoming(2), incoming(3)], { readAt: base + 9 });
    expect(result).toEqual({ arrived: [], added: 3, joined: true });
    expect(await texts(store, conversation.id)).toEqual(['text 1', 'text 2', 'text 3']);
    expect(await store.readConversation(conversation.id)).toMatchObject({
      unread: 0,
      seen: true,
      caughtUpAt: base + 9,
      historyComplete: false,
      lastMessage: { author: 'Ana', text: 'text 3', sentAt: base + 3000, mine: false },
    });
  });

  it('of an empty conversation leaves it unseen, and what comes next is unread', async () => {
    const { store, conversation } = await storeWithConversation();
    expect(await latest(store, conversation.id, [])).toEqual({ arrived: [], added: 0, joined: true });
    expect(await store.readConversation(conversation.id)).toMatchObject({ seen: false, lastMessage: null, caughtUpAt: base });
    const { arrived } = await latest(store, conversation.id, [incoming(1)]);
    expect(arrived.map((message) => message.text)).toEqual(['text 1']);
  });
});

describe('later pages', () => {
  it('bring unread messages, each announced once', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    const first = await latest(store, conversation.id, [incoming(1), incoming(3), incoming(2)]);
    expect(first.arrived.map((message) => message.text)).toEqual(['text 2', 'text 3']);
    expect(first).toMatchObject({ added: 2, joined: true });
    const again = await latest(store, conversation.id, [incoming(3), incoming(2), incoming(1)]);
    expect(again).toEqual({ arrived: [], added: 0, joined: true });
    expect(await store.readUnreadTotal()).toBe(2);
    await store.markRead(conversation.id);
    expect(await store.readUnreadTotal()).toBe(0);
    expect((await latest(store, conversation.id, [incoming(2), incoming(3)])).arrived).toEqual([]);
  });

  it('say when they do not join what was there', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    expect((await latest(store, conversation.id, [incoming(5), incoming(6)])).joined).toBe(false);
    expect((await latest(store, conversation.id, [incoming(6), incoming(7)])).joined).toBe(true);
    expect((await latest(store, conversation.id, [])).joined).toBe(true);
  });

  it('that close a gap join only when they reach what was known before it', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    const joined = async (...numbers: number[]) =>
      (
        await latest(
          store,
          conversation.id,
          numbers.map((n) => incoming(n)),
        )
      ).joined;
    expect(await joined(8, 9)).toBe(false);
    expect(await joined(6, 7, 8), 'it shares the message it was asked for, and no more').toBe(false);
    expect(await joined(6), 'the service gives nothing older').toBe(false);
    expect(await joined(1, 3, 6)).toBe(true);
    expect(await joined(8, 9), 'nothing new').toBe(true);
    expect(await joined(9), 'a page of one').toBe(true);
  });

  it('treat a late message as unread only if it is newer than the read position', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(10)]);
    await latest(store, conversation.id, [incoming(10), incoming(20)]);
    const late = await latest(store, conversation.id, [incoming(5), incoming(10), incoming(15), incoming(20)]);
    expect(late.arrived.map((message) => message.text)).toEqual(['text 15']);
    await store.markRead(conversation.id);
    expect((await latest(store, conversation.id, [incoming(17), incoming(20)])).arrived).toEqual([]);
    const twin = incoming(20, { remoteId: 'twin', text: 'same moment' });
    expect((await latest(store, conversation.id, [incoming(20), twin])).arrived.map((message) => message.text)).toEqual(['same moment']);
  });

  it('are not silenced by one message from the far future', async () => {
    const { store, conversation } = await storeWithConversation();
    const now = Date.now();
    const future = incoming(0, { remoteId: 'future', sentAt: now + 4e11, order: (now + 4e11) * 1000 });
    await latest(store, conversation.id, [incoming(1), future]);
    await store.markRead(conversation.id);
    expect((await latest(store, conversation.id, [incoming(2), future])).arrived.map((message) => message.text)).toEqual(['text 2']);
  });

  it('of history are never unread and do not move the moment of being caught up', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(10)], { readAt: base + 1 });
    const older = await store.ingest({
      conversationId: conversation.id,
      messages: [incoming(8), incoming(9), incoming(10)],
      page: 'older',
      readAt: base + 2,
      historyComplete: true,
    });
    expect(older).toEqual({ arrived: [], added: 2, joined: true });
    expect(await store.readConversation(conversation.id)).toMatchObject({ unread: 0, caughtUpAt: base + 1, historyComplete: true });
  });
});

describe('what is published', () => {
  it('is the new messages and the whole conversation, before the call resolves', async () => {
    const { store, conversation } = await storeWithConversation();
    const batches = recordChanges(store);
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.map((change) => ('object' in change ? change.object : change.type))).toEqual(['message', 'message', 'conversation']);
    expect(batches[0]?.at(-1)).toMatchObject({ value: { id: conversation.id, lastMessage: { text: 'text 2' } } });
  });

  it('is nothing for the same page again, but the moment it was read once that is worth it', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    const batches = recordChanges(store);
    await latest(store, conversation.id, [incoming(1)]);
    await store.ingest({ conversationId: conversation.id, messages: [incoming(1)], page: 'older', readAt: base + 77 });
    await store.markRead(conversation.id);
    expect(batches).toEqual([]);
    await latest(store, conversation.id, [incoming(1)], { readAt: base + 60_000 });
    expect(batches).toEqual([[{ type: 'upsert', object: 'conversation', value: await store.readConversation(conversation.id) }]]);
  });

  it('is an edit in place when a known message changed', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    const [, before] = (await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 9 })).messages;
    const batches = recordChanges(store);
    const result = await latest(store, conversation.id, [incoming(2, { text: 'changed', authorName: 'Ana B.' })]);
    expect(result).toMatchObject({ added: 0, arrived: [] });
    expect(batches).toEqual([
      [
        { type: 'upsert', object: 'message', value: { ...before, text: 'changed', authorName: 'Ana B.', editedAt: base } },
        { type: 'upsert', object: 'conversation', value: await store.readConversation(conversation.id) },
      ],
    ]);
    const [first] = (await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 9 })).messages;
    expect(first?.authorName, 'an older message keeps the name it was sent under').toBe('Ana');
  });

  it('is what a page of the conversation then shows, whatever the messages are like', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(0)]);
    const batches = recordChanges(store);
    const { arrived } = await latest(store, conversation.id, [
      incoming(1, { order: -0, sentAt: base + 0.75 }),
      incoming(2, { deleted: true, text: 'gone' }),
      incoming(3, { mine: true, editedAt: base + 9.5, clientId: 'not ours' }),
      incoming(4, { text: 'half \ud83d of it\0', authorId: '\ud800', authorName: '' }),
      incoming(5, { system: true, replyTo: { remoteId: 'm1', authorName: 'Ana', text: 'one' }, seenBy: { count: 1, of: 2.5 } }),
      incoming(6, { reactions: [{ emoji: '👍', count: 2, mine: true }] }),
      incoming(7, { sentAt: base }),
      incoming(8, { sentAt: base }),
      incoming(9),
      incoming(9, { text: 'said otherwise further down' }),
    ]);
    const { messages } = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 500 });
    const shown = messages.filter((message) => message.text !== 'text 0');
    const published = batches[0]?.flatMap((change) => (change.type === 'upsert' && change.object === 'message' ? [change.value] : []));
    expect(shown).toHaveLength(9);
    expect(published).toEqual(shown.toSorted((a, b) => a.id - b.id));
    expect(arrived).toEqual(shown.filter((message) => message.unread));
  });

  it('sends more than two hundred new messages in one batch', async () => {
    const { store, conversation } = await storeWithConversation();
    const batches = recordChanges(store);
    await latest(
      store,
      conversation.id,
      Array.from({ length: 450 }, (_, n) => incoming(n)),
    );
    expect(batches.map((batch) => batch.length)).toEqual([451]);
  });
});

describe('pages of a conversation', () => {
  it('are read backwards by position, also among equal orders', async () => {
    const { store, conversation } = await storeWithConversation();
    const messages = Array.from({ length: 25 }, (_, n) => incoming(n, { order: Math.floor(n / 6) }));
    await latest(store, conversation.id, messages);
    const read: string[] = [];
    let at: PagePlace = 'newest';
    for (;;) {
      const page = await store.readMessagePage({ conversationId: conversation.id, at, limit: 4 });
      read.unshift(...page.messages.map((message) => message.text));
      if (!page.hasOlder) break;
      const [oldest] = page.messages;
      if (!oldest) break;
      at = { before: { order: oldest.order, id: oldest.id } };
    }
    expect(read).toEqual(messages.map((message) => message.text));
    expect(await store.readSyncConversations(account.id)).toEqual([
      {
        id: conversation.id,
        accountId: account.id,
        remoteId: 'room',
        title: 'Room',
        seen: true,
        historyComplete: false,
        oldestOrder: 0,
        newestOrder: 4,
      },
    ]);
  });

  it('of a conversation that is gone are empty, and nothing can be stored in it', async () => {
    const { store } = await storeWithConversation();
    expect(await store.readMessagePage({ conversationId: 99, at: 'newest', limit: 9 })).toEqual({
      messages: [],
      anchorId: null,
      outbox: [],
      gaps: [],
      hasOlder: false,
      hasNewer: false,
    });
    await expect(latest(store, 99, [incoming(1)])).rejects.toMatchObject({
      code: 'not-found',
      message: 'This conversation is no longer on this computer.',
    });
  });
});
