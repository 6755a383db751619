/** What an account's list of changes brought, stored together with how far it was read: a crash repeats changes, but never skips one. */
import type { Message } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { ChangesIngest } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { isWorthNoting } from './caught-up.ts';
import { findConversationByRemoteId } from './conversations.ts';
import { ingest } from './ingest.ts';

export const sql = {
  cursor: `SELECT changes_cursor AS value FROM accounts WHERE id = ?`,
  readAt: `SELECT changes_read_at AS value FROM accounts WHERE id = ?`,
  setReadAt: `
    UPDATE accounts SET changes_read_at = :readAt, changes_began_at = coalesce(changes_began_at, :readAt) WHERE id = :accountId`,
  setCursor: `UPDATE accounts SET changes_cursor = :cursor WHERE id = :accountId AND changes_cursor IS NOT :cursor`,
};

export function readChangesCursor(db: ReaderDatabase, accountId: string): string | null {
  return db.get<{ value: string | null }>(sql.cursor, accountId)?.value ?? null;
}

/** The end of a list that told nothing new need not be written each time: asked from an older place, the list only repeats itself. */
export function ingestChanges(
  db: WriterDatabase,
  changes: ChangeSet,
  { accountId, conversations, cursor, readAt, complete }: ChangesIngest,
): { arrived: Message[] } {
  const arrived = conversations.flatMap(({ remoteId, messages }) => {
    const conversationId = findConversationByRemoteId(db, accountId, remoteId.toWellFormed());
    return conversationId === null ? [] : ingest(db, changes, { conversationId, messages, page: 'live', readAt }).arrived;
  });
  const storedAt = db.get<{ value: number | null }>(sql.readAt, accountId)?.value ?? null;
  if (complete && changes.isEmpty && !isWorthNoting(storedAt, readAt)) return { arrived };
  db.run(sql.setCursor, { accountId, cursor });
  if (complete) db.run(sql.setReadAt, { accountId, readAt });
  return { arrived };
}
