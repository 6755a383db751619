/** Whatever pages come in whatever order: each message is there once, sorted, and unread agrees with a model a child could write. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IncomingMessage } from '../../../main/store/contract.ts';
import { account, incoming } from './sample.ts';
import { latest, openAt, temporaryFolder } from './temporary-store.ts';
import { join } from 'node:path';

/** Few numbers, so that pages overlap; three messages each share an order. */
const message = fc.integer({ min: 0, max: 40 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('latest' as const), numbers: fc.array(message, { maxLength: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('older' as const), numbers: fc.array(message, { maxLength: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('live' as const), numbers: fc.array(message, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('markRead' as const) }) },
);

function numbered(n: number): IncomingMessage {
  return incoming(n, { order: Math.floor(n / 3) });
}

interface Model {
  known: Map<number, { unread: boolean }>;
  readFirst: boolean;
  readPosition: number;
  announced: number[];
}

function newest(model: Model): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...[...model.known.keys()].map((n) => numbered(n).order));
}

function apply(model: Model, { type, numbers }: { type: 'latest' | 'older' | 'live'; numbers: number[] }): void {
  const first = type === 'latest' && !model.readFirst;
  const oldest = type === 'live' && model.known.size > 0 ? numbered(Math.min(...model.known.keys())).order : Number.NEGATIVE_INFINITY;
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    if (model.known.has(n) || numbered(n).order < oldest) continue;
    const unread = type !== 'older' && !first && numbered(n).order >= model.readPosition;
    model.known.set(n, { unread });
    if (unread) model.announced.push(n);
  }
  if (first) Object.assign(model, { readFirst: true, readPosition: newest(model) });
}

it('holds for any sequence of shuffled, repeated, overlapping pages', async () => {
  const { store } = await openAt(join(temporaryFolder(), 'parley.db'));
  await store.addAccount(account);
  let room = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      room += 1;
      const { id } = await store.addConversation({ accountId: account.id, remoteId: `room ${room}`, title: '' });
      const model: Model = { known: new Map(), readFirst: false, readPosition: Number.NEGATIVE_INFINITY, announced: [] };
      const announced: string[] = [];
      const published = new Map<number, boolean>();
      const dispose = store.onChanges((changes) => {
        for (const change of changes)
          if (change.type === 'upsert' && change.object === 'message') published.set(change.value.id, change.value.unread);
      });
      const unreadElsewhere = await store.readUnreadTotal();
      for (const each of steps) {
        if (each.type === 'markRead') {
          await store.markRead(id);
          for (const value of model.known.values()) value.unread = false;
          if (model.known.size > 0) model.readPosition = newest(model);
        } else {
          const { arrived } = await latest(store, id, each.numbers.map(numbered), { page: each.type });
          announced.push(...arrived.map((message) => message.text));
          apply(model, each);
        }
      }
      dispose();
      const { messages } = await store.readMessagePage({ conversationId: id, at: 'newest', limit: 500 });
      const expected = [...model.known].sort(([a], [b]) => a - b);
      expect(messages.map((stored) => [stored.text, stored.unread])).toEqual(expected.map(([n, { unread }]) => [`text ${n}`, unread]));
      expect(announced).toEqual(model.announced.map((n) => `text ${n}`));
      expect(
        [...published].sort(([a], [b]) => a - b),
        'the stream tells the same',
      ).toEqual(messages.map((stored) => [stored.id, stored.unread]));
      const unread = expected.filter(([, value]) => value.unread).length;
      expect((await store.readConversation(id))?.unread).toBe(unread);
      expect((await store.readUnreadTotal()) - unreadElsewhere).toBe(unread);
    }),
    { numRuns: 150 },
  );
}, 60_000);
