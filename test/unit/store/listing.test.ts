import { describe, expect, it } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import type { RemoteConversation } from '../../../main/providers/contract.ts';
import { account, incoming } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

function list(store: Store, ...conversations: RemoteConversation[]) {
  return store.saveListing({ accountId: account.id, conversations });
}

describe('a listing', () => {
  it('adds what is new, lets titles follow, and answers what is listed', async () => {
    const { store, conversation } = await storeWithConversation();
    const batches = recordChanges(store);
    const answer = await list(
      store,
      { remoteId: 'new', title: 'New \ud83d', readOnlyReason: 'Closed.', signIn: 'needed' },
      { remoteId: 'room', title: 'Renamed' },
      { remoteId: 'new', title: 'New, said twice', readOnlyReason: 'Closed.', signIn: 'needed' },
    );
    expect(answer.map(({ remoteId, title, seen }) => [remoteId, title, seen])).toEqual([
      ['new', 'New, said twice', false],
      ['room', 'Renamed', false],
    ]);
    const stored = await store.readConversations();
    expect(stored).toMatchObject([
      { title: 'New, said twice', readOnlyReason: 'Closed.', signIn: 'needed', trouble: '' },
      { id: conversation.id, title: 'Renamed', readOnlyReason: '', signIn: 'none' },
    ]);
    const published = batches.flat().map((change) => 'value' in change && change.value);
    expect(published).toEqual([stored[1], stored[0]]);
  });

  it('leaves facts it does not state, and replaces those it does', async () => {
    const { store, conversation } = await storeWithConversation();
    await store.setConversationReadOnly({ id: conversation.id, reason: 'Private room.' });
    await list(store, { remoteId: 'room', title: 'Room', signIn: 'done' });
    expect(await store.readConversation(conversation.id)).toMatchObject({ readOnlyReason: 'Private room.', signIn: 'done' });
    await list(store, { remoteId: 'room', title: 'Room' });
    expect((await store.readConversation(conversation.id))?.signIn).toBe('done');
    await list(store, { remoteId: 'room', title: 'Room', readOnlyReason: '', signIn: 'none' });
    expect(await store.readConversation(conversation.id)).toMatchObject({ readOnlyReason: '', signIn: 'none' });
  });

  it('says so in a conversation it no longer names, until it is named again', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [incoming(1)]);
    expect(await list(store, { remoteId: 'other', title: 'Other' })).toHaveLength(1);
    const gone = await store.readConversation(conversation.id);
    expect(gone).toMatchObject({ trouble: 'The service no longer lists this conversation.', lastMessage: { text: 'text 1' } });
    const room = { remoteId: 'room', title: 'Room' };
    await list(store, room);
    expect((await store.readConversation(conversation.id))?.trouble).toBe('');
    await store.setConversationTrouble({ id: conversation.id, trouble: 'It could not be read.' });
    await list(store, room);
    expect((await store.readConversation(conversation.id))?.trouble, 'reading is another matter').toBe('It could not be read.');
  });

  it('in which nothing differs publishes nothing, however long it is', async () => {
    const { store } = await storeWithConversation();
    const many = Array.from({ length: 5000 }, (_, n) => ({ remoteId: `r${n}`, title: `Room ${n}`, signIn: 'none' as const }));
    expect(await list(store, ...many)).toHaveLength(5000);
    const batches = recordChanges(store);
    expect(await list(store, ...many)).toHaveLength(5000);
    expect(batches).toEqual([]);
  });

  it('belongs to its account alone', async () => {
    const { store, conversation } = await storeWithConversation();
    await store.addAccount({ ...account, id: 'second' });
    expect(await store.saveListing({ accountId: 'second', conversations: [] })).toEqual([]);
    expect(await store.readConversation(conversation.id)).toEqual(conversation);
    await expect(store.saveListing({ accountId: 'nobody', conversations: [] })).rejects.toMatchObject({ code: 'not-found' });
  });
});
