/** Removing messages for good: the one place that knows everything a message leaves besides its own row. */
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';

/** Removed in one statement at most. */
const pieceSize = 1000;

// What was sent from here is kept in the outbox, too, with its words; a change of a message that goes away has nothing left to change.
const ids = `(SELECT value FROM json_each(?))`;
export const sql = {
  conversationsOf: `SELECT conversation_id AS id FROM messages WHERE id IN ${ids}`,
  outboxOf: `SELECT id FROM outbox WHERE message_id IN ${ids}`,
  changesOf: `SELECT id FROM outbox WHERE target_id IN ${ids}`,
  removeOutbox: `DELETE FROM outbox WHERE id IN ${ids}`,
  remove: `DELETE FROM messages WHERE id IN ${ids}`,
  some: `SELECT id FROM messages WHERE conversation_id = ? LIMIT ?`,
  newest: `SELECT id, sent_at AS sentAt FROM messages WHERE conversation_id = ? ORDER BY order_key DESC, id DESC LIMIT 1`,
  setLast: `UPDATE conversations SET last_message_id = ?, last_activity = ? WHERE id = ?`,
  unusedAuthors: `DELETE FROM authors WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.author_id = authors.id)`,
};

interface Id<Kind> {
  id: Kind;
}

/** Removes these messages and publishes it. The conversations they were in stay, with the newest message they still have. */
export function removeMessages(db: WriterDatabase, changes: ChangeSet, messageIds: readonly number[]): void {
  const json = JSON.stringify(messageIds);
  const conversations = new Set(db.all<Id<number>>(sql.conversationsOf, json).map(({ id }) => id));
  for (const id of removeRows(db, json)) changes.deleted('outbox', id);
  for (const id of messageIds) changes.deleted('message', id);
  for (const id of conversations) {
    const newest = db.get<{ id: number; sentAt: number }>(sql.newest, id);
    db.run(sql.setLast, newest?.id ?? null, newest?.sentAt ?? null, id);
    changes.conversation(id);
  }
}

/** Removes all messages of a conversation that goes away itself: that is what is published, not each of them. */
export function removeMessagesOf(db: WriterDatabase, conversationId: number): void {
  for (;;) {
    const some = db.all<Id<number>>(sql.some, conversationId, pieceSize).map(({ id }) => id);
    if (some.length === 0) return;
    removeRows(db, JSON.stringify(some));
  }
}

export function removeUnusedAuthors(db: WriterDatabase, accountId: string): void {
  db.run(sql.unusedAuthors, accountId);
}

/** Answers the outbox items that went with them. Versions and saved marks follow by their foreign keys. */
function removeRows(db: WriterDatabase, json: string): string[] {
  const items = [...db.all<Id<string>>(sql.outboxOf, json), ...db.all<Id<string>>(sql.changesOf, json)].map(({ id }) => id);
  if (items.length > 0) db.run(sql.removeOutbox, JSON.stringify(items));
  db.run(sql.remove, json);
  return items;
}
