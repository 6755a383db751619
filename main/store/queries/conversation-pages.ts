/** Pages of the conversation list. Each goes on behind the last conversation of the one before, wherever that has moved since. */
import type { Argument, ConversationPage } from '../../../preload/contract/api.ts';
import type { ConversationCursor } from '../../../preload/contract/domain.ts';
import type { ReaderDatabase } from '../database.ts';
import { columns, toConversation, type ConversationRow } from './conversations.ts';
import { isUnread } from './unread.ts';

function page(wanted: string): string {
  return `${columns}
    WHERE ${wanted} AND (c.unpinned, c.recency, c.listed_title, c.id) > (:unpinned, :recency, :title, :id)
      AND (:accountId IS NULL OR c.account_id = :accountId)
      AND (:labelId IS NULL OR EXISTS (SELECT 1 FROM conversation_labels l WHERE l.conversation_id = c.id AND l.label_id = :labelId))
    ORDER BY c.unpinned, c.recency, c.listed_title, c.id LIMIT :limit`;
}

export const sql = {
  lane: page(`c.lane = :lane`),
  laneUnread: page(`c.lane = :lane AND ${isUnread}`),
  drafts: page(`c.draft <> ''`),
  draftsUnread: page(`c.draft <> '' AND ${isUnread}`),
};

const start = { unpinned: -1, recency: 0, title: '', id: 0 };

export function readConversationPage(db: ReaderDatabase, query: Argument<'conversations.page'>): ConversationPage {
  const { lane, unreadOnly, accountId, labelId, after, limit } = query;
  const statement = lane === 'drafts' ? (unreadOnly ? sql.draftsUnread : sql.drafts) : unreadOnly ? sql.laneUnread : sql.lane;
  const position = after ? { unpinned: after.pinned ? 0 : 1, recency: -after.lastActivity, title: after.title, id: after.id } : start;
  const values = { ...position, accountId, labelId, limit: limit + 1, ...(lane !== 'drafts' && { lane }) };
  const rows = db.all<ConversationRow>(statement, values);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { conversations: shown.map(toConversation), next: rows.length > limit && last ? positionOf(last) : null };
}

function positionOf({ id, title, pinned_at, last_activity }: ConversationRow): ConversationCursor {
  return { pinned: pinned_at !== null, lastActivity: last_activity ?? 0, title, id };
}
