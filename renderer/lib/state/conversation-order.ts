/** The order of the list: pinned first, then by last activity; those without messages last, by title. */
import type { Conversation } from '../../../preload/contract/domain.ts';

const byTitle = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function inOrder(one: Conversation, other: Conversation): number {
  const pinned = Number(one.pinnedAt === null) - Number(other.pinnedAt === null);
  const activity = (other.lastMessage?.sentAt ?? 0) - (one.lastMessage?.sentAt ?? 0);
  return pinned || activity || byTitle.compare(one.title, other.title) || one.id - other.id;
}

/** The list after a change, null being a removal. Only what changed is looked for a place: sorting 10,000 anew would show. */
export function rearranged(list: readonly Conversation[], words: ReadonlyMap<number, Conversation | null>): readonly Conversation[] {
  if (words.size === 0) return list;
  const next = list.filter(({ id }) => !words.has(id));
  const changed = [...words.values()].filter((conversation) => conversation !== null);
  // One by one, each would move thousands along.
  if (changed.length > next.length) return [...next, ...changed].sort(inOrder);
  for (const conversation of changed) next.splice(placeOf(conversation, next), 0, conversation);
  return next;
}

function placeOf(conversation: Conversation, list: readonly Conversation[]): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(list[middle]!, conversation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
