/** Outbox items of which an older state is known than the last there was. */
import type { Database } from 'better-sqlite3';

const reason = 'The database was damaged before it was noted what became of this message.';

// What it became is newer than anything known in this state of the database: an older message with the same words is another one.
const doubt = `
  UPDATE outbox SET state = 'unknown', reason = ?, next_attempt_at = NULL,
    anchor_order = coalesce(anchor_order, (SELECT max(order_key) FROM messages m WHERE m.conversation_id = outbox.conversation_id))
  WHERE state IN ('queued', 'sending', 'failed')`;

/** They may have been delivered since, so the conversation is read, or the user asked, before any of them is sent. */
export function doubtOutbox(connection: Database): void {
  connection.prepare(doubt).run(reason);
}
