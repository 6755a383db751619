/**
 * Messages of an export, beside what is there: known ones stay as they are, unknown ones come in the way all messages do, as history that was
 * read long ago. Where the two histories do not touch, a gap says so.
 */
import type { ChangeSet } from '../changes.ts';
import type { IncomingMessage, RestoredMessage, RestoredStretch } from '../contract.ts';
import type { WriterDatabase } from '../database.ts';
import { narrowGaps, sql as gaps, type Side } from './gaps.ts';
import { findKnown, sql as incoming, type KnownMessages } from './incoming.ts';
import { ingest } from './ingest.ts';

export const sql = {
  oldest: `SELECT order_key AS "order", sent_at AS sentAt FROM messages WHERE conversation_id = ? ORDER BY order_key, id LIMIT 1`,
  save: `INSERT OR IGNORE INTO saved_messages (message_id, saved_at) VALUES (?, ?)`,
  setComplete: `UPDATE conversations SET history_complete = 1 WHERE id = ? AND history_complete = 0`,
};

export function restoreMessages(db: WriterDatabase, changes: ChangeSet, stretch: RestoredStretch): { added: number } {
  const { conversationId, messages, readAt } = stretch;
  const [first, last] = [messages[0]?.message, messages.at(-1)?.message];
  if (!first || !last) return { added: 0 };
  const find = (some: RestoredMessage[]) => findKnown(db, conversationId, wellFormed(some));
  const before = find(messages);
  const unknown = messages.filter(({ message }) => !before.has(message.remoteId.toWellFormed()));
  noteStretch(db, changes, conversationId, stretch.joins ?? first, last);

  const store = (page: IncomingMessage[]) => ingest(db, changes, { conversationId, messages: page, page: 'older', restored: true, readAt });
  // A message that is first seen deleted has no text; these come with the last one that was seen.
  const { added } = store(unknown.map(({ message }) => ({ ...message, deleted: false })));
  const stored = find(unknown);
  const deleted = unknown.filter(({ message }) => message.deleted === true && stored.has(message.remoteId.toWellFormed()));
  if (deleted.length > 0) store(deleted.map(({ message }) => message));
  for (const restored of unknown) keepBelongings(db, stored, restored);

  const oldest = db.get<Side>(sql.oldest, conversationId);
  if (stretch.beginning && oldest?.order === first.order && db.run(sql.setComplete, conversationId).changes > 0)
    changes.conversation(conversationId);
  return { added };
}

/** Names as the table holds them. */
function wellFormed(some: RestoredMessage[]): IncomingMessage[] {
  return some.map(({ message }) => ({ ...message, remoteId: message.remoteId.toWellFormed() }));
}

function keepBelongings(db: WriterDatabase, stored: KnownMessages, { message, versions, savedAt }: RestoredMessage): void {
  const id = stored.get(message.remoteId.toWellFormed())?.id;
  if (id === undefined) return;
  for (const { text, replacedAt } of versions) db.run(incoming.keepVersion, { id, text: text.toWellFormed(), replacedAt });
  if (savedAt !== null) db.run(sql.save, id, savedAt);
}

/** Between `from` and `to` nothing is missing. Towards what is there, something may be, unless the two overlap. */
function noteStretch(db: WriterDatabase, changes: ChangeSet, conversationId: number, from: Side, to: Side): void {
  const oldest = db.get<Side>(sql.oldest, conversationId);
  const newest = db.get<Side>(gaps.newest, conversationId);
  if (!oldest || !newest) return;
  if (from.order > newest.order) noteGap(db, changes, conversationId, newest, from);
  else if (to.order < oldest.order) noteGap(db, changes, conversationId, to, oldest);
  else narrowGaps(db, changes, conversationId, [from, to], undefined);
}

function noteGap(db: WriterDatabase, changes: ChangeSet, conversationId: number, after: Side, before: Side): void {
  changes.gap(db.run(gaps.insert, conversationId, after.order, before.order, after.sentAt, before.sentAt).id);
  changes.conversation(conversationId);
}
