/**
 * Up to where a conversation counts as read: the newest order there was when it was first read, or last marked read. A message that
 * turns up later with a smaller order is old history, not news.
 */
import type { WriterDatabase } from '../database.ts';

// A message dated far in the future (a wrong clock at the service) must not make all later ones count as read, so it is passed over.
const newestPlausible = `
  SELECT order_key FROM messages
  WHERE conversation_id = :id AND sent_at <= CAST(unixepoch('subsec') * 1000 AS INTEGER) + 86400000
  ORDER BY order_key DESC LIMIT 1`;

export const sql = {
  move: `UPDATE conversations SET read_order = (${newestPlausible}) WHERE id = :id AND read_order IS NOT (${newestPlausible})`,
};

/** Everything stored in the conversation now counts as read, as far as messages still to come are concerned. */
export function moveReadPosition(db: WriterDatabase, conversationId: number): void {
  db.run(sql.move, { id: conversationId });
}
