/** What the user decides about a conversation, and what news, answers and time make of it. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import { forGood } from '../../../preload/contract/for-good.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, openAt, recordChanges, storeWithConversation } from './temporary-store.ts';

const later = base + 3_600_000;

async function readOnce() {
  const { store, conversation, file } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  return { store, file, id: conversation.id, triage: decide(store, conversation.id) };
}

function decide(store: Store, conversationId: number) {
  return (wish: Omit<Parameters<Store['setTriage']>[0], 'conversationId'>) => store.setTriage({ conversationId, ...wish });
}

describe('a decision', () => {
  it('is kept, answered and published once; what is not named stays as it was', async () => {
    const { store, id, file, triage } = await readOnce();
    const batches = recordChanges(store);
    await triage({ pinnedAt: base, mutedUntil: forGood });
    const decided = await triage({ remindAt: later, markedUnread: true });
    expect(decided).toMatchObject({ pinnedAt: base, mutedUntil: forGood, remindAt: later, markedUnread: true, unread: 1, lane: 'inbox' });
    await triage({ remindAt: later });
    expect(batches).toHaveLength(2);
    expect(batches.at(-1)).toEqual([{ type: 'upsert', object: 'conversation', value: decided }]);
    await store.close();
    const { store: again } = await openAt(file);
    expect(await again.readConversation(id)).toEqual(decided);
    expect(await decide(again, id)({ pinnedAt: null, mutedUntil: null, remindAt: null, markedUnread: false })).toMatchObject({
      pinnedAt: null,
      mutedUntil: null,
      remindAt: null,
      unread: 0,
    });
    await expect(decide(again, 99)({ archived: true })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('puts a conversation into one lane: archiving ends a snooze, and a snooze leaves the archive', async () => {
    const { triage } = await readOnce();
    expect(await triage({ snoozedUntil: later })).toMatchObject({ lane: 'snoozed', snoozedUntil: later });
    expect(await triage({ archived: true })).toMatchObject({ lane: 'archive', snoozedUntil: null });
    expect(await triage({ snoozedUntil: later })).toMatchObject({ lane: 'snoozed' });
    expect(await triage({ snoozedUntil: null })).toMatchObject({ lane: 'inbox' });
  });
});

describe('a new message', () => {
  it('brings an archived conversation back, published with it, and is announced', async () => {
    const { store, id, triage } = await readOnce();
    await triage({ archived: true });
    const batches = recordChanges(store);
    expect((await latest(store, id, [incoming(2)])).arrived).toHaveLength(1);
    expect(await store.readConversation(id)).toMatchObject({ lane: 'inbox', unread: 1 });
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'conversation', value: await store.readConversation(id) });
    expect(await store.readUnreadTotal()).toBe(1);
  });

  it.each([
    ['a muted archived', { archived: true, mutedUntil: forGood }, 'archive'],
    ['a muted', { mutedUntil: later }, 'inbox'],
    ['a snoozed', { snoozedUntil: later }, 'snoozed'],
  ] as const)('leaves %s conversation where it is, counts there and draws no attention', async (_what, wish, lane) => {
    const { store, id, triage } = await readOnce();
    await triage(wish);
    expect((await latest(store, id, [incoming(2)])).arrived).toEqual([]);
    expect(await store.readConversation(id)).toMatchObject({ lane, unread: 1 });
    expect(await store.readUnreadTotal()).toBe(0);
  });

  it('of the past, or our own, does not bring an archived conversation back', async () => {
    const { store, id, triage } = await readOnce();
    await triage({ archived: true });
    await store.ingest({ conversationId: id, messages: [incoming(-5)], page: 'older', readAt: base });
    await latest(store, id, [incoming(2, { mine: true })]);
    expect(await store.readConversation(id)).toMatchObject({ lane: 'archive' });
  });
});

describe('unread', () => {
  it('counts a marked conversation in list and total until it is opened', async () => {
    const { store, id, triage } = await readOnce();
    await triage({ markedUnread: true });
    expect(await store.readUnreadTotal()).toBe(1);
    await latest(store, id, [incoming(2), incoming(3)]);
    expect(await store.readConversation(id)).toMatchObject({ unread: 2, markedUnread: true });
    expect(await store.readUnreadTotal()).toBe(2);
    const batches = recordChanges(store);
    await store.markRead(id);
    expect(await store.readConversation(id)).toMatchObject({ unread: 0, markedUnread: false });
    expect(await store.readUnreadTotal()).toBe(0);
    await triage({ markedUnread: true });
    await store.markRead(id);
    await store.markRead(id);
    expect(batches).toHaveLength(3);
  });

  it('follows messages that are read, deleted at the service, turn out to be ours, or go with their conversation', async () => {
    const { store, id } = await readOnce();
    await latest(
      store,
      id,
      [2, 3, 4, 5].map((n) => incoming(n)),
    );
    expect(await store.readConversation(id)).toMatchObject({ unread: 4 });
    await latest(store, id, [incoming(2, { deleted: true })]);
    await latest(store, id, [incoming(3, { mine: true })]);
    expect(await store.readConversation(id)).toMatchObject({ unread: 2 });
    const { id: other } = await store.addConversation({ accountId: account.id, remoteId: 'other', title: 'Other' });
    await latest(store, other, [incoming(10)]);
    await latest(store, other, [incoming(11), incoming(12), incoming(13)]);
    expect(await store.readUnreadTotal()).toBe(5);
    await store.removeConversation(other);
    expect(await store.readUnreadTotal()).toBe(2);
  });
});

describe('a reminder', () => {
  it('is cancelled when our own message is confirmed there by being read back', async () => {
    const { store, id, triage } = await readOnce();
    await store.enqueue(outgoing('a', id, 'on my way'));
    await store.beginAttempt({ id: 'a', startedAt: base });
    await store.settle({ id: 'a', state: 'sent', endedAt: base, outcome: 'accepted', reason: '' });
    await triage({ remindAt: later });
    await latest(store, id, [incoming(2)]);
    expect(await store.readConversation(id)).toMatchObject({ remindAt: later });
    await latest(store, id, [incoming(3, { authorId: 'me', text: 'on my way' })]);
    expect(await store.readOutboxItem('a')).toMatchObject({ state: 'confirmed' });
    expect(await store.readConversation(id)).toMatchObject({ remindAt: null });
  });

  it('is cancelled where the service’s answer confirms, and not by an edit', async () => {
    const { store, id, triage } = await readOnce();
    const [message] = (await store.readMessagePage({ conversationId: id, before: null, limit: 1 })).messages;
    await triage({ remindAt: later });
    await store.enqueue(outgoing('e', id, 'changed', { kind: 'edit', targetId: message!.id }));
    await store.beginAttempt({ id: 'e', startedAt: base });
    await store.settle({ id: 'e', state: 'confirmed', endedAt: base, outcome: 'accepted', reason: '' });
    expect(await store.readConversation(id)).toMatchObject({ remindAt: later });
    await store.enqueue(outgoing('a', id, 'done'));
    await store.beginAttempt({ id: 'a', startedAt: base });
    const batches = recordChanges(store);
    await store.settle({ id: 'a', state: 'confirmed', endedAt: base, outcome: 'accepted', reason: '' });
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'conversation', value: await store.readConversation(id) });
    expect(await store.readConversation(id)).toMatchObject({ remindAt: null });
  });
});

describe('what is due', () => {
  it('ends at its time and not before, each reminder once', async () => {
    const { store, id, triage } = await readOnce();
    await triage({ remindAt: later, archived: true, mutedUntil: later + 10 });
    expect(await store.endDue(later - 1)).toEqual({ reminded: [], next: later });
    const batches = recordChanges(store);
    const { reminded, next } = await store.endDue(later);
    expect(next).toBe(later + 10);
    expect(reminded).toEqual([await store.readConversation(id)]);
    expect(reminded).toMatchObject([{ lane: 'inbox', markedUnread: true, unread: 1, remindAt: null, mutedUntil: later + 10 }]);
    expect(await store.endDue(later + 10)).toEqual({ reminded: [], next: null });
    expect(await store.readConversation(id)).toMatchObject({ mutedUntil: null });
    expect(await store.endDue(later + 20)).toEqual({ reminded: [], next: null });
    expect(batches).toHaveLength(2);
  });

  it('brings back the snoozed; a mute for good never ends and is not waited for', async () => {
    const { store, id, triage } = await readOnce();
    await triage({ snoozedUntil: later, mutedUntil: forGood });
    expect(await store.endDue(later)).toEqual({ reminded: [], next: null });
    expect(await store.readConversation(id)).toMatchObject({ lane: 'inbox', snoozedUntil: null, mutedUntil: forGood });
    expect(await store.endDue(forGood)).toEqual({ reminded: [], next: null });
    expect(await store.readConversation(id)).toMatchObject({ mutedUntil: forGood });
  });
});
