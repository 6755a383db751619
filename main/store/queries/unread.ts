/** Unread is counted here and nowhere else, from the messages themselves: list, tray and title cannot disagree. */
import type { ReaderDatabase } from '../database.ts';

/** As a column of a query over `conversations c`. Answered from an index that holds unread messages only. */
export const unreadOfConversation = `(SELECT count(*) FROM messages u WHERE u.conversation_id = c.id AND u.unread = 1)`;

export const sql = { total: `SELECT count(*) AS total FROM messages WHERE unread = 1` };

export function readUnreadTotal(db: ReaderDatabase): number {
  return db.get<{ total: number }>(sql.total)?.total ?? 0;
}
