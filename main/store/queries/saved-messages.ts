/** Messages the user put aside. */
import type { SavedPage } from '../../../preload/contract/api.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreReader, StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import { findMessages } from './messages.ts';

export const sql = {
  page: `
    SELECT message_id AS messageId, saved_at AS savedAt FROM saved_messages
    WHERE (saved_at, message_id) < (:savedAt, :messageId) ORDER BY saved_at DESC, message_id DESC LIMIT :limit`,
  exists: `SELECT 1 AS found FROM messages WHERE id = ?`,
  save: `INSERT INTO saved_messages (message_id, saved_at) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  remove: `DELETE FROM saved_messages WHERE message_id = ?`,
};

const start = { savedAt: Number.MAX_SAFE_INTEGER, messageId: 0 };

export function readSavedMessages(db: ReaderDatabase, { after, limit }: Parameters<StoreReader['readSavedMessages']>[0]): SavedPage {
  const rows = db.all<{ messageId: number; savedAt: number }>(sql.page, { ...(after ?? start), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const ids = shown.map(({ messageId }) => messageId);
  const messages = new Map(findMessages(db, ids).map((message) => [message.id, message]));
  // Every saved message is there: the table refers to them.
  const saved = shown.map(({ messageId, savedAt }) => ({ message: messages.get(messageId)!, savedAt }));
  return { saved, next: rows.length > limit ? (shown.at(-1) ?? null) : null };
}

/** A message that is saved already keeps its place. */
export function setSaved(db: WriterDatabase, changes: ChangeSet, { messageId, savedAt }: Parameters<StoreWriter['setSaved']>[0]): void {
  if (!db.get(sql.exists, messageId)) throw notFound('message');
  const { changes: moved } = savedAt === null ? db.run(sql.remove, messageId) : db.run(sql.save, messageId, savedAt);
  if (moved > 0) changes.message(messageId);
}
