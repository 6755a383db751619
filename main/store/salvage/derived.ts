/** What is made from other rows, made anew after rows were put in without the store’s own calls. */
import type { Database } from 'better-sqlite3';

const newestMessage = `
  SELECT id FROM messages WHERE conversation_id = conversations.id ORDER BY order_key DESC, id DESC LIMIT 1`;

const statements = [
  `INSERT INTO index_pending (message_id) SELECT id FROM messages WHERE true ON CONFLICT DO NOTHING`,
  `UPDATE conversations SET unread_messages = (SELECT count(*) FROM messages WHERE conversation_id = conversations.id AND unread = 1)`,
  `UPDATE conversations SET last_message_id = (${newestMessage})`,
  `UPDATE conversations SET last_activity = m.sent_at FROM messages m WHERE m.id = conversations.last_message_id`,
];

export function rebuildDerived(connection: Database): void {
  for (const statement of statements) connection.exec(statement);
}
