import { describe, expect, it } from 'vitest';
import { StorageError } from '../../../main/store/errors.ts';
import type { Store } from '../../../main/store/contract.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, openAt, recordChanges, storeWithConversation } from './temporary-store.ts';

const bot = { authorId: 'bot', authorName: 'Chapi' };

function write(store: Store, conversationId: number, id: string, text = 'hello') {
  return store.enqueue(outgoing(id, conversationId, text));
}

function accept(store: Store, id: string, endedAt = base + 1) {
  return store.settle({ id, state: 'sent', endedAt, outcome: 'accepted', reason: '' });
}

describe('writing', () => {
  it('queues once per client id and clears the draft', async () => {
    const { store, conversation } = await storeWithConversation();
    await store.saveDraft({ conversationId: conversation.id, text: 'hel' });
    const batches = recordChanges(store);
    const item = await write(store, conversation.id, 'a');
    expect(item).toEqual({
      id: 'a',
      conversationId: conversation.id,
      kind: 'send',
      text: 'hello',
      targetId: null,
      forAll: false,
      replyTo: null,
      state: 'queued',
      createdAt: base,
      reason: '',
      nextAttemptAt: null,
      attempts: [],
      messageId: null,
    });
    expect((await store.readConversation(conversation.id))?.draft).toBe('');
    await store.saveDraft({ conversationId: conversation.id, text: 'next' });
    expect(await write(store, conversation.id, 'a', 'other words')).toEqual(item);
    expect((await store.readConversation(conversation.id))?.draft).toBe('next');
    expect(batches.map((batch) => batch.map((change) => 'object' in change && change.object))).toEqual([
      ['outbox', 'conversation'],
      ['conversation'],
    ]);
  });

  it('to a conversation that is gone is refused', async () => {
    const { store } = await storeWithConversation();
    await expect(write(store, 99, 'a')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lists what is unfinished in the order of writing, whatever the clock said', async () => {
    const { store, conversation } = await storeWithConversation();
    for (const id of ['z', 'y', 'x', 'w']) await store.enqueue(outgoing(id, conversation.id, id, { createdAt: base - id.charCodeAt(0) }));
    await store.settle({ id: 'y', state: 'failed', endedAt: base, outcome: 'not-delivered', reason: 'Too long.' });
    expect((await store.readUnfinishedOutbox()).map((item) => item.id)).toEqual(['z', 'x', 'w']);
    const page = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 5 });
    expect(page.outbox.map((item) => item.id)).toEqual(['z', 'y', 'x', 'w']);
  });
});

describe('attempts', () => {
  it('are recorded before sending and ended by the outcome', async () => {
    const { store, conversation } = await storeWithConversation();
    await write(store, conversation.id, 'a');
    const sending = await store.beginAttempt({ id: 'a', startedAt: base + 1 });
    expect(sending).toMatchObject({ state: 'sending', attempts: [{ number: 1, startedAt: base + 1, endedAt: null, outcome: null }] });
    const back = await store.settle({
      id: 'a',
      state: 'queued',
      endedAt: base + 2,
      outcome: 'not-delivered',
      reason: 'The service asked for a pause.',
      nextAttemptAt: base + 60_000,
    });
    expect(back).toMatchObject({ state: 'queued', reason: 'The service asked for a pause.', nextAttemptAt: base + 60_000 });
    const second = await store.beginAttempt({ id: 'a', startedAt: base + 70_000 });
    expect(second).toMatchObject({ state: 'sending', reason: '', nextAttemptAt: null });
    const unknown = await store.settle({ id: 'a', state: 'unknown', endedAt: base + 80_000, outcome: 'unknown', reason: 'No answer.' });
    expect(unknown.attempts).toEqual([
      { number: 1, startedAt: base + 1, endedAt: base + 2, outcome: 'not-delivered', reason: 'The service asked for a pause.' },
      { number: 2, startedAt: base + 70_000, endedAt: base + 80_000, outcome: 'unknown', reason: 'No answer.' },
    ]);
    expect(await store.readOutboxItem('a')).toEqual(unknown);
  });

  it('survive closing in the middle', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await write(store, conversation.id, 'a');
    const sending = await store.beginAttempt({ id: 'a', startedAt: base });
    await store.close();
    const again = await openAt(file);
    expect(await again.store.readUnfinishedOutbox()).toEqual([sending]);
  });

  it('refuse what the state does not allow', async () => {
    const { store, conversation } = await storeWithConversation();
    await write(store, conversation.id, 'a');
    await store.beginAttempt({ id: 'a', startedAt: base });
    const refused = { code: 'conflict', name: 'StorageError' };
    await expect(store.beginAttempt({ id: 'a', startedAt: base })).rejects.toMatchObject(refused);
    await expect(store.editOutboxText({ id: 'a', text: 'x' })).rejects.toMatchObject(refused);
    await expect(store.discardOutbox('a')).rejects.toMatchObject(refused);
    await accept(store, 'a');
    await expect(store.discardOutbox('a')).rejects.toThrow('This message can no longer be discarded: it is already sent.');
    await expect(store.beginAttempt({ id: 'a', startedAt: base })).rejects.toMatchObject(refused);
    await expect(store.settle({ id: 'a', state: 'queued', endedAt: base, outcome: null, reason: '' })).rejects.toMatchObject(refused);
    await expect(store.beginAttempt({ id: 'nobody', startedAt: base })).rejects.toBeInstanceOf(StorageError);
    expect((await store.readOutboxItem('a'))?.state).toBe('sent');
  });

  it('leave text that was surely not delivered open to change, and to being thrown away', async () => {
    const { store, conversation } = await storeWithConversation();
    await write(store, conversation.id, 'a');
    expect(await store.editOutboxText({ id: 'a', text: 'better' })).toMatchObject({ text: 'better', state: 'queued' });
    await store.beginAttempt({ id: 'a', startedAt: base });
    await store.settle({ id: 'a', state: 'failed', endedAt: base, outcome: 'not-delivered', reason: 'Refused.' });
    expect((await store.readStuckOutbox()).map((item) => item.id)).toEqual(['a']);
    expect(await store.editOutboxText({ id: 'a', text: 'best' })).toMatchObject({ text: 'best', state: 'failed' });
    const batches = recordChanges(store);
    await store.discardOutbox('a');
    await store.discardOutbox('a');
    expect(batches).toEqual([[{ type: 'delete', object: 'outbox', id: 'a' }]]);
    expect(await store.readOutboxItem('a')).toBeNull();
  });
});

describe('reading our own message back', () => {
  it('confirms the item, ends its attempt and never counts it as unread', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    await write(store, conversation.id, 'a');
    await store.beginAttempt({ id: 'a', startedAt: base });
    await accept(store, 'a');
    const batches = recordChanges(store);
    const result = await latest(store, conversation.id, [incoming(1), incoming(2, { text: 'hello', ...bot }), incoming(3)], {
      readAt: base + 5,
    });
    expect(result.arrived.map((message) => message.text)).toEqual(['text 3']);
    const [, own] = (await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 5 })).messages;
    expect(own).toMatchObject({ text: 'hello', mine: true, unread: false });
    const item = await store.readOutboxItem('a');
    expect(item).toMatchObject({ state: 'confirmed', messageId: own?.id, attempts: [{ outcome: 'accepted' }] });
    expect(await store.readUnfinishedOutbox()).toEqual([]);
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'outbox', value: item });
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'message', value: own });
    const late = await store.settle({ id: 'a', state: 'unknown', endedAt: base, outcome: 'unknown', reason: 'No answer.' });
    expect(late, 'a late answer changes nothing').toEqual(item);
  });

  it.each(['sending', 'unknown', 'sent'] as const)('works from the state %s', async (state) => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    await write(store, conversation.id, 'a');
    await store.beginAttempt({ id: 'a', startedAt: base });
    if (state === 'unknown') await store.settle({ id: 'a', state, endedAt: base, outcome: 'interrupted', reason: '' });
    if (state === 'sent')
      await store.settle({ id: 'a', state, endedAt: base, outcome: 'accepted', reason: '', renderedText: '<b>hello</b>' });
    const text = state === 'sent' ? '<b>hello</b>' : 'hello';
    expect((await latest(store, conversation.id, [incoming(2, { text, ...bot })])).arrived).toEqual([]);
    const item = await store.readOutboxItem('a');
    expect(item?.state).toBe('confirmed');
    expect(item?.attempts.every((attempt) => attempt.endedAt !== null)).toBe(true);
  });

  it('finds a message that was stored before the answer came', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    await write(store, conversation.id, 'a', 'first try');
    await store.beginAttempt({ id: 'a', startedAt: base });
    await store.settle({ id: 'a', state: 'queued', endedAt: base, outcome: 'not-delivered', reason: '' });
    const page = [incoming(1), incoming(2, { text: 'first try', ...bot })];
    expect((await latest(store, conversation.id, page)).arrived).toHaveLength(1);
    await store.beginAttempt({ id: 'a', startedAt: base + 1 });
    const batches = recordChanges(store);
    await latest(store, conversation.id, page, { readAt: base });
    expect(await store.readOutboxItem('a')).toMatchObject({ state: 'confirmed' });
    expect(await store.readConversation(conversation.id)).toMatchObject({ unread: 0, lastMessage: { mine: true } });
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'conversation', value: await store.readConversation(conversation.id) });
  });

  it('never takes a message from before the first attempt, or one that belongs to another item', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1, { text: 'ok', ...bot })]);
    await write(store, conversation.id, 'a', 'ok');
    await write(store, conversation.id, 'b', 'ok');
    for (const id of ['a', 'b']) {
      await store.beginAttempt({ id, startedAt: base });
      await accept(store, id);
    }
    await latest(store, conversation.id, [incoming(1, { text: 'ok', ...bot })]);
    expect((await store.readUnfinishedOutbox()).map((item) => item.id)).toEqual(['a', 'b']);
    await latest(store, conversation.id, [incoming(2, { text: 'ok', ...bot })]);
    await latest(store, conversation.id, [incoming(2, { text: 'ok', ...bot })]);
    expect((await store.readUnfinishedOutbox()).map((item) => item.id)).toEqual(['b']);
    await latest(store, conversation.id, [incoming(3, { text: 'ok', ...bot })]);
    expect(await store.readUnfinishedOutbox()).toEqual([]);
  });
});

describe('who we are at the service', () => {
  it('is learnt from the first match, and marks all messages of that author as ours', async () => {
    const { store, conversation } = await storeWithConversation();
    const other = await store.addConversation({ accountId: account.id, remoteId: 'other', title: 'Other' });
    await latest(store, other.id, []);
    await latest(store, other.id, [incoming(1, bot)]);
    await latest(store, conversation.id, []);
    expect(await store.readUnreadTotal()).toBe(1);
    await write(store, conversation.id, 'a');
    await store.beginAttempt({ id: 'a', startedAt: base });
    await accept(store, 'a');
    const batches = recordChanges(store);
    await latest(store, conversation.id, [incoming(2, { text: 'hello', ...bot })]);
    expect(await store.readUnreadTotal()).toBe(0);
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'conversation', value: await store.readConversation(other.id) });
    expect((await store.readConversation(other.id))?.lastMessage?.mine).toBe(true);
    expect((await latest(store, other.id, [incoming(3, bot), incoming(4)])).arrived.map((message) => message.text)).toEqual(['text 4']);
  });

  it('keeps somebody else’s same words apart', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    for (const [id, n] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      await write(store, conversation.id, id, 'ok');
      await store.beginAttempt({ id, startedAt: base });
      await accept(store, id);
      const page = n === 1 ? [incoming(1, { text: 'ok', ...bot })] : [incoming(2, { text: 'ok' }), incoming(3, { text: 'ok', ...bot })];
      await latest(store, conversation.id, page);
    }
    const { messages } = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 9 });
    expect(messages.map((message) => [message.authorId, message.mine])).toEqual([
      ['bot', true],
      ['ana', false],
      ['bot', true],
    ]);
  });

  it('is not concluded when two authors wrote the same words', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    await write(store, conversation.id, 'a', 'ok');
    await store.beginAttempt({ id: 'a', startedAt: base });
    await accept(store, 'a');
    await latest(store, conversation.id, [incoming(1, { text: 'ok' }), incoming(2, { text: 'ok', ...bot })]);
    expect((await latest(store, conversation.id, [incoming(3), incoming(4, bot)])).arrived).toHaveLength(2);
  });

  it('is corrected when accepted messages keep appearing under another author', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    for (const [id, authorId] of [
      ['a', 'bot'],
      ['b', 'new bot'],
    ] as const) {
      await write(store, conversation.id, id, id);
      await store.beginAttempt({ id, startedAt: base });
      await accept(store, id, base);
      await latest(store, conversation.id, [incoming(id.charCodeAt(0), { text: id, authorId })], { readAt: base + 1000 });
    }
    expect((await store.readOutboxItem('b'))?.state, 'at first it may still be on its way').toBe('sent');
    await latest(store, conversation.id, [], { readAt: base + 100_000 });
    expect((await store.readOutboxItem('b'))?.state).toBe('confirmed');
    expect((await latest(store, conversation.id, [incoming(200, { authorId: 'new bot' })])).arrived).toEqual([]);
  });
});
