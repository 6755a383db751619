/** Reading messages: one by its id, or a page of a conversation by position. */
import type { MessagePage } from '../../../preload/contract/api.ts';
import type { Cursor, Message } from '../../../preload/contract/domain.ts';
import type { ReaderDatabase } from '../database.ts';
import { findOpenOutbox } from './outbox.ts';

interface MessageRow {
  id: number;
  conversation_id: number;
  author_remote_id: string;
  author_name: string;
  text: string;
  sent_at: number;
  order_key: number;
  mine: number;
  unread: number;
}

const columns = `
  SELECT m.id, m.conversation_id, a.remote_id AS author_remote_id, a.name AS author_name, m.text, m.sent_at, m.order_key, m.mine, m.unread
  FROM messages m JOIN authors a ON a.id = m.author_id`;

export const sql = {
  some: `${columns} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id`,
  newest: `${columns} WHERE m.conversation_id = ? ORDER BY m.order_key DESC, m.id DESC LIMIT ?`,
  before: `${columns} WHERE m.conversation_id = ? AND (m.order_key, m.id) < (?, ?) ORDER BY m.order_key DESC, m.id DESC LIMIT ?`,
};

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    authorId: row.author_remote_id,
    authorName: row.author_name,
    text: row.text,
    sentAt: row.sent_at,
    order: row.order_key,
    mine: row.mine === 1,
    unread: row.unread === 1,
  };
}

/** Those of these ids that are there, in one query however many they are; by id. */
export function findMessages(db: ReaderDatabase, ids: Iterable<number>): Message[] {
  return db.all<MessageRow>(sql.some, JSON.stringify([...ids])).map(toMessage);
}

/** The page that ends before `before`, or the newest one; one row more is read to know whether there are older ones. */
export function readMessagePage(
  db: ReaderDatabase,
  { conversationId, before, limit }: { conversationId: number; before: Cursor | null; limit: number },
): MessagePage {
  const rows = before
    ? db.all<MessageRow>(sql.before, conversationId, before.order, before.id, limit + 1)
    : db.all<MessageRow>(sql.newest, conversationId, limit + 1);
  return {
    messages: rows.slice(0, limit).map(toMessage).reverse(),
    outbox: before ? [] : findOpenOutbox(db, conversationId),
    hasOlder: rows.length > limit,
  };
}
