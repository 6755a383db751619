/** What the user decides about a conversation. A write that changes nothing publishes nothing. */
import type { Conversation } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter } from '../contract.ts';
import type { WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import { requireConversation } from './conversation-writes.ts';

export const sql = {
  decided: `
    SELECT pinned_at AS pinnedAt, muted_until AS mutedUntil, archived, snoozed_until AS snoozedUntil, marked_unread AS markedUnread,
      remind_at AS remindAt
    FROM conversations WHERE id = ?`,
  decide: `
    UPDATE conversations SET pinned_at = :pinnedAt, muted_until = :mutedUntil, archived = :archived, snoozed_until = :snoozedUntil,
      marked_unread = :markedUnread, remind_at = :remindAt
    WHERE id = :id AND (pinned_at, muted_until, archived, snoozed_until, marked_unread, remind_at)
      IS NOT (:pinnedAt, :mutedUntil, :archived, :snoozedUntil, :markedUnread, :remindAt)`,
  returnFromArchive: `UPDATE conversations SET archived = 0 WHERE id = ? AND archived = 1`,
  cancelReminder: `UPDATE conversations SET remind_at = NULL WHERE id = ? AND remind_at IS NOT NULL`,
};

interface DecidedRow extends Record<string, number | null> {
  pinnedAt: number | null;
  mutedUntil: number | null;
  archived: number;
  snoozedUntil: number | null;
  markedUnread: number;
  remindAt: number | null;
}

export function setTriage(
  db: WriterDatabase,
  changes: ChangeSet,
  { conversationId: id, archived, markedUnread, ...times }: Parameters<StoreWriter['setTriage']>[0],
): Conversation {
  const decided = db.get<DecidedRow>(sql.decided, id);
  if (!decided) throw notFound('conversation');
  const next = { ...decided, ...times };
  if (markedUnread !== undefined) next.markedUnread = Number(markedUnread);
  if (archived !== undefined) next.archived = Number(archived);
  else if (typeof times.snoozedUntil === 'number') next.archived = 0;
  if (next.archived === 1) next.snoozedUntil = null;
  if (db.run(sql.decide, { ...next, id }).changes > 0) changes.conversation(id);
  return requireConversation(db, id);
}

/** News leaves the archive. */
export function returnFromArchive(db: WriterDatabase, changes: ChangeSet, conversationId: number): void {
  if (db.run(sql.returnFromArchive, conversationId).changes > 0) changes.conversation(conversationId);
}

/** Who has written there needs no reminder to do so. */
export function cancelReminder(db: WriterDatabase, changes: ChangeSet, conversationId: number): void {
  if (db.run(sql.cancelReminder, conversationId).changes > 0) changes.conversation(conversationId);
}
