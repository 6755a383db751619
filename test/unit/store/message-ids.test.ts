/** Ids say when a message was sent, however many were sent at once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idsBetween } from '../../../main/store/queries/message-ids.ts';
import { account, base, incoming } from './sample.ts';
import { latest, storeWithConversation } from './temporary-store.ts';

it('are given once each, near the time, whatever is removed meanwhile', async () => {
  const { store } = await storeWithConversation();
  const near = (time: number) => fc.integer({ min: -3, max: 3 }).map((n) => Math.min(Math.max(time + n, 0), 8.64e15));
  const step = fc.record({
    room: fc.nat(2),
    times: fc.array(fc.oneof(near(base), near(0), near(8.64e15)), { maxLength: 12 }),
    away: fc.nat(3),
  });
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      for (const { room, times, away } of steps) {
        const { id } = await store.addConversation({ accountId: account.id, remoteId: `room ${room}`, title: '' });
        if (away === 0) await store.removeConversation(id);
        else
          await latest(
            store,
            id,
            times.map((sentAt) => incoming(0, { remoteId: `m${(stored += 1)}`, sentAt })),
          );
      }
      const ids = new Set<number>();
      const conversations = (await store.readConversations()).map(({ id }) => id);
      for (const conversationId of conversations) {
        const { messages } = await store.readMessagePage({ conversationId, at: 'newest', limit: 10_000 });
        for (const { id, sentAt } of messages) {
          expect(ids.has(id)).toBe(false);
          ids.add(id);
          expect(Number.isSafeInteger(id) && id > 0).toBe(true);
          const { low, high } = idsBetween({ from: sentAt, to: sentAt + 1 });
          expect(id >= low && id < high).toBe(true);
          // No farther than the messages that were in its way.
          expect(id - sentAt).toBeLessThanOrEqual(stored);
        }
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);

it('lets a search for a day find the thousands of its last second, and the next day none of them', async () => {
  const { store, conversation } = await storeWithConversation();
  const midnight = new Date(2025, 5, 16).getTime();
  const burst = (from: number, count: number, sentAt: number) =>
    Array.from({ length: count }, (_, n) => incoming(from + n, { remoteId: `${from + n}`, sentAt, text: 'said' }));
  await latest(store, conversation.id, burst(0, 10, midnight));
  await latest(store, conversation.id, burst(10, 4000, midnight - 1000));
  await latest(store, conversation.id, burst(5000, 10, midnight + 500));
  const count = async (query: string) => (await store.searchCount({ query, now: base, services: {} })).count;
  expect(await count('said on:2025-06-15')).toBe(4000);
  expect(await count('said on:2025-06-16')).toBe(20);
  expect(await count('on:2025-06-15')).toBe(4000);
});
