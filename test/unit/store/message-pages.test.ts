/** Wherever a page lies, it is a slice of the sorted list. */
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IncomingMessage, Store } from '../../../main/store/contract.ts';
import type { Message, PagePlace } from '../../../preload/contract/domain.ts';
import { account, base, incoming } from './sample.ts';
import { latest, openAt, storeWithConversation, temporaryFolder } from './temporary-store.ts';

const all = async (store: Store, conversationId: number) =>
  (await store.readMessagePage({ conversationId, at: 'newest', limit: 500 })).messages;

const cursor = ({ order, id }: Message) => ({ order, id });

/** What a page should hold, as a child would cut it out of the whole list; and which message it lies around. */
function slice(list: Message[], at: PagePlace, limit: number): [from: number, to: number, anchor: number] {
  const around = (anchor: number): [number, number, number] =>
    anchor === -1 ? [0, 0, -1] : [anchor - Math.floor(limit / 2), anchor + Math.ceil(limit / 2), anchor];
  const indexOf = ({ id }: { id: number }) => list.findIndex((message) => message.id === id);
  if (at === 'newest') return [list.length - limit, list.length, -1];
  if ('before' in at) return [indexOf(at.before) - limit, indexOf(at.before), -1];
  if ('after' in at) return [indexOf(at.after) + 1, indexOf(at.after) + 1 + limit, -1];
  if ('around' in at) return around(indexOf({ id: at.around }));
  if (!('from' in at)) throw new Error('gaps are not part of this model');
  const first = list.findIndex(({ sentAt }) => sentAt >= at.from);
  return around(first === -1 ? list.length - 1 : first);
}

it('is a slice of the sorted list, at any place, of any size', async () => {
  const { store } = await openAt(join(temporaryFolder(), 'parley.db'));
  await store.addAccount(account);
  let room = 0;
  /** Messages share times, and of those some their order; an order says nothing of how far apart two messages are. */
  const steps = fc.array(fc.record({ later: fc.constantFrom(0, 1, 999, 86_400_000), further: fc.constantFrom(0, 1, 5_000_000) }), {
    maxLength: 30,
  });
  const place = fc.record({
    kind: fc.constantFrom('newest', 'before', 'after', 'around', 'from'),
    at: fc.nat(29),
    beside: fc.constantFrom(-1, 0, 1, 1e12),
    limit: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(steps, fc.array(place, { minLength: 1, maxLength: 8 }), async (grown, places) => {
      room += 1;
      const { id } = await store.addConversation({ accountId: account.id, remoteId: `room ${room}`, title: '' });
      let [sentAt, order] = [base, -3];
      const messages = grown.map(({ later, further }, n): IncomingMessage => {
        [sentAt, order] = [sentAt + (further > 0 ? later : 0), order + further];
        return incoming(n, { sentAt, order });
      });
      if (messages.length > 0) await latest(store, id, messages);
      const list = await all(store, id);
      expect(list.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
      for (const { kind, at: index, beside, limit } of places) {
        const message = list[index % Math.max(list.length, 1)];
        let at: PagePlace = 'newest';
        if (message && kind === 'before') at = { before: cursor(message) };
        if (message && kind === 'after') at = { after: cursor(message) };
        if (message && kind === 'around') at = { around: message.id };
        if (kind === 'from') at = { from: Math.max((message?.sentAt ?? base) + beside, 0) };
        const page = await store.readMessagePage({ conversationId: id, at, limit });
        const [from, to, anchor] = slice(list, at, limit);
        expect(page.messages, JSON.stringify(at)).toEqual(list.slice(Math.max(from, 0), Math.max(to, 0)));
        expect([page.hasOlder, page.hasNewer, page.anchorId]).toEqual([from > 0, to < list.length, list[anchor]?.id ?? null]);
      }
    }),
    { numRuns: 120 },
  );
}, 60_000);

describe('a page', () => {
  async function withThirty() {
    const { store, conversation } = await storeWithConversation();
    await latest(
      store,
      conversation.id,
      Array.from({ length: 30 }, (_, n) => incoming(n)),
    );
    const read = (at: PagePlace, limit = 4) => store.readMessagePage({ conversationId: conversation.id, at, limit });
    return { store, conversation, read, list: await all(store, conversation.id) };
  }

  it('around a message of another conversation, or of none, is empty', async () => {
    const { store, list } = await withThirty();
    const { id } = await store.addConversation({ accountId: account.id, remoteId: 'other', title: '' });
    for (const around of [list[3]!.id, 12]) {
      const page = await store.readMessagePage({ conversationId: id, at: { around }, limit: 4 });
      expect(page).toEqual({ messages: [], anchorId: null, outbox: [], gaps: [], hasOlder: false, hasNewer: false });
    }
  });

  it('brings what waits to be sent unless it reads on', async () => {
    const { store, conversation, read, list } = await withThirty();
    await store.enqueue({
      id: 'item',
      conversationId: conversation.id,
      kind: 'send',
      text: 'Waiting',
      targetId: null,
      forAll: false,
      replyToId: null,
      createdAt: base,
    });
    const brings = async (at: PagePlace) => (await read(at)).outbox.length === 1;
    expect(await brings('newest')).toBe(true);
    expect(await brings({ around: list[3]!.id })).toBe(true);
    expect(await brings({ from: base })).toBe(true);
    expect(await brings({ before: cursor(list[9]!) })).toBe(false);
    expect(await brings({ after: cursor(list[9]!) })).toBe(false);
  });

  it('around a gap lies around its newer side; from the oldest gap it goes on at the newest', async () => {
    const { store, conversation, read } = await withThirty();
    for (const n of [40, 50, 60]) await latest(store, conversation.id, [incoming(n), incoming(n + 1)], { gap: true });
    const list = await all(store, conversation.id);
    const at = (n: number) => list.find(({ text }) => text === `text ${n}`)!;
    const anchors: (number | null)[] = [];
    let before: number | null = null;
    for (let step = 0; step < 4; step += 1) {
      const page = await read({ gapBefore: before });
      anchors.push(page.anchorId);
      before = list.find(({ id }) => id === page.anchorId)!.order;
      expect(page.gaps.map(({ beforeOrder }) => beforeOrder)).toContain(before);
    }
    expect(anchors).toEqual([60, 50, 40, 60].map((n) => at(n).id));
    const { id } = await store.addConversation({ accountId: account.id, remoteId: 'whole', title: '' });
    expect(await store.readMessagePage({ conversationId: id, at: { gapBefore: null }, limit: 4 })).toMatchObject({ messages: [] });
  });
});
