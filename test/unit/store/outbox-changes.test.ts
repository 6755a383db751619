/** Edits and deletions of messages on their way through the outbox. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import type { Message } from '../../../preload/contract/domain.ts';
import { base, incoming, outgoing } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

/** A conversation with messages 1 and 2; `target` is the second. */
async function storeWithTarget() {
  const parts = await storeWithConversation();
  const { store, conversation } = parts;
  await latest(store, conversation.id, [incoming(1), incoming(2)]);
  const [other, target] = await messages(store, conversation.id);
  const edit = (id: string, text = 'better') => store.enqueue(outgoing(id, conversation.id, text, { kind: 'edit', targetId: target!.id }));
  const remove = (id: string, forAll = true) =>
    store.enqueue(outgoing(id, conversation.id, '', { kind: 'delete', targetId: target!.id, forAll }));
  return { ...parts, id: conversation.id, other: other!, target: target!, edit, remove };
}

async function messages(store: Store, conversationId: number): Promise<Message[]> {
  return (await store.readMessagePage({ conversationId, at: 'newest', limit: 50 })).messages;
}

async function shown(store: Store, message: Message): Promise<Message | undefined> {
  return (await store.readMessage(message.id))?.message;
}

function fail(store: Store, id: string) {
  return store.settle({ id, state: 'failed', endedAt: base, outcome: 'not-delivered', reason: 'Refused.' });
}

function done(store: Store, id: string, endedAt = base + 9) {
  return store.settle({ id, state: 'confirmed', endedAt, outcome: 'accepted', reason: '' });
}

describe('a wish to change a message', () => {
  it('waits with what it is about, and leaves the draft alone', async () => {
    const { store, id, target, edit, remove } = await storeWithTarget();
    await store.saveDraft({ conversationId: id, text: 'dr' });
    const item = await edit('e');
    expect(item).toMatchObject({ kind: 'edit', text: 'better', targetId: target.id, forAll: false, state: 'queued', messageId: null });
    const removal = await remove('d');
    expect(removal).toMatchObject({ kind: 'delete', text: 'text 2', targetId: target.id, forAll: true });
    expect((await store.readConversation(id))?.draft).toBe('dr');
    expect(await store.readUnfinishedOutbox()).toEqual([removal]);
  });

  it('replaces an earlier one that still waits; nothing is edited that is about to be deleted', async () => {
    const { store, edit, remove } = await storeWithTarget();
    await edit('first');
    const batches = recordChanges(store);
    const second = await edit('second', 'best');
    expect(batches).toEqual([
      [
        { type: 'delete', object: 'outbox', id: 'first' },
        { type: 'upsert', object: 'outbox', value: second },
      ],
    ]);
    const removal = await remove('d');
    expect(await edit('too late')).toEqual(removal);
    expect(await store.readUnfinishedOutbox()).toEqual([removal]);
    await fail(store, 'd');
    await edit('after all');
    expect((await store.readUnfinishedOutbox()).map((item) => item.id)).toEqual(['after all']);
    expect(await store.readStuckOutbox()).toEqual([]);
  });

  it('waits behind one whose end is not known', async () => {
    const { store, edit } = await storeWithTarget();
    await edit('first');
    await store.beginAttempt({ id: 'first', startedAt: base });
    await edit('second', 'best');
    expect((await store.readUnfinishedOutbox()).map((item) => [item.id, item.state])).toEqual([
      ['first', 'sending'],
      ['second', 'queued'],
    ]);
  });

  it('is refused where there is nothing to change', async () => {
    const { store, conversation, target, edit, remove } = await storeWithTarget();
    const missing = { code: 'not-found', message: 'This message is no longer on this computer.' };
    const about = (targetId: number | null) => store.enqueue(outgoing('x', conversation.id, 'x', { kind: 'edit', targetId }));
    await expect(about(99)).rejects.toMatchObject(missing);
    await expect(about(null)).rejects.toMatchObject(missing);
    const elsewhere = await store.addConversation({ accountId: conversation.accountId, remoteId: 'elsewhere', title: '' });
    const fromThere = outgoing('x', elsewhere.id, 'x', { kind: 'delete', targetId: target.id });
    await expect(store.enqueue(fromThere)).rejects.toMatchObject(missing);
    await latest(store, conversation.id, [incoming(2, { deleted: true })]);
    await expect(edit('e')).rejects.toMatchObject({ code: 'conflict', message: 'This message is already deleted.' });
    await expect(remove('d')).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.readUnfinishedOutbox()).toEqual([]);
  });

  it('can get another text while it waits, but a deletion has none', async () => {
    const { store, other, id, edit } = await storeWithTarget();
    await edit('e');
    expect(await store.editOutboxText({ id: 'e', text: 'best' })).toMatchObject({ text: 'best' });
    await store.enqueue(outgoing('d', id, '', { kind: 'delete', targetId: other.id }));
    await expect(store.editOutboxText({ id: 'd', text: 'x' })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an accepted change', () => {
  it('shows at once, with the earlier text kept, and changes nothing when it is settled or read again', async () => {
    const { store, id, target, edit } = await storeWithTarget();
    await edit('e');
    await store.beginAttempt({ id: 'e', startedAt: base });
    expect(await done(store, 'e')).toMatchObject({ state: 'confirmed', messageId: null, attempts: [{ outcome: 'accepted' }] });
    expect(await shown(store, target)).toEqual({ ...target, text: 'better', editedAt: base + 9 });
    const batches = recordChanges(store);
    await done(store, 'e', base + 20);
    await latest(store, id, [incoming(1), incoming(2, { text: 'better' })]);
    expect(batches).toEqual([]);
    expect(await store.readMessageVersions(target.id)).toEqual([{ text: 'text 2', replacedAt: base + 9 }]);
  });

  it('is what the service answered, where it answers with the message', async () => {
    const { store, target, edit } = await storeWithTarget();
    await edit('e', '*better*');
    await store.beginAttempt({ id: 'e', startedAt: base });
    const message = incoming(2, { remoteId: 'of no use', text: '<b>better</b>', editedAt: base + 5 });
    await store.settle({ id: 'e', state: 'confirmed', endedAt: base + 9, outcome: 'accepted', reason: '', message });
    expect(await shown(store, target)).toMatchObject({ text: '<b>better</b>', editedAt: base + 5 });
    expect(await store.readMessageVersions(target.id)).toEqual([{ text: 'text 2', replacedAt: base + 9 }]);
  });

  it('may be a deletion: the words stay on this computer', async () => {
    const { store, id, target, remove } = await storeWithTarget();
    await remove('d');
    await store.beginAttempt({ id: 'd', startedAt: base });
    await done(store, 'd');
    await done(store, 'd');
    expect(await shown(store, target)).toEqual({ ...target, deleted: true });
    expect((await store.readConversation(id))?.lastMessage).toMatchObject({ text: '' });
  });

  it('does nothing while it is not known to have happened', async () => {
    const { store, target, edit } = await storeWithTarget();
    await edit('e');
    await store.beginAttempt({ id: 'e', startedAt: base });
    await store.settle({ id: 'e', state: 'unknown', endedAt: base, outcome: 'unknown', reason: 'No answer.' });
    expect(await shown(store, target)).toEqual(target);
  });
});

describe('reading tells what became of a change', () => {
  it.each(['sending', 'unknown'] as const)('that is %s', async (state) => {
    const { store, id, other, edit } = await storeWithTarget();
    await edit('e', 'a < b');
    await store.enqueue(outgoing('d', id, '', { kind: 'delete', targetId: other.id }));
    for (const item of ['e', 'd']) {
      await store.beginAttempt({ id: item, startedAt: base });
      if (state === 'unknown') await store.settle({ id: item, state, endedAt: base, outcome: 'interrupted', reason: 'No answer.' });
    }
    await latest(store, id, [incoming(1), incoming(2)]);
    expect(await store.readUnfinishedOutbox()).toHaveLength(2);
    await latest(store, id, [incoming(1, { deleted: true }), incoming(2, { text: 'a &lt; b' })], { readAt: base + 5 });
    expect(await store.readUnfinishedOutbox()).toEqual([]);
    for (const item of ['e', 'd']) {
      const { attempts, ...rest } = (await store.readOutboxItem(item))!;
      expect(rest).toMatchObject({ state: 'confirmed', reason: '', messageId: null });
      expect(attempts[0]?.endedAt).not.toBeNull();
    }
  });

  it('that still waits: an equal text proves nothing, a message gone needs no deletion', async () => {
    const { store, id, edit, remove } = await storeWithTarget();
    await edit('e', 'text 2');
    await latest(store, id, [incoming(2)]);
    expect((await store.readOutboxItem('e'))?.state).toBe('queued');
    await remove('d');
    await latest(store, id, [incoming(1)], { whole: { from: incoming(1).order, to: incoming(2).order } });
    expect(await store.readOutboxItem('d')).toMatchObject({ state: 'confirmed', attempts: [] });
  });

  it('that has lost its message', async () => {
    const { store, id, edit } = await storeWithTarget();
    await edit('e');
    await latest(store, id, [incoming(2, { deleted: true })]);
    const reason = 'The message was deleted at the service meanwhile, so it can no longer be changed.';
    expect(await store.readOutboxItem('e')).toMatchObject({ state: 'failed', reason });
    expect((await store.readStuckOutbox()).map((item) => item.id)).toEqual(['e']);
  });

  it('without ever taking a new message for it', async () => {
    const { store, id, edit } = await storeWithTarget();
    await edit('e', 'better');
    await store.beginAttempt({ id: 'e', startedAt: base });
    const { arrived } = await latest(store, id, [incoming(3, { text: 'better' })]);
    expect(arrived).toHaveLength(1);
    expect(await store.readOutboxItem('e')).toMatchObject({ state: 'sending', messageId: null });
  });
});

describe('a reply', () => {
  it('says what it answers, as that reads now', async () => {
    const { store, id, target } = await storeWithTarget();
    const item = await store.enqueue(outgoing('r', id, 'yes', { replyToId: target.id }));
    expect(item.replyTo).toEqual({ messageId: target.id, authorName: 'Ana', text: 'text 2' });
    await latest(store, id, [incoming(2, { deleted: true })]);
    expect((await store.readUnfinishedOutbox())[0]?.replyTo).toEqual({ messageId: target.id, authorName: 'Ana', text: '' });
    await expect(store.enqueue(outgoing('x', id, 'yes', { replyToId: 99 }))).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('everything goes with the conversation', async () => {
  const { store, id, target, edit } = await storeWithTarget();
  await edit('e');
  await store.enqueue(outgoing('r', id, 'yes', { replyToId: target.id }));
  await store.removeConversation(id);
  expect(await store.readUnfinishedOutbox()).toEqual([]);
  expect(await store.readOutboxItem('e')).toBeNull();
});
