import { describe, expect, it } from 'vitest';
import { conversationSchema, messageSchema } from '../../../preload/contract/domain.ts';
import { base, incoming, outgoing } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

const long = 'äöü😀'.repeat(250_000);
const oddTexts = {
  empty: '',
  'a million characters': long.slice(0, 1_000_000),
  'control characters': '\0start\u0001\u0007\u001b[31m\r\n\t\u007f\u0085\0',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈',
  'right to left': 'שלום \u202eevil\u202c مرحبا',
  Chinese: '你好，世界',
  'SQL and markup': `'); DROP TABLE messages; -- <script>&amp;`,
};

describe('text', () => {
  it.each(Object.entries(oddTexts))('%s comes back as it was', async (_name, text) => {
    const { store, conversation } = await storeWithConversation();
    const message = incoming(1, { remoteId: `id ${text.slice(0, 50)}`, authorId: text.slice(0, 50), authorName: text.slice(0, 50), text });
    await latest(store, conversation.id, [message]);
    const batches = recordChanges(store);
    await latest(store, conversation.id, [message]);
    expect(batches).toEqual([]);
    const [stored] = (await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 1 })).messages;
    expect(stored?.text === text && stored.authorName === text.slice(0, 50)).toBe(true);
    const item = await store.enqueue(outgoing(text.slice(0, 20), conversation.id, text));
    expect(item.text === text).toBe(true);
    await store.saveDraft({ conversationId: conversation.id, text });
    const after = await store.readConversation(conversation.id);
    expect(after?.draft === text).toBe(true);
    expect(after?.lastMessage?.text).toBe(Array.from(text).slice(0, 200).join(''));
  });

  it('with half a surrogate pair is stored once, with a replacement character', async () => {
    const { store, conversation } = await storeWithConversation();
    const message = incoming(1, { remoteId: 'id\udc00', text: 'half \ud83d of it', authorName: '\udfff', authorId: 'a\ud800' });
    await latest(store, conversation.id, [message]);
    const batches = recordChanges(store);
    expect(await latest(store, conversation.id, [message])).toMatchObject({ added: 0 });
    expect(batches).toEqual([]);
    const [stored] = (await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 1 })).messages;
    expect(stored).toMatchObject({ text: 'half \ufffd of it', authorName: '\ufffd' });
  });
});

describe('times and orders', () => {
  const times = [
    -1,
    -8.64e15,
    0,
    1,
    2 ** 41 - 1,
    2 ** 41,
    Date.UTC(9999, 11, 31),
    8.64e15,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    base - 10 * 365 * 864e5,
    base + 10 * 365 * 864e5,
    base + 0.75,
  ];

  it('far off are stored without a crash, sorted by order, with ids that JavaScript can hold', async () => {
    const { store, conversation } = await storeWithConversation();
    const messages = times.map((sentAt, n) => incoming(n, { sentAt, order: n }));
    await latest(store, conversation.id, [...messages, incoming(99, { order: Number.NaN }), incoming(98, { order: -1e300 })]);
    const page = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 99 });
    expect(page.messages).toHaveLength(times.length + 2);
    for (const message of page.messages) expect(messageSchema.safeParse(message).success, JSON.stringify(message)).toBe(true);
    expect(page.messages.slice(1, -1).map((message) => message.order)).toEqual(times.map((_, n) => n));
    expect(new Set(page.messages.map((message) => message.id)).size).toBe(times.length + 2);
    expect(conversationSchema.safeParse(await store.readConversation(conversation.id)).success).toBe(true);
  });

  it('all the same give distinct ids, also when a millisecond is full', async () => {
    const { store, conversation } = await storeWithConversation();
    for (const sentAt of [0, base, 1e18]) {
      const messages = Array.from({ length: 5000 }, (_, n) => incoming(n, { remoteId: `${sentAt}-${n}`, sentAt, order: n }));
      expect(await latest(store, conversation.id, messages)).toMatchObject({ added: 5000 });
    }
    const page = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 20_000 });
    expect(new Set(page.messages.map((message) => message.id)).size).toBe(15_000);
    expect(page.messages.every((message) => Number.isSafeInteger(message.id) && message.id > 0)).toBe(true);
  });
});
