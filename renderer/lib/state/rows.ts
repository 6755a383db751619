/** What the message list draws, row by row. Pure, so that grouping and separators can be tested without a window. */
import type { Gap, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { sameDay } from '../format/time.ts';

export type Row =
  | { kind: 'top'; key: string }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'unread'; key: string }
  | { kind: 'gap'; key: string; gap: Gap }
  /** `change` is an edit or deletion of it that is on its way or stuck; `last` marks the newest of the user's own. */
  | { kind: 'message'; key: string; message: Message; starts: boolean; change: OutboxItem | null; last: boolean }
  | { kind: 'outbox'; key: string; item: OutboxItem; starts: boolean }
  | { kind: 'end'; key: string };

const groupPause = 5 * 60_000;

export const messageKey = (id: number) => `message-${id}`;
export const dayKey = (messageId: number) => `day-${messageId}`;
export const endKey = 'end';
export const gapKey = (id: number) => `gap-${id}`;

function continues(previous: Message | undefined, message: Message): boolean {
  return (
    previous !== undefined &&
    !previous.system &&
    !message.system &&
    previous.mine === message.mine &&
    (message.mine || previous.authorId === message.authorId) &&
    previous.authorName === message.authorName &&
    message.sentAt - previous.sentAt < groupPause &&
    sameDay(previous.sentAt, message.sentAt)
  );
}

export interface Shown {
  messages: readonly Message[];
  outbox: readonly OutboxItem[];
  gaps: readonly Gap[];
  firstUnread: number | null;
  /** Whether newer messages follow that are not here: then what waits to be sent is not here either. */
  hasNewer: boolean;
}

/** The gaps before each message, by message id; null stands for the end. One that lies beyond all messages is not drawn. */
function gapsByMessage(messages: readonly Message[], gaps: readonly Gap[], hasNewer: boolean): Map<number | null, Gap[]> {
  const places = new Map<number | null, Gap[]>();
  const newest = messages.at(-1);
  for (const gap of gaps) {
    const next = messages.find(({ order }) => order > gap.afterOrder);
    const place = next?.id ?? null;
    const beside = next ? next.order <= gap.beforeOrder : !hasNewer || newest?.order === gap.afterOrder;
    if (beside) places.set(place, [...(places.get(place) ?? []), gap]);
  }
  return places;
}

const gapRows = (gaps: readonly Gap[]): Row[] => gaps.map((gap) => ({ kind: 'gap', key: gapKey(gap.id), gap }));

/** The latest change of each message that has one. */
function changesByMessage(messages: readonly Message[], outbox: readonly OutboxItem[]): Map<number, OutboxItem> {
  const changes = new Map<number, OutboxItem>();
  for (const item of outbox) {
    if (item.targetId !== null && messages.some(({ id }) => id === item.targetId)) changes.set(item.targetId, item);
  }
  return changes;
}

export function buildRows({ messages, outbox, gaps, firstUnread, hasNewer }: Shown): Row[] {
  const rows: Row[] = [{ kind: 'top', key: 'top' }];
  const places = gapsByMessage(messages, gaps, hasNewer);
  const changes = changesByMessage(messages, outbox);
  const newestOwn = messages.findLast(({ mine, deleted }) => mine && !deleted)?.id;
  let previous: Message | undefined;
  for (const message of messages) {
    const gapsHere = places.get(message.id) ?? [];
    rows.push(...gapRows(gapsHere));
    const newDay = !previous || !sameDay(previous.sentAt, message.sentAt);
    const startsUnread = message.id === firstUnread;
    if (newDay) rows.push({ kind: 'day', key: dayKey(message.id), time: message.sentAt });
    if (startsUnread) rows.push({ kind: 'unread', key: 'unread' });
    const starts = newDay || startsUnread || gapsHere.length > 0 || !continues(previous, message);
    rows.push({
      kind: 'message',
      key: messageKey(message.id),
      message,
      starts,
      change: changes.get(message.id) ?? null,
      last: message.id === newestOwn && !hasNewer,
    });
    previous = message;
  }
  rows.push(...gapRows(places.get(null) ?? []));
  let last = previous?.mine ? previous.sentAt : 0;
  for (const item of hasNewer ? [] : outbox) {
    // A change is shown at its message; only when that is not here, by itself.
    if (item.targetId !== null && changes.has(item.targetId)) continue;
    rows.push({ kind: 'outbox', key: `outbox-${item.id}`, item, starts: item.createdAt - last > groupPause });
    last = item.createdAt;
  }
  rows.push({ kind: 'end', key: endKey });
  return rows;
}

function firstMessageKey(rows: readonly Row[]): string | undefined {
  return rows.find(({ kind }) => kind === 'message')?.key;
}

/** Whether rows came or went at the start and nowhere else: the list then keeps its place from the end. */
export function changedAtStart(before: readonly Row[], after: readonly Row[]): boolean {
  return (
    before.length > 2 &&
    after.length !== before.length &&
    before.at(-2)?.key === after.at(-2)?.key &&
    firstMessageKey(before) !== firstMessageKey(after)
  );
}
