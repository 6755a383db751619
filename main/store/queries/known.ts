/** What a provider is told of a conversation's history, to understand an answer beside it. */
import type { Known } from '../../providers/contract.ts';
import type { ReaderDatabase } from '../database.ts';
import { findKeptFrom } from './retention.ts';

/** More than any service shows at once that needs it. */
const mostKnown = 120;

export const sql = {
  count: `SELECT count(*) AS value FROM messages WHERE conversation_id = ?`,
  newest: `
    SELECT m.remote_id AS remoteId, a.remote_id AS authorId, m.text, m.sent_at AS sentAt, m.order_key AS "order"
    FROM messages m JOIN authors a ON a.id = m.author_id
    WHERE m.conversation_id = ? AND m.deleted = 0 ORDER BY m.order_key DESC, m.id DESC LIMIT ?`,
};

export function readKnown(db: ReaderDatabase, conversationId: number): Known {
  const keptFrom = findKeptFrom(db, conversationId);
  return {
    ...(keptFrom > 0 ? { keptFrom } : {}),
    count: db.get<{ value: number }>(sql.count, conversationId)?.value ?? 0,
    newest: db.all<Known['newest'][number]>(sql.newest, conversationId, mostKnown).reverse(),
  };
}
