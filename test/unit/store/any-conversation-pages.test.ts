/** Any set of conversations, read page by page, equals filtering and sorting all of them in JavaScript. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import type { Argument } from '../../../preload/contract/api.ts';
import type { Conversation } from '../../../preload/contract/domain.ts';
import { account, base, incoming } from './sample.ts';
import { latest, storeWithConversation } from './temporary-store.ts';

type Query = Argument<'conversations.page'>;

const accounts = ['first', 'second'];

const conversations = fc.array(
  fc.record({
    accountId: fc.constantFrom(...accounts),
    title: fc.oneof(fc.constantFrom('room', 'Room', 'ROOM 2', 'ärger', 'Ärger', '', '_', '😀', '\uFFFD'), fc.string()),
    activity: fc.option(fc.integer({ min: 0, max: 3 })),
    unread: fc.integer({ min: 0, max: 1 }),
    wish: fc.record({
      pinnedAt: fc.constantFrom(null, null, base),
      archived: fc.boolean(),
      snoozedUntil: fc.constantFrom(null, null, base),
      markedUnread: fc.boolean(),
    }),
    draft: fc.constantFrom('', 'unsent'),
    labels: fc.subarray([0, 1]),
  }),
  { minLength: 1, maxLength: 25 },
);

const queries = fc.record({
  lane: fc.constantFrom('inbox', 'snoozed', 'archive', 'drafts') as fc.Arbitrary<Query['lane']>,
  unreadOnly: fc.boolean(),
  accountId: fc.constantFrom(null, ...accounts),
  label: fc.constantFrom(null, 0, 1),
  limit: fc.integer({ min: 1, max: 10 }),
});

/** As SQLite compares without regard to case: A to Z only, then by the bytes of UTF-8. */
function byTitle(one: string, other: string): number {
  const folded = (title: string) => Buffer.from(title.toWellFormed().replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  return Buffer.compare(folded(one), folded(other));
}

function inOrder(one: Conversation, other: Conversation): number {
  const pinned = Number(one.pinnedAt === null) - Number(other.pinnedAt === null);
  const activity = (other.lastMessage?.sentAt ?? 0) - (one.lastMessage?.sentAt ?? 0);
  return pinned || activity || byTitle(one.title, other.title) || one.id - other.id;
}

function fits(conversation: Conversation, query: Query): boolean {
  return (
    (query.lane === 'drafts' ? conversation.draft !== '' : conversation.lane === query.lane) &&
    (!query.unreadOnly || conversation.unread > 0) &&
    (query.accountId === null || conversation.accountId === query.accountId) &&
    (query.labelId === null || conversation.labels.includes(query.labelId))
  );
}

async function readAll(store: Store, query: Query): Promise<Conversation[]> {
  const { conversations: page, next } = await store.readConversationPage(query);
  expect(page.length).toBe(next === null ? page.length : query.limit);
  return next === null ? page : [...page, ...(await readAll(store, { ...query, after: next }))];
}

it('pages join to what sorting the whole list gives', async () => {
  const { store } = await storeWithConversation();
  for (const id of accounts) await store.addAccount({ ...account, id });
  const labels = [await store.addLabel({ name: 'one', hue: 1 }), await store.addLabel({ name: 'two', hue: 2 })];
  let round = 0;
  await fc.assert(
    fc.asyncProperty(conversations, fc.array(queries, { minLength: 1, maxLength: 6 }), async (wanted, asked) => {
      for (const { id } of await store.readConversations()) await store.removeConversation(id);
      round += 1;
      for (const [n, { accountId, title, activity, unread, wish, draft, labels: carried }] of wanted.entries()) {
        const { id } = await store.addConversation({ accountId, remoteId: `${round}-${n}`, title: title.replaceAll('\0', '') });
        if (activity !== null) {
          await latest(store, id, unread === 1 ? [] : [incoming(activity)]);
          await latest(store, id, [incoming(activity)]);
        }
        await store.setTriage({ conversationId: id, ...wish });
        await store.saveDraft({ conversationId: id, text: draft });
        for (const label of carried) await store.setLabel({ conversationId: id, labelId: labels[label]!.id, on: true });
      }
      const all = (await store.readConversations()).sort(inOrder);
      for (const { label, ...query } of asked) {
        const whole: Query = { ...query, labelId: label === null ? null : labels[label]!.id, after: null };
        expect(await readAll(store, whole)).toEqual(all.filter((conversation) => fits(conversation, whole)));
      }
      const attention = all.filter(({ lane, mutedUntil }) => lane === 'inbox' && mutedUntil === null);
      expect(await store.readUnreadTotal()).toBe(attention.reduce((sum, conversation) => sum + conversation.unread, 0));
    }),
    { numRuns: 25 },
  );
});
