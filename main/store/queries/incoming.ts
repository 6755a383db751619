/** Puts one message of a page into the table, or finds that it is already there. */
import type { IncomingMessage } from '../contract.ts';
import type { WriterDatabase } from '../database.ts';
import type { FindAuthor } from './authors.ts';
import { firstMessageId, nextMessageId } from './message-ids.ts';

/** The farthest time a JavaScript date can hold. */
const lastTime = 8.64e15;

export const sql = {
  known: `SELECT id, text, author_id FROM messages WHERE conversation_id = ? AND remote_id = ?`,
  insert: `
    INSERT INTO messages (id, conversation_id, remote_id, author_id, text, sent_at, order_key, mine, unread)
    VALUES (:id, :conversationId, :remoteId, :author, :text, :sentAt, :order, :mine, :unread)
    ON CONFLICT (id) DO NOTHING`,
  edit: `UPDATE messages SET text = ?, author_id = ? WHERE id = ?`,
};

interface KnownRow {
  id: number;
  text: string;
  author_id: number;
}

export interface PlaceOptions {
  conversationId: number;
  authorRow: FindAuthor;
  /** Decided for a message that turns out to be new. */
  flags: (message: IncomingMessage) => { mine: boolean; unread: boolean };
}

/** What the tables hold for it: texts without lone surrogates (SQLite has no way to keep one), times and orders as integers. */
export function normalise(message: IncomingMessage, readAt: number): IncomingMessage {
  const sentAt = Number.isFinite(message.sentAt) ? message.sentAt : readAt;
  return {
    remoteId: message.remoteId.toWellFormed(),
    authorId: message.authorId.toWellFormed(),
    authorName: message.authorName.toWellFormed(),
    text: message.text.toWellFormed(),
    sentAt: clamp(sentAt, 0, lastTime),
    order: clamp(Number.isNaN(message.order) ? sentAt : message.order, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.trunc(Math.min(Math.max(value, least), most));
}

/** An unknown message is added; a known one with another text or author name is edited in its place; an identical one is left alone. */
export function placeMessage(
  db: WriterDatabase,
  message: IncomingMessage,
  { conversationId, authorRow, flags }: PlaceOptions,
): { id: number; done: 'added' | 'edited' | 'nothing' } {
  const author = authorRow(message.authorId, message.authorName);
  const known = db.get<KnownRow>(sql.known, conversationId, message.remoteId);
  if (known) {
    if (known.text === message.text && known.author_id === author) return { id: known.id, done: 'nothing' };
    db.run(sql.edit, message.text, author, known.id);
    return { id: known.id, done: 'edited' };
  }
  const { remoteId, text, sentAt, order } = message;
  const { mine, unread } = flags(message);
  const row = { conversationId, remoteId, author, text, sentAt, order, mine: Number(mine), unread: Number(unread) };
  // Two messages of one millisecond are rare: only then is the next free number looked up.
  let id = firstMessageId(sentAt);
  if (db.run(sql.insert, { id, ...row }).changes === 0) {
    id = nextMessageId(db, sentAt);
    db.run(sql.insert, { id, ...row });
  }
  return { id, done: 'added' };
}
