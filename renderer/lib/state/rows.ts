/** What the message list draws, row by row. Pure, so that grouping and separators can be tested without a window. */
import type { Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { sameDay } from '../format/time.ts';

export type Row =
  | { kind: 'top'; key: string }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; starts: boolean }
  | { kind: 'outbox'; key: string; item: OutboxItem; starts: boolean }
  | { kind: 'end'; key: string };

const groupGap = 5 * 60_000;

function continues(previous: Message | undefined, message: Message): boolean {
  return (
    previous !== undefined &&
    previous.mine === message.mine &&
    (message.mine || previous.authorId === message.authorId) &&
    previous.authorName === message.authorName &&
    message.sentAt - previous.sentAt < groupGap &&
    sameDay(previous.sentAt, message.sentAt)
  );
}

export function buildRows(messages: readonly Message[], outbox: readonly OutboxItem[], firstUnread: number | null): Row[] {
  const rows: Row[] = [{ kind: 'top', key: 'top' }];
  let previous: Message | undefined;
  for (const message of messages) {
    const newDay = !previous || !sameDay(previous.sentAt, message.sentAt);
    const startsUnread = message.id === firstUnread;
    if (newDay) rows.push({ kind: 'day', key: `day-${message.id}`, time: message.sentAt });
    if (startsUnread) rows.push({ kind: 'unread', key: 'unread' });
    const starts = newDay || startsUnread || !continues(previous, message);
    rows.push({ kind: 'message', key: `message-${message.id}`, message, starts });
    previous = message;
  }
  let last = previous?.mine ? previous.sentAt : 0;
  for (const item of outbox) {
    rows.push({ kind: 'outbox', key: `outbox-${item.id}`, item, starts: item.createdAt - last > groupGap });
    last = item.createdAt;
  }
  rows.push({ kind: 'end', key: 'end' });
  return rows;
}

function firstMessageKey(rows: readonly Row[]): string | undefined {
  return rows.find(({ kind }) => kind === 'message')?.key;
}

/** Whether rows were added at the start and nowhere else: the list then keeps its place from the end. */
export function grewAtStart(before: readonly Row[], after: readonly Row[]): boolean {
  return (
    before.length > 2 &&
    after.length > before.length &&
    before.at(-2)?.key === after.at(-2)?.key &&
    firstMessageKey(before) !== firstMessageKey(after)
  );
}
