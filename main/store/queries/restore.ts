/** Accounts and conversations of an export: added where they are not there yet, and never changed where they are. */
import type { ChangeSet } from '../changes.ts';
import type { AccountRecord, StoreWriter } from '../contract.ts';
import type { WriterDatabase } from '../database.ts';
import { addAccount } from './accounts.ts';
import { addConversation } from './conversation-writes.ts';
import { findConversationByRemoteId } from './conversations.ts';

export const sql = {
  exists: `SELECT 1 AS found FROM accounts WHERE id = ?`,
  setOwnAuthor: `UPDATE accounts SET own_author_id = ? WHERE id = ?`,
  decide: `
    UPDATE conversations SET read_only_reason = :readOnlyReason, seen = :seen, pinned_at = :pinnedAt, muted_until = :mutedUntil,
      archived = :archived, snoozed_until = :snoozedUntil, remind_at = :remindAt
    WHERE id = :id`,
  label: `SELECT id FROM labels WHERE name = ? COLLATE NOCASE`,
  addLabel: `INSERT INTO labels (name, hue) VALUES (?, ?)`,
  putOn: `INSERT OR IGNORE INTO conversation_labels (conversation_id, label_id) VALUES (?, ?)`,
};

export function restoreAccount(
  db: WriterDatabase,
  changes: ChangeSet,
  { ownAuthorId, ...account }: AccountRecord & { ownAuthorId: string | null },
): boolean {
  if (db.get(sql.exists, account.id)) return false;
  addAccount(db, changes, account);
  db.run(sql.setOwnAuthor, ownAuthorId, account.id);
  return true;
}

export function restoreConversation(
  db: WriterDatabase,
  changes: ChangeSet,
  { accountId, conversation }: Parameters<StoreWriter['restoreConversation']>[0],
): number {
  const { remoteId, title, labels, seen, archived, ...decided } = conversation;
  const known = findConversationByRemoteId(db, accountId, remoteId.toWellFormed());
  if (known !== null) return known;
  const { id } = addConversation(db, changes, { accountId, remoteId, title: title.toWellFormed() });
  db.run(sql.decide, { id, ...decided, seen: Number(seen), archived: Number(archived) });
  for (const { name, hue } of labels) {
    const label = db.get<{ id: number }>(sql.label, name)?.id ?? db.run(sql.addLabel, name, hue).id;
    db.run(sql.putOn, id, label);
  }
  return id;
}
