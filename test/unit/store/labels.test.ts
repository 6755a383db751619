import { describe, expect, it } from 'vitest';
import { account, base, incoming } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

describe('labels', () => {
  it('are added, changed and published, and listed by name', async () => {
    const { store } = await storeWithConversation();
    const batches = recordChanges(store);
    const urgent = await store.addLabel({ name: 'urgent', hue: 0 });
    const family = await store.addLabel({ name: 'Family', hue: 120 });
    const renamed = await store.updateLabel({ ...urgent, name: 'Äußerst wichtig', hue: 10 });
    await store.updateLabel(renamed);
    expect(await store.readLabels()).toEqual([family, renamed]);
    expect(batches.flat()).toEqual([urgent, family, renamed].map((value) => ({ type: 'upsert', object: 'label', value })));
  });

  it('have one name each, whatever the case, also beyond A to Z', async () => {
    const { store } = await storeWithConversation();
    const first = await store.addLabel({ name: 'Ärger', hue: 0 });
    const second = await store.addLabel({ name: 'Straße', hue: 0 });
    const refused = { code: 'conflict', message: 'There is a label “Ärger” already. Choose another name.' };
    await expect(store.addLabel({ name: 'ÄRGER', hue: 5 })).rejects.toMatchObject(refused);
    await expect(store.addLabel({ name: 'A\u0308rger', hue: 5 })).rejects.toMatchObject(refused);
    await expect(store.addLabel({ name: 'STRASSE', hue: 5 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.updateLabel({ ...second, name: 'ärger' })).rejects.toMatchObject(refused);
    expect(await store.updateLabel({ ...first, name: 'ärger' })).toEqual({ ...first, name: 'ärger' });
    await expect(store.updateLabel({ id: 99, name: 'x', hue: 0 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are put on and taken off, and leave every conversation when removed; their numbers are not used again', async () => {
    const { store, conversation } = await storeWithConversation();
    const one = await store.addLabel({ name: 'one', hue: 0 });
    const two = await store.addLabel({ name: 'two', hue: 0 });
    const put = (labelId: number, on = true) => store.setLabel({ conversationId: conversation.id, labelId, on });
    await put(two.id);
    const batches = recordChanges(store);
    expect(await put(one.id)).toMatchObject({ labels: [one.id, two.id] });
    await put(one.id);
    expect(await put(one.id, false)).toMatchObject({ labels: [two.id] });
    await store.removeLabel(two.id);
    await store.removeLabel(two.id);
    const bare = await store.readConversation(conversation.id);
    expect(bare).toMatchObject({ labels: [] });
    expect(batches).toHaveLength(3);
    expect(batches.at(-1)).toEqual([
      { type: 'delete', object: 'label', id: two.id },
      { type: 'upsert', object: 'conversation', value: bare },
    ]);
    expect((await store.addLabel({ name: 'two', hue: 0 })).id).toBeGreaterThan(two.id);
    await expect(put(two.id)).rejects.toMatchObject({ code: 'not-found' });
    await put(one.id);
    await store.removeConversation(conversation.id);
    expect(await store.readLabels()).toHaveLength(2);
  });
});

describe('saved messages', () => {
  it('come newest saved first, page by page, and go with their message', async () => {
    const { store, conversation } = await storeWithConversation();
    const other = await store.addConversation({ accountId: account.id, remoteId: 'other', title: 'Other' });
    await latest(
      store,
      conversation.id,
      [1, 2, 3, 4].map((n) => incoming(n)),
    );
    await latest(store, other.id, [incoming(9)]);
    const read = async (id: number) => (await store.readMessagePage({ conversationId: id, before: null, limit: 9 })).messages;
    const [first, second, third] = await read(conversation.id);
    const [elsewhere] = await read(other.id);
    const batches = recordChanges(store);
    const save = (messageId: number, savedAt: number | null) => store.setSaved({ messageId, savedAt });
    await save(third!.id, base);
    await save(first!.id, base + 1);
    await save(elsewhere!.id, base + 1);
    await save(second!.id, base + 2);
    await save(second!.id, base + 9);
    expect(batches.flat()).toHaveLength(4);
    expect(batches[0]).toEqual([{ type: 'upsert', object: 'message', value: { ...third, saved: true } }]);

    const page = await store.readSavedMessages({ after: null, limit: 3 });
    expect(page.saved).toEqual(
      [second, elsewhere, first].map((message, n) => ({ message: { ...message, saved: true }, savedAt: base + [2, 1, 1][n]! })),
    );
    const rest = await store.readSavedMessages({ after: page.next, limit: 3 });
    expect(rest).toEqual({ saved: [{ message: { ...third, saved: true }, savedAt: base }], next: null });

    await save(second!.id, null);
    await save(second!.id, null);
    await store.removeConversation(other.id);
    const left = await store.readSavedMessages({ after: null, limit: 3 });
    expect(left.saved.map(({ message }) => message.id)).toEqual([first!.id, third!.id]);
    await expect(save(12345, base)).rejects.toMatchObject({ code: 'not-found' });
  });
});
