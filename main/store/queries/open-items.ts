/** The unconfirmed items of a conversation, as a page of messages is compared with them. */
import type { OutboxItem, OutboxState } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';

export const sql = {
  items: `
    SELECT o.id, o.kind, o.text, o.rendered_text AS renderedText, o.state, o.anchor_order AS anchorOrder,
      (SELECT max(t.ended_at) FROM outbox_attempts t WHERE t.sequence = o.sequence) AS endedAt,
      m.text AS targetText, m.deleted AS targetDeleted
    FROM outbox o INDEXED BY outbox_open LEFT JOIN messages m ON m.id = o.target_id
    WHERE o.conversation_id = ? AND o.state <> 'confirmed' ORDER BY o.sequence`,
  confirm: `UPDATE outbox SET state = 'confirmed', message_id = ?, reason = '', next_attempt_at = NULL WHERE id = ?`,
  endAttempt: `
    UPDATE outbox_attempts SET ended_at = ?, outcome = 'accepted'
    WHERE sequence = (SELECT sequence FROM outbox WHERE id = ?) AND ended_at IS NULL`,
};

export interface OpenItem {
  id: string;
  kind: OutboxItem['kind'];
  text: string;
  renderedText: string | null;
  state: Exclude<OutboxState, 'confirmed'>;
  anchorOrder: number | null;
  endedAt: number | null;
  /** Of the message it changes; null for a `send`. */
  targetText: string | null;
  targetDeleted: number | null;
}

/** In the order of writing. */
export function findOpenItems(db: ReaderDatabase, conversationId: number): OpenItem[] {
  return db.all<OpenItem>(sql.items, conversationId);
}

/** A request of it may have had its effect. */
export function isUnderway<Item extends { state: OpenItem['state'] }>(
  item: Item,
): item is Item & { state: 'sending' | 'sent' | 'unknown' } {
  return item.state === 'sending' || item.state === 'sent' || item.state === 'unknown';
}

/** `messageId`: the message that a `send` became. */
export function confirmItem(db: WriterDatabase, changes: ChangeSet, itemId: string, messageId: number | null, readAt: number): void {
  db.run(sql.endAttempt, readAt, itemId);
  db.run(sql.confirm, messageId, itemId);
  changes.outbox(itemId);
}
