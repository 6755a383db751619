/**
 * Unread is counted here and nowhere else. The database keeps `unread_messages` in step with the messages themselves (migration 30), so
 * list, tray and title cannot disagree.
 */
import type { ReaderDatabase } from '../database.ts';

/** As a column of a query over `conversations c`. A conversation the user marked unread counts as one message at least. */
export const unreadOfConversation = `max(c.unread_messages, c.marked_unread)`;
/** As a condition there; an index holds those conversations only. */
export const isUnread = `(c.unread_messages > 0 OR c.marked_unread = 1)`;

export const sql = {
  total: `
    SELECT sum(${unreadOfConversation}) AS total FROM conversations c
    WHERE c.lane = 'inbox' AND ${isUnread} AND c.muted_until IS NULL`,
};

export function readUnreadTotal(db: ReaderDatabase): number {
  return db.get<{ total: number | null }>(sql.total)?.total ?? 0;
}
