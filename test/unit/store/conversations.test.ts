import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../preload/contract/domain.ts';
import { account, incoming, outgoing } from './sample.ts';
import { latest, openAt, recordChanges, storeWithConversation } from './temporary-store.ts';

describe('accounts', () => {
  it('are kept as given, in the order they were added', async () => {
    const { store, file } = await storeWithConversation();
    const second = { ...account, id: 'second', name: 'Zwei 😀', settings: {}, paused: true, createdAt: account.createdAt + 1 };
    await store.addAccount(second);
    await store.updateAccount({ ...account, name: 'Renamed', hue: 12 });
    await store.close();
    const again = await openAt(file);
    expect(again.outcome).toEqual({ kind: 'opened' });
    expect(await again.store.readAccounts()).toEqual([{ ...account, name: 'Renamed', hue: 12 }, second]);
  });

  it('are refused twice, and unknown ones cannot be changed', async () => {
    const { store } = await storeWithConversation();
    await expect(store.addAccount(account)).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.updateAccount({ ...account, id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.addConversation({ accountId: 'nobody', remoteId: 'x', title: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('take everything of theirs along when removed, also from the files', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const secretWord = 'xylophone-7193';
    await latest(store, conversation.id, [incoming(1, { text: secretWord, authorName: secretWord })]);
    await latest(store, conversation.id, [incoming(1, { text: 'an earlier text goes too', authorName: secretWord })]);
    await store.enqueue(outgoing('a', conversation.id, secretWord));
    await store.saveDraft({ conversationId: conversation.id, text: secretWord });
    const batches = recordChanges(store);
    await store.removeAccount(account.id);
    await store.removeAccount(account.id);
    expect(batches).toEqual([
      [
        { type: 'delete', object: 'outbox', id: 'a' },
        { type: 'delete', object: 'conversation', id: conversation.id },
      ],
    ]);
    expect(await store.readAccounts()).toEqual([]);
    expect(await store.readConversations()).toEqual([]);
    expect(await store.readOutboxItem('a')).toBeNull();
    for (const name of [file, `${file}-wal`]) expect(readFileSync(name).includes(secretWord), name).toBe(false);
  });

  it('of a rehearsal that is over go away together', async () => {
    const { store } = await storeWithConversation();
    await store.addAccount({ ...account, id: 'r1', keep: 'rehearsal' });
    await store.addAccount({ ...account, id: 'r2', keep: 'rehearsal', createdAt: account.createdAt + 5 });
    expect(await store.removeRehearsalAccounts()).toEqual(['r1', 'r2']);
    expect(await store.removeRehearsalAccounts()).toEqual([]);
    expect(await store.readAccounts()).toEqual([account]);
  });
});

describe('conversations', () => {
  it('are added once, and never get the number of a removed one', async () => {
    const { store, conversation } = await storeWithConversation();
    const batches = recordChanges(store);
    const again = await store.addConversation({ accountId: account.id, remoteId: 'room', title: 'Another title' });
    expect(again).toEqual(conversation);
    expect(batches).toEqual([]);
    await latest(store, conversation.id, [incoming(1)]);
    await store.removeConversation(conversation.id);
    await store.removeConversation(conversation.id);
    const next = await store.addConversation({ accountId: account.id, remoteId: 'room', title: 'Room' });
    expect(next).toMatchObject({ seen: false, unread: 0, lastMessage: null, caughtUpAt: null });
    expect(next.id).toBeGreaterThan(conversation.id);
  });

  it('are listed by last activity, those without messages last by title', async () => {
    const { store, conversation } = await storeWithConversation();
    const add = (title: string) => store.addConversation({ accountId: account.id, remoteId: title, title });
    const [zebra, apple, busy] = [await add('Zebra'), await add('apple'), await add('Busy')];
    await latest(store, conversation.id, [incoming(5)]);
    await latest(store, busy.id, [incoming(9)]);
    const order = async () => (await store.readConversations()).map((each) => each.title);
    expect(await order()).toEqual(['Busy', 'Room', 'apple', 'Zebra']);
    await latest(store, zebra.id, [incoming(7)]);
    await latest(store, apple.id, []);
    expect(await order()).toEqual(['Busy', 'Zebra', 'Room', 'apple']);
  });

  it('keep trouble, the reason for being read-only and the draft, and publish each change once', async () => {
    const { store, conversation } = await storeWithConversation();
    const batches = recordChanges(store);
    for (let twice = 0; twice < 2; twice += 1) {
      await store.setConversationTrouble({ id: conversation.id, trouble: 'Gone.' });
      await store.setConversationReadOnly({ id: conversation.id, reason: 'Private room.' });
      await store.saveDraft({ conversationId: conversation.id, text: 'dr' });
    }
    const expected = { ...conversation, trouble: 'Gone.', readOnlyReason: 'Private room.', draft: 'dr' };
    expect(await store.readConversation(conversation.id)).toEqual(expected);
    expect(await store.readConversations()).toEqual([expected]);
    expect(batches).toHaveLength(3);
    expect(batches.at(-1)).toEqual([{ type: 'upsert', object: 'conversation', value: expected }]);
    await expect(store.saveDraft({ conversationId: 99, text: '' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.markRead(99)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('publish the messages that were read', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, []);
    await latest(store, conversation.id, [incoming(1), incoming(2)]);
    const batches = recordChanges(store);
    await store.markRead(conversation.id);
    const page = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 9 });
    expect(page.messages.map((message) => message.unread)).toEqual([false, false]);
    expect(batches).toEqual([
      [
        ...page.messages.map((value) => ({ type: 'upsert', object: 'message', value })),
        { type: 'upsert', object: 'conversation', value: await store.readConversation(conversation.id) },
      ],
    ]);
  });
});

describe('settings', () => {
  it('have defaults, are kept and published', async () => {
    const { store, file } = await storeWithConversation();
    expect(await store.readSettings()).toEqual(defaultSettings);
    const batches = recordChanges(store);
    const wanted = { theme: 'dark', notifications: 'sender', closeToTray: false } as const;
    expect(await store.saveSettings(wanted)).toEqual(wanted);
    expect(batches).toEqual([[{ type: 'settings', value: wanted }]]);
    await store.close();
    expect(await (await openAt(file)).store.readSettings()).toEqual(wanted);
  });
});
