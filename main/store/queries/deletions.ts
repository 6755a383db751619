/** Messages that are gone at the service: a page that must hold them does not. */
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';

export const sql = {
  between: `SELECT id FROM messages WHERE conversation_id = ? AND order_key BETWEEN ? AND ? AND deleted = 0`,
  markDeleted: `UPDATE messages SET deleted = 1, unread = 0 WHERE id = ?`,
};

/** Marks those of the stretch, both ends included, that are not among `present`. Their text stays: it is the last one seen. */
export function markMissing(
  db: WriterDatabase,
  changes: ChangeSet,
  conversationId: number,
  { from, to }: { from: number; to: number },
  present: ReadonlySet<number>,
): void {
  for (const { id } of db.all<{ id: number }>(sql.between, conversationId, from, to)) {
    if (present.has(id)) continue;
    db.run(sql.markDeleted, id);
    changes.message(id);
    changes.conversation(conversationId);
  }
}
