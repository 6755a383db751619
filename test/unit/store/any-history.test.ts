/** However the pages of a history come in, what is stored at the end is the same, and a hole in it is always marked. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IncomingMessage, Ingest, Store } from '../../../main/store/contract.ts';
import type { Gap, Message } from '../../../preload/contract/domain.ts';
import { account, incoming } from './sample.ts';
import { latest, openAt, temporaryFolder } from './temporary-store.ts';
import { join } from 'node:path';

const length = 24;
const stretch = fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 8 })).map(([from, size]) => ({ from, to: from + size }));

/** Some messages are deleted, edited, replies or system messages; the service says the same of each every time. */
function numbered(n: number): IncomingMessage {
  return incoming(n, {
    ...(n % 7 === 3 && { deleted: true }),
    ...(n % 5 === 2 && { editedAt: 1000 + n }),
    ...(n % 6 === 4 && { replyTo: { remoteId: 'm0', authorName: 'Ana', text: 'text 0' }, seenBy: { count: 1, of: 2 } }),
    ...(n % 8 === 1 && { system: true }),
  });
}

function span({ from, to }: { from: number; to: number }): IncomingMessage[] {
  return Array.from({ length: Math.min(to, length) - from }, (_, n) => numbered(from + n));
}

async function freshRoom() {
  const { store } = await openAt(join(temporaryFolder(), 'parley.db'));
  await store.addAccount(account);
  let rooms = 0;
  return async () => {
    rooms += 1;
    return { store, id: (await store.addConversation({ accountId: account.id, remoteId: `room ${rooms}`, title: '' })).id };
  };
}

async function stored(store: Store, conversationId: number): Promise<{ messages: Message[]; gaps: Gap[] }> {
  return store.readMessagePage({ conversationId, at: 'newest', limit: 500 });
}

it('pages in any order leave the same messages', async () => {
  const room = await freshRoom();
  const kinds = fc.constantFrom<Ingest['page'][]>('latest', 'older', 'fill');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(stretch, kinds), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      async (pages, keys) => {
        const shuffled = pages.map((page) => ({ page, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const rows = [];
        for (const order of [pages, shuffled.map(({ page }) => page)]) {
          const { store, id } = await room();
          for (const [part, page] of [...order, ...order]) await latest(store, id, span(part), { page });
          const { messages } = await stored(store, id);
          rows.push(messages.map(({ id: _id, conversationId: _conversation, unread: _unread, ...rest }) => rest));
        }
        expect(rows[0]).toEqual(rows[1]);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

it('a hole is always covered by a gap, and filling the gaps leaves neither', async () => {
  const room = await freshRoom();
  /** The service has grown by `more`, and shows its newest `window`; or a stretch of history is read. */
  const step = fc.oneof(
    fc.record({ more: fc.integer({ min: 0, max: 9 }), window: fc.integer({ min: 1, max: 6 }) }),
    stretch.map((part) => ({ part })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const { store, id } = await room();
      let grown = 3;
      for (const each of steps) {
        const { messages } = await stored(store, id);
        const newest = messages.length === 0 ? -1 : Number(messages.at(-1)?.order);
        if ('part' in each) {
          // A read of history reaches up to something known, else it would be no read of history.
          const page = span({ ...each.part, to: Math.min(each.part.to, grown) }).filter((message) => message.order <= newest);
          if (page.length > 0 && messages.some((message) => message.order === page.at(-1)?.order))
            await latest(store, id, page, { page: 'older' });
        } else {
          grown = Math.min(grown + each.more, length);
          const page = span({ from: Math.max(grown - each.window, 0), to: grown });
          await latest(store, id, page, { gap: page.every((message) => message.order > newest) });
        }
        await expectHolesMarked(store, id);
      }
      for (let gaps = (await stored(store, id)).gaps; gaps.length > 0; gaps = (await stored(store, id)).gaps) {
        const gap = gaps.at(-1)!;
        const missing = span({ from: 0, to: length }).filter(({ order }) => order > gap.afterOrder && order < gap.beforeOrder);
        await latest(store, id, missing.slice(-2), { page: 'fill', fill: { gapId: gap.id, done: missing.length <= 2 } });
        await expectHolesMarked(store, id);
      }
      const { messages } = await stored(store, id);
      const orders = messages.map((message) => message.order);
      expect(orders).toEqual(
        span({ from: 0, to: length })
          .map(({ order }) => order)
          .filter((order) => order >= (orders[0] ?? Infinity) && order <= (orders.at(-1) ?? -Infinity)),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);

async function expectHolesMarked(store: Store, id: number): Promise<void> {
  const { messages, gaps } = await stored(store, id);
  const known = new Set(messages.map((message) => message.order));
  const [oldest = Infinity, newest = -Infinity] = [messages[0]?.order, messages.at(-1)?.order];
  for (const { order } of span({ from: 0, to: length })) {
    if (order < oldest || order > newest || known.has(order)) continue;
    expect(
      gaps.some((gap) => gap.afterOrder < order && order < gap.beforeOrder),
      `message ${order} is missing and not in a gap`,
    ).toBe(true);
  }
}
