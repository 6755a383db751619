import { describe, expect, it } from 'vitest';
import type { Ingest, Store } from '../../../main/store/contract.ts';
import type { Gap, PagePlace } from '../../../preload/contract/domain.ts';
import { account, base, incoming } from './sample.ts';
import { latest, recordChanges, storeWithConversation } from './temporary-store.ts';

function read(store: Store, conversationId: number, numbers: number[], more: Partial<Ingest> = {}) {
  return latest(
    store,
    conversationId,
    numbers.map((n) => incoming(n)),
    more,
  );
}

async function gaps(store: Store, conversationId: number): Promise<Gap[]> {
  return (await store.readMessagePage({ conversationId, at: 'newest', limit: 500 })).gaps;
}

/** As the numbers of the messages on either side. */
async function sides(store: Store, conversationId: number): Promise<[number, number][]> {
  return (await gaps(store, conversationId)).map((gap) => [(gap.since - base) / 1000, (gap.until - base) / 1000]);
}

/** Messages 1 to 3, and 10 to 12 after a gap. */
async function storeWithGap() {
  const parts = await storeWithConversation();
  const { id } = parts.conversation;
  await read(parts.store, id, [1, 2, 3]);
  await read(parts.store, id, [10, 11, 12], { gap: true });
  const [gap] = await gaps(parts.store, id);
  return { ...parts, id, gap: gap! };
}

describe('a gap', () => {
  it('is noted between what was known and the oldest new message, and told to the window', async () => {
    const { store, conversation } = await storeWithConversation();
    await read(store, conversation.id, [1, 2, 3]);
    const batches = recordChanges(store);
    await read(store, conversation.id, [10, 11], { gap: true });
    await read(store, conversation.id, [11, 12]);
    const [gap] = await gaps(store, conversation.id);
    expect(gap).toEqual({
      id: gap?.id,
      conversationId: conversation.id,
      afterOrder: incoming(3).order,
      beforeOrder: incoming(10).order,
      since: base + 3000,
      until: base + 10_000,
      triedAt: null,
    });
    expect(batches.flat()).toContainEqual({ type: 'upsert', object: 'gap', value: gap });
    expect(await store.readGap(gap!.id)).toEqual(gap);
    expect((await store.readConversations()).map((each) => each.gaps)).toEqual([1]);
  });

  it('needs something on both sides', async () => {
    const { store, conversation } = await storeWithConversation();
    await read(store, conversation.id, [2, 3], { gap: true });
    await read(store, conversation.id, [2, 3], { gap: true });
    await read(store, conversation.id, [1, 2, 3], { gap: true });
    await read(store, conversation.id, [], { gap: true });
    expect(await gaps(store, conversation.id)).toEqual([]);
  });

  it('shrinks from its newer side while it is filled, and closes at last', async () => {
    const { store, id, gap } = await storeWithGap();
    const fill = (numbers: number[], done: boolean) => read(store, id, numbers, { page: 'fill', fill: { gapId: gap.id, done } });
    const batches = recordChanges(store);
    expect(await fill([8, 9], false)).toMatchObject({ arrived: [], added: 2 });
    expect(await sides(store, id)).toEqual([[3, 8]]);
    await fill([6, 7, 8], false);
    expect(await sides(store, id)).toEqual([[3, 6]]);
    await fill([5], true);
    expect(await sides(store, id)).toEqual([]);
    expect(batches.flat()).toContainEqual({ type: 'delete', object: 'gap', id: gap.id });
    expect(await store.readGap(gap.id)).toBeNull();
    expect(await store.readConversation(id)).toMatchObject({ gaps: 0, unread: 3, caughtUpAt: base });
    expect(await fill([4], true), 'it may have closed meanwhile').toMatchObject({ added: 1 });
  });

  it('closes when a page reaches from one side to the other, or pages do so together', async () => {
    const { store, id } = await storeWithGap();
    await read(store, id, [5, 6], { page: 'older' });
    expect(await sides(store, id), 'within it nothing is proved').toEqual([[3, 10]]);
    await read(store, id, [2, 3, 4, 5], { page: 'older' });
    expect(await sides(store, id)).toEqual([[5, 10]]);
    await read(store, id, [9, 10, 11]);
    expect(await sides(store, id)).toEqual([[5, 9]]);
    await read(store, id, [5, 6, 7, 8, 9]);
    expect(await sides(store, id)).toEqual([]);
  });

  it('is not touched by what is heard live', async () => {
    const { store, id } = await storeWithGap();
    await read(store, id, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { page: 'live' });
    await read(store, id, [30], { page: 'live', gap: true });
    expect(await sides(store, id)).toEqual([[3, 10]]);
  });

  it('remembers when it was tried', async () => {
    const { store, id, gap } = await storeWithGap();
    const batches = recordChanges(store);
    for (let twice = 0; twice < 2; twice += 1) await store.noteGapTried({ id: gap.id, triedAt: base + 5 });
    await store.noteGapTried({ id: 99, triedAt: base });
    expect(batches).toEqual([[{ type: 'upsert', object: 'gap', value: { ...gap, triedAt: base + 5 } }]]);
    expect(await gaps(store, id)).toEqual([{ ...gap, triedAt: base + 5 }]);
  });

  it('comes with every page it reaches into or borders on', async () => {
    const { store, id, gap } = await storeWithGap();
    const page = async (before: number | null, limit: number) => {
      const at: PagePlace = before === null ? 'newest' : { before: { order: incoming(before).order, id: 0 } };
      return (await store.readMessagePage({ conversationId: id, at, limit })).gaps;
    };
    expect(await page(null, 2), '11 and 12').toEqual([]);
    expect(await page(null, 3), 'from 10 on').toEqual([gap]);
    expect(await page(10, 2), '2 and 3').toEqual([gap]);
    expect(await page(3, 2), '1 and 2').toEqual([]);
  });

  it('goes with its conversation', async () => {
    const { store, id, gap } = await storeWithGap();
    const batches = recordChanges(store);
    await store.removeConversation(id);
    expect(batches).toEqual([
      [
        { type: 'delete', object: 'gap', id: gap.id },
        { type: 'delete', object: 'conversation', id },
      ],
    ]);
    const again = await store.addConversation({ accountId: account.id, remoteId: 'room', title: 'Room' });
    await read(store, again.id, [1]);
    await read(store, again.id, [5], { gap: true });
    expect((await gaps(store, again.id))[0]?.id, 'an old number never names a new gap').toBeGreaterThan(gap.id);
  });
});
