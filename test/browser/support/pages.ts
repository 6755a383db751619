/** Pages of a conversation as the store reads them, out of lists in memory. */
import type { Argument, MessagePage } from '../../../preload/contract/api.ts';
import type { Cursor, Message, PagePlace } from '../../../preload/contract/domain.ts';
import type { FakeParley } from './fake-parley.ts';

const inOrder = (one: Cursor, other: Cursor) => one.order - other.order || one.id - other.id;

/** The message a page lies around, by index; -1 where there is none. */
function anchorOf(fake: FakeParley, conversationId: number, all: Message[], at: PagePlace): number {
  if (at === 'newest' || 'before' in at || 'after' in at) return -1;
  if ('around' in at) return all.findIndex(({ id }) => id === at.around);
  if ('from' in at) {
    const first = all.findIndex(({ sentAt }) => sentAt >= at.from);
    return first === -1 ? all.length - 1 : first;
  }
  const gaps = fake.gaps.filter((gap) => gap.conversationId === conversationId).sort((one, other) => one.beforeOrder - other.beforeOrder);
  const gap = gaps.findLast(({ beforeOrder }) => beforeOrder < (at.gapBefore ?? Infinity)) ?? gaps.at(-1);
  return gap ? all.findIndex(({ order }) => order >= gap.beforeOrder) : -1;
}

export function pageOf(fake: FakeParley, { conversationId, at, limit }: Argument<'messages.page'>): MessagePage {
  const all = (fake.messages.get(conversationId) ?? []).toSorted(inOrder);
  const anchor = anchorOf(fake, conversationId, all, at);
  let [from, to] = [anchor - Math.floor(limit / 2), anchor + Math.ceil(limit / 2)];
  if (at === 'newest') [from, to] = [all.length - limit, all.length];
  else if ('before' in at) {
    to = all.filter((message) => inOrder(message, at.before) < 0).length;
    from = to - limit;
  } else if ('after' in at) {
    from = all.filter((message) => inOrder(message, at.after) <= 0).length;
    to = from + limit;
  } else if (anchor === -1) [from, to] = [0, 0];
  const messages = all.slice(Math.max(from, 0), Math.max(to, 0));
  const [first] = messages;
  return {
    messages,
    anchorId: all[anchor]?.id ?? null,
    outbox:
      typeof at === 'object' && ('before' in at || 'after' in at)
        ? []
        : (fake.outbox.get(conversationId) ?? []).filter(({ state }) => state !== 'confirmed'),
    gaps: fake.gaps.filter((gap) => gap.conversationId === conversationId && first && gap.beforeOrder >= first.order),
    hasOlder: from > 0,
    hasNewer: to < all.length && messages.length > 0,
  };
}
