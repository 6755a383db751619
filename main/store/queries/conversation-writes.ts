/** Changing conversations. A write that changes nothing publishes nothing. */
import type { Conversation } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import { findConversation, findConversationByRemoteId } from './conversations.ts';
import { findGapsOfConversation } from './gaps.ts';
import { findOpenOutbox } from './outbox.ts';
import { moveReadPosition } from './read-position.ts';

export const sql = {
  accountExists: `SELECT 1 AS found FROM accounts WHERE id = ?`,
  insert: `INSERT INTO conversations (account_id, remote_id, title) VALUES (?, ?, ?)`,
  remove: `DELETE FROM conversations WHERE id = ?`,
  removeAuthors: `
    DELETE FROM authors WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.author_id = authors.id)`,
  setTrouble: `UPDATE conversations SET trouble = :value WHERE id = :id AND trouble <> :value`,
  setReadOnly: `UPDATE conversations SET read_only_reason = :value WHERE id = :id AND read_only_reason <> :value`,
  setDraft: `UPDATE conversations SET draft = :value WHERE id = :id AND draft <> :value`,
  unread: `SELECT id FROM messages WHERE conversation_id = ? AND unread = 1`,
  clearUnread: `UPDATE messages SET unread = 0 WHERE conversation_id = ? AND unread = 1`,
  clearMark: `UPDATE conversations SET marked_unread = 0 WHERE id = ? AND marked_unread = 1`,
};

export function requireConversation(db: ReaderDatabase, id: number): Conversation {
  const conversation = findConversation(db, id);
  if (!conversation) throw notFound('conversation');
  return conversation;
}

export function addConversation(
  db: WriterDatabase,
  changes: ChangeSet,
  argument: { accountId: string; remoteId: string; title: string },
): Conversation {
  const remoteId = argument.remoteId.toWellFormed();
  const known = findConversationByRemoteId(db, argument.accountId, remoteId);
  if (known !== null) return requireConversation(db, known);
  if (!db.get(sql.accountExists, argument.accountId)) throw notFound('account');
  const { id } = db.run(sql.insert, argument.accountId, remoteId, argument.title);
  changes.conversation(id);
  return requireConversation(db, id);
}

/** Notes that a conversation goes away, with its gaps and what the outbox still holds for it. */
export function publishRemoval(db: ReaderDatabase, changes: ChangeSet, id: number): void {
  for (const item of findOpenOutbox(db, id)) changes.deleted('outbox', item.id);
  for (const gapId of findGapsOfConversation(db, id)) changes.deleted('gap', gapId);
  changes.deleted('conversation', id);
}

/** Removing what is not there is no mistake: the wish is fulfilled. */
export function removeConversation(db: WriterDatabase, changes: ChangeSet, id: number): void {
  const conversation = findConversation(db, id);
  if (!conversation) return;
  publishRemoval(db, changes, id);
  db.run(sql.remove, id);
  db.run(sql.removeAuthors, conversation.accountId);
}

function setText(db: WriterDatabase, changes: ChangeSet, statement: string, id: number, value: string): void {
  requireConversation(db, id);
  if (db.run(statement, { id, value: value.toWellFormed() }).changes > 0) changes.conversation(id);
}

export function setConversationTrouble(db: WriterDatabase, changes: ChangeSet, argument: { id: number; trouble: string }): void {
  setText(db, changes, sql.setTrouble, argument.id, argument.trouble);
}

export function setConversationReadOnly(db: WriterDatabase, changes: ChangeSet, argument: { id: number; reason: string }): void {
  setText(db, changes, sql.setReadOnly, argument.id, argument.reason);
}

export function saveDraft(db: WriterDatabase, changes: ChangeSet, argument: { conversationId: number; text: string }): void {
  setText(db, changes, sql.setDraft, argument.conversationId, argument.text);
}

/** The newest message becomes the read position: only what comes after it can be unread. */
export function markRead(db: WriterDatabase, changes: ChangeSet, id: number): void {
  requireConversation(db, id);
  moveReadPosition(db, id);
  if (db.run(sql.clearMark, id).changes > 0) changes.conversation(id);
  const unread = db.all<{ id: number }>(sql.unread, id);
  if (unread.length === 0) return;
  db.run(sql.clearUnread, id);
  for (const message of unread) changes.message(message.id);
  changes.conversation(id);
}
