/** Taking messages, edits and deletions into the outbox. */
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound, StorageError } from '../errors.ts';
import { findConversation } from './conversations.ts';
import { findOutboxItem } from './outbox.ts';
import { freshItem } from './outbox-writes.ts';

export const sql = {
  insert: `
    INSERT INTO outbox (id, conversation_id, kind, text, target_id, for_all, reply_to_id, state, created_at, reason)
    VALUES (:id, :conversationId, :kind, :text, :targetId, :forAll, :replyToId, 'queued', :createdAt, '')`,
  clearDraft: `UPDATE conversations SET draft = '' WHERE id = ? AND draft <> ''`,
  message: `SELECT id, text, deleted FROM messages WHERE id = ? AND conversation_id = ?`,
  waiting: `SELECT id, kind, state FROM outbox WHERE target_id = ? AND state IN ('queued', 'failed')`,
  remove: `DELETE FROM outbox WHERE id = ?`,
};

type Wish = Parameters<StoreWriter['enqueue']>[0];

export function enqueue(db: WriterDatabase, changes: ChangeSet, wish: Wish): OutboxItem {
  const known = findOutboxItem(db, wish.id);
  if (known) return known;
  if (!findConversation(db, wish.conversationId)) throw notFound('conversation');
  if (wish.replyToId !== null) requireMessage(db, wish.conversationId, wish.replyToId);
  return wish.kind === 'send' ? takeMessage(db, changes, wish) : takeChange(db, changes, wish);
}

function takeMessage(db: WriterDatabase, changes: ChangeSet, wish: Wish): OutboxItem {
  if (db.run(sql.clearDraft, wish.conversationId).changes > 0) changes.conversation(wish.conversationId);
  return insert(db, changes, { ...wish, targetId: null });
}

/** At most one change of a message waits: the last word counts, but nothing is changed that is about to be deleted. */
function takeChange(db: WriterDatabase, changes: ChangeSet, wish: Wish): OutboxItem {
  const target = requireMessage(db, wish.conversationId, wish.targetId);
  if (target.deleted) throw new StorageError('conflict', 'This message is already deleted.', `${wish.kind} of a deleted message`);
  const waiting = db.all<Pick<OutboxItem, 'id' | 'kind' | 'state'>>(sql.waiting, target.id);
  const deletion = waiting.find((item) => item.kind === 'delete' && item.state === 'queued');
  if (deletion && wish.kind === 'edit') return freshItem(db, deletion.id);
  for (const { id } of waiting) {
    db.run(sql.remove, id);
    changes.deleted('outbox', id);
  }
  return insert(db, changes, wish.kind === 'delete' ? { ...wish, text: target.text } : wish);
}

function insert(db: WriterDatabase, changes: ChangeSet, { id, conversationId, kind, text, targetId, forAll, replyToId, createdAt }: Wish) {
  db.run(sql.insert, { id, conversationId, kind, text: text.toWellFormed(), targetId, forAll: Number(forAll), replyToId, createdAt });
  changes.outbox(id);
  return freshItem(db, id);
}

function requireMessage(db: ReaderDatabase, conversationId: number, id: number | null): { id: number; text: string; deleted: number } {
  const message = db.get<{ id: number; text: string; deleted: number }>(sql.message, id, conversationId);
  if (!message) throw notFound('message');
  return message;
}
