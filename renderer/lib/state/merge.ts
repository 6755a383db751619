/** How a batch of changes meets what is on screen. Pure, so that order and edge cases can be tested without a window. */
import type { Message, OutboxItem } from '../../../preload/contract/domain.ts';

function inOrder(one: Message, other: Message): number {
  return one.order - other.order || one.id - other.id;
}

/**
 * Messages by (order, id), each once; null takes one away. While the store holds messages beyond an end of those shown, arrivals beyond it
 * are left out: they would look like neighbours of messages they are not next to, and paging brings them.
 */
export function mergeMessages(
  shown: readonly Message[],
  arrived: ReadonlyMap<number, Message | null>,
  { hasOlder, hasNewer }: { hasOlder: boolean; hasNewer: boolean },
): readonly Message[] {
  const byId = new Map(shown.map((message) => [message.id, message]));
  const [oldest, newest] = [shown.at(0), shown.at(-1)];
  for (const [id, message] of arrived) {
    if (message === null) byId.delete(id);
    else if (byId.has(id)) byId.set(id, message);
    else if (hasOlder && oldest && inOrder(message, oldest) < 0) continue;
    else if (hasNewer && newest && inOrder(message, newest) > 0) continue;
    else byId.set(id, message);
  }
  return [...byId.values()].sort(inOrder);
}

/** Whether a batch holds a message newer than all that are shown. */
export function bringsNewer(shown: readonly Message[], arrived: ReadonlyMap<number, Message | null>): boolean {
  const newest = shown.at(-1);
  return newest !== undefined && [...arrived.values()].some((message) => message !== null && inOrder(message, newest) > 0);
}

/** Replaces, adds and (null) removes items; oldest first. */
export function mergeOutbox(shown: readonly OutboxItem[], items: ReadonlyMap<string, OutboxItem | null>): readonly OutboxItem[] {
  const byId = new Map(shown.map((item) => [item.id, item]));
  for (const [id, item] of items) {
    if (item) byId.set(id, item);
    else byId.delete(id);
  }
  return [...byId.values()].sort((one, other) => one.createdAt - other.createdAt);
}

/** A confirmed item leaves when the message it became is there, so that nothing flickers between the two. */
export function withoutArrived(items: readonly OutboxItem[], messages: readonly Message[]): readonly OutboxItem[] {
  const present = new Set(messages.map(({ id }) => id));
  return items.filter((item) => item.state !== 'confirmed' || (item.messageId !== null && !present.has(item.messageId)));
}
