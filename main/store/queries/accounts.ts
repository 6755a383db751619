/** Accounts as stored. Their changes are not published from here: the accounts area adds their live health first. */
import type { Keep } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { AccountRecord } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound, StorageError } from '../errors.ts';
import { publishRemoval } from './conversation-writes.ts';
import { findConversationsOfAccount } from './conversations.ts';
import { removeMessagesOf } from './remove-messages.ts';

interface AccountRow {
  id: string;
  kind: string;
  name: string;
  hue: number;
  settings: string;
  keep: Keep;
  paused: number;
  created_at: number;
}

const sql = {
  all: `SELECT id, kind, name, hue, settings, keep, paused, created_at FROM accounts ORDER BY created_at, rowid`,
  exists: `SELECT 1 AS found FROM accounts WHERE id = ?`,
  rehearsal: `SELECT id FROM accounts WHERE keep = 'rehearsal' ORDER BY created_at, rowid`,
  insert: `
    INSERT INTO accounts (id, kind, name, hue, settings, keep, paused, created_at)
    VALUES (:id, :kind, :name, :hue, :settings, :keep, :paused, :createdAt)`,
  update: `
    UPDATE accounts SET kind = :kind, name = :name, hue = :hue, settings = :settings, keep = :keep, paused = :paused, created_at = :createdAt
    WHERE id = :id`,
  removeConversations: `DELETE FROM conversations WHERE account_id = ?`,
  remove: `DELETE FROM accounts WHERE id = ?`,
};

export function readAccounts(db: ReaderDatabase): AccountRecord[] {
  return db.all<AccountRow>(sql.all).map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    hue: row.hue,
    settings: JSON.parse(row.settings) as Record<string, string>,
    keep: row.keep,
    paused: row.paused === 1,
    createdAt: row.created_at,
  }));
}

function toRow(account: AccountRecord) {
  const { id, kind, name, hue, settings, keep, paused, createdAt } = account;
  return { id, kind, name, hue, settings: JSON.stringify(settings), keep, paused: Number(paused), createdAt };
}

export function addAccount(db: WriterDatabase, _changes: ChangeSet, account: AccountRecord): void {
  if (db.get(sql.exists, account.id)) throw new StorageError('conflict', 'This account is already there.');
  db.run(sql.insert, toRow(account));
}

export function updateAccount(db: WriterDatabase, _changes: ChangeSet, account: AccountRecord): void {
  if (db.run(sql.update, toRow(account)).changes === 0) throw notFound('account');
}

/** Removing what is not there is no mistake: the wish is fulfilled. */
export function removeAccount(db: WriterDatabase, changes: ChangeSet, id: string): void {
  // Messages must go before the account takes their authors.
  for (const conversationId of findConversationsOfAccount(db, id)) {
    publishRemoval(db, changes, conversationId);
    removeMessagesOf(db, conversationId);
  }
  db.run(sql.removeConversations, id);
  db.run(sql.remove, id);
}

export function removeRehearsalAccounts(db: WriterDatabase, changes: ChangeSet): string[] {
  const ids = db.all<{ id: string }>(sql.rehearsal).map((row) => row.id);
  for (const id of ids) removeAccount(db, changes, id);
  return ids;
}
