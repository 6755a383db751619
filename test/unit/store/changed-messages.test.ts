import { describe, expect, it } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import { messageSchema, type Message } from '../../../preload/contract/domain.ts';
import { account, base, incoming } from './sample.ts';
import { latest, recordChanges, storeWithConversation, texts } from './temporary-store.ts';

async function messages(store: Store, conversationId: number): Promise<Message[]> {
  return (await store.readMessagePage({ conversationId, at: 'newest', limit: 500 })).messages;
}

describe('a message that was changed at the service', () => {
  it('keeps its earlier texts, oldest first, with the moment each was seen to be replaced', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    await latest(store, conversation.id, [incoming(1, { text: 'second' })], { readAt: base + 10 });
    await latest(store, conversation.id, [incoming(1, { text: 'third', editedAt: base + 15 })], { readAt: base + 20 });
    await latest(store, conversation.id, [incoming(1, { text: 'third', editedAt: base + 15 })], { readAt: base + 30 });
    const [message] = await messages(store, conversation.id);
    expect(message).toMatchObject({ text: 'third', editedAt: base + 15, unread: false, deleted: false });
    expect(await store.readMessageVersions(message!.id)).toEqual([
      { text: 'text 1', replacedAt: base + 10 },
      { text: 'second', replacedAt: base + 20 },
    ]);
    expect(await store.readMessageVersions(99)).toEqual([]);
  });

  it('was not edited when only its author got another name, or the service remembers the edit alone', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1), incoming(2, { editedAt: base + 5 })]);
    await latest(store, conversation.id, [incoming(1, { authorName: 'Ana B.' }), incoming(2)]);
    const [renamed, edited] = await messages(store, conversation.id);
    expect(renamed).toMatchObject({ authorName: 'Ana B.', editedAt: null });
    expect(edited).toMatchObject({ text: 'text 2', editedAt: base + 5 });
    for (const { id } of [renamed!, edited!]) expect(await store.readMessageVersions(id)).toEqual([]);
  });
});

describe('a message deleted at the service', () => {
  it('keeps the words last seen but stops being unread, and the list no longer shows them', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    const batches = recordChanges(store);
    await latest(store, conversation.id, [incoming(1), incoming(2, { text: '', authorName: '', deleted: true })]);
    const [, gone] = await messages(store, conversation.id);
    expect(gone).toMatchObject({ text: 'text 2', authorName: 'Ana', deleted: true, unread: false, editedAt: null });
    const stored = await store.readConversation(conversation.id);
    expect(stored).toMatchObject({ unread: 1, lastMessage: { author: 'Ana', text: '' } });
    expect(batches).toEqual([
      [
        { type: 'upsert', object: 'message', value: gone },
        { type: 'upsert', object: 'conversation', value: stored },
      ],
    ]);
    expect((await store.readKnown(conversation.id)).newest.map((known) => known.remoteId)).toEqual(['m1']);
  });

  it('comes back when the service shows it again, with the words it then has', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1), incoming(2, { deleted: true })]);
    const first = await messages(store, conversation.id);
    expect(first.map(({ text, deleted }) => [text, deleted])).toEqual([
      ['text 1', false],
      ['', true],
    ]);
    await latest(store, conversation.id, [incoming(1, { deleted: true })]);
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    for (const message of await messages(store, conversation.id)) {
      expect(message).toMatchObject({ text: `text ${message.text.at(-1)}`, deleted: false, editedAt: null });
      expect(await store.readMessageVersions(message.id), 'an unseen text is no earlier text').toEqual([]);
    }
  });

  it('is never announced when it was deleted before Parley saw it', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    expect((await latest(store, conversation.id, [incoming(2, { deleted: true }), incoming(3)])).arrived.map(({ text }) => text)).toEqual([
      'text 3',
    ]);
  });

  it('is noticed by its absence from a whole stretch, both ends included, and nowhere else', async () => {
    const { store, conversation } = await storeWithConversation();
    const all = [1, 2, 3, 4, 5, 6].map((n) => incoming(n));
    await latest(store, conversation.id, all);
    const from = incoming(2).order;
    const to = incoming(5).order;
    const read = () => latest(store, conversation.id, [all[2]!], { page: 'older', whole: { from, to } });
    await read();
    const deleted = async () => (await messages(store, conversation.id)).filter((message) => message.deleted).map(({ text }) => text);
    expect(await deleted()).toEqual(['text 2', 'text 4', 'text 5']);
    const batches = recordChanges(store);
    await read();
    expect(batches).toEqual([]);
    await latest(store, conversation.id, all.slice(0, 3), { whole: null });
    expect(await deleted()).toEqual(['text 4', 'text 5']);
    expect(await texts(store, conversation.id)).toHaveLength(6);
  });
});

describe('what few messages have', () => {
  const rich = incoming(2, {
    system: true,
    replyTo: { remoteId: 'm1', authorName: 'Ana', text: 'text 1' },
    reactions: [{ emoji: '👍', count: 2, mine: true }],
    seenBy: { count: 1, of: 3 },
  });

  it('is kept as the service says it, and costs no write when it says the same again', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1), rich]);
    const [plain, special] = await messages(store, conversation.id);
    expect(plain).toMatchObject({ system: false, replyTo: null, reactions: [], seenBy: null });
    expect(special).toMatchObject({
      system: true,
      replyTo: { authorName: 'Ana', text: 'text 1' },
      reactions: [{ emoji: '👍', count: 2, mine: true }],
      seenBy: { count: 1, of: 3 },
    });
    const batches = recordChanges(store);
    await latest(store, conversation.id, [incoming(1), rich]);
    expect(batches).toEqual([]);
  });

  it('stays where a message leaves it out, and goes where it says there is none', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [rich]);
    await latest(store, conversation.id, [incoming(2, { seenBy: { count: 3, of: 3 } })]);
    expect((await messages(store, conversation.id))[0]).toMatchObject({
      reactions: [{ count: 2 }],
      seenBy: { count: 3, of: 3 },
      editedAt: null,
    });
    await latest(store, conversation.id, [incoming(2, { system: false, replyTo: null, reactions: [], seenBy: null })]);
    expect((await messages(store, conversation.id))[0]).toMatchObject({ system: false, replyTo: null, reactions: [], seenBy: null });
  });

  it('never breaks what crosses to the window, whatever a service counts', async () => {
    const { store, conversation } = await storeWithConversation();
    const counts = [0, -1, 0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY];
    const odd = counts.map((count, n) =>
      incoming(n, {
        reactions: [{ emoji: '\ud83d', count, mine: false }],
        seenBy: { count, of: count },
        editedAt: count,
        replyTo: { remoteId: '', authorName: '\udc00', text: '\0' },
      }),
    );
    await latest(store, conversation.id, odd);
    for (const message of await messages(store, conversation.id)) expect(messageSchema.safeParse(message).error).toBeUndefined();
  });
});

describe('whose a message is', () => {
  it('is for the service to say, whatever was learnt of its author', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    const { arrived } = await latest(store, conversation.id, [incoming(1, { mine: true }), incoming(2, { mine: false }), incoming(3)]);
    expect(arrived.map(({ text }) => text)).toEqual(['text 2', 'text 3']);
    await latest(store, conversation.id, [incoming(3, { mine: true })]);
    expect((await messages(store, conversation.id)).map(({ mine, unread }) => [mine, unread])).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ]);
  });
});

it('a message is found with the names it has at the service', async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  const [message] = await messages(store, conversation.id);
  expect(await store.readMessage(message!.id)).toEqual({
    message,
    accountId: account.id,
    remoteId: 'm1',
    conversationRemoteId: 'room',
  });
  expect(await store.readMessage(99)).toBeNull();
});

it('a provider is told the newest hundred and twenty messages, oldest first, and how many there are', async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(
    store,
    conversation.id,
    Array.from({ length: 130 }, (_, n) => incoming(n)),
  );
  const { count, newest } = await store.readKnown(conversation.id);
  expect([count, newest.length]).toEqual([130, 120]);
  const { remoteId, authorId, text, sentAt, order } = incoming(10);
  expect(newest[0]).toEqual({ remoteId, authorId, text, sentAt, order });
  expect(newest.at(-1)?.remoteId).toBe('m129');
  expect(await store.readKnown(99)).toEqual({ count: 0, newest: [] });
});
