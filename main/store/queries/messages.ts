/** Reading messages: by id, and the earlier texts of one. */
import type { Message, MessageVersion } from '../../../preload/contract/domain.ts';
import type { MessageAtService } from '../contract.ts';
import type { ReaderDatabase } from '../database.ts';
import { readDetails } from './details.ts';

export interface MessageRow {
  id: number;
  conversation_id: number;
  author_remote_id: string;
  author_name: string;
  text: string;
  sent_at: number;
  order_key: number;
  mine: number;
  unread: number;
  edited_at: number | null;
  deleted: number;
  details: string | null;
  saved: number;
}

/** Of a message `m` and its author `a`. */
export const messageColumns = `
  m.id, m.conversation_id, a.remote_id AS author_remote_id, a.name AS author_name, m.text, m.sent_at, m.order_key, m.mine, m.unread,
  m.edited_at, m.deleted, m.details, EXISTS (SELECT 1 FROM saved_messages s WHERE s.message_id = m.id) AS saved`;
export const columns = `SELECT ${messageColumns} FROM messages m JOIN authors a ON a.id = m.author_id`;

export const sql = {
  some: `${columns} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id`,
  names: `
    SELECT c.account_id, m.remote_id, c.remote_id AS conversation_remote_id
    FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = ?`,
  versions: `SELECT text, replaced_at AS replacedAt FROM message_versions WHERE message_id = ? ORDER BY number`,
};

export function toMessage(row: MessageRow): Message {
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
    editedAt: row.edited_at,
    deleted: row.deleted === 1,
    ...readDetails(row.details),
    saved: row.saved === 1,
  };
}

/** Those of these ids that are there, in one query however many they are; by id. */
export function findMessages(db: ReaderDatabase, ids: Iterable<number>): Message[] {
  return db.all<MessageRow>(sql.some, JSON.stringify([...ids])).map(toMessage);
}

export function readMessage(db: ReaderDatabase, id: number): MessageAtService | null {
  const [message] = findMessages(db, [id]);
  const names = db.get<{ account_id: string; remote_id: string; conversation_remote_id: string }>(sql.names, id);
  if (!message || !names) return null;
  return { message, accountId: names.account_id, remoteId: names.remote_id, conversationRemoteId: names.conversation_remote_id };
}

export function readMessageVersions(db: ReaderDatabase, messageId: number): MessageVersion[] {
  return db.all<MessageVersion>(sql.versions, messageId);
}
