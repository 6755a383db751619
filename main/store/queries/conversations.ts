/** Reading conversations: whole for the inbox, and the few facts that sync needs. */
import type { Conversation } from '../../../preload/contract/domain.ts';
import type { SyncConversation } from '../contract.ts';
import type { ReaderDatabase } from '../database.ts';
import { gapsOfConversation } from './gaps.ts';
import { unreadOfConversation } from './unread.ts';

export interface ConversationRow {
  id: number;
  account_id: string;
  remote_id: string;
  title: string;
  unread: number;
  caught_up_at: number | null;
  history_complete: number;
  seen: number;
  read_only_reason: string;
  trouble: string;
  gaps: number;
  sign_in: Conversation['signIn'];
  draft: string;
  last_author: string | null;
  last_start: Buffer | null;
  last_sent_at: number | null;
  last_mine: number | null;
  last_activity: number | null;
  lane: Conversation['lane'];
  pinned_at: number | null;
  muted_until: number | null;
  snoozed_until: number | null;
  marked_unread: number;
  remind_at: number | null;
  labels: string;
}

const previewLength = 200;

// The preview's first bytes, as bytes: a character takes at most four, and SQLite's text functions stop at a NUL. What was deleted is not
// shown in passing.
export const columns = `
  SELECT c.id, c.account_id, c.remote_id, c.title, ${unreadOfConversation} AS unread,
    iif(c.caught_up_at >= x.changes_began_at, max(c.caught_up_at, x.changes_read_at), c.caught_up_at) AS caught_up_at, c.history_complete, c.seen,
    c.read_only_reason, c.trouble, ${gapsOfConversation} AS gaps, c.sign_in, c.draft, a.name AS last_author,
    iif(m.deleted, NULL, substr(CAST(m.text AS BLOB), 1, ${previewLength * 4})) AS last_start, m.sent_at AS last_sent_at, m.mine AS last_mine,
    c.lane, c.pinned_at, c.muted_until, c.snoozed_until, c.marked_unread, c.remind_at, c.last_activity,
    (SELECT json_group_array(l.label_id) FROM conversation_labels l WHERE l.conversation_id = c.id) AS labels
  FROM conversations c
  JOIN accounts x ON x.id = c.account_id
  LEFT JOIN messages m ON m.id = c.last_message_id
  LEFT JOIN authors a ON a.id = m.author_id`;

export const sql = {
  all: `${columns} ORDER BY c.last_activity DESC, c.title COLLATE NOCASE`,
  one: `${columns} WHERE c.id = ?`,
  some: `${columns} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id`,
  byRemoteId: `SELECT id FROM conversations WHERE account_id = ? AND remote_id = ?`,
  ofAccount: `SELECT id FROM conversations WHERE account_id = ?`,
  sync: `
    SELECT c.id, c.account_id, c.remote_id, c.title, c.seen, c.history_complete,
      (SELECT min(o.order_key) FROM messages o WHERE o.conversation_id = c.id) AS oldest,
      coalesce(c.joined_order, (SELECT max(n.order_key) FROM messages n WHERE n.conversation_id = c.id)) AS newest
    FROM conversations c WHERE c.account_id = ?`,
};

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    accountId: row.account_id,
    remoteId: row.remote_id,
    title: row.title,
    unread: row.unread,
    lastMessage:
      row.last_sent_at === null
        ? null
        : { author: row.last_author ?? '', text: preview(row.last_start), sentAt: row.last_sent_at, mine: row.last_mine === 1 },
    caughtUpAt: row.caught_up_at,
    historyComplete: row.history_complete === 1,
    seen: row.seen === 1,
    readOnlyReason: row.read_only_reason,
    trouble: row.trouble,
    gaps: row.gaps,
    signIn: row.sign_in,
    draft: row.draft,
    lane: row.lane,
    pinnedAt: row.pinned_at,
    mutedUntil: row.muted_until,
    snoozedUntil: row.snoozed_until,
    markedUnread: row.marked_unread === 1,
    remindAt: row.remind_at,
    labels: JSON.parse(row.labels) as number[],
  };
}

/** By code point: half a surrogate pair would be no character at all. */
function preview(start: Buffer | null): string {
  const text = start?.toString('utf8') ?? '';
  return text.length <= previewLength ? text : Array.from(text).slice(0, previewLength).join('');
}

export function readConversations(db: ReaderDatabase): Conversation[] {
  return db.all<ConversationRow>(sql.all).map(toConversation);
}

export function findConversation(db: ReaderDatabase, id: number): Conversation | null {
  const row = db.get<ConversationRow>(sql.one, id);
  return row ? toConversation(row) : null;
}

/** Those of these ids that are there, in one query however many they are; by id. */
export function findConversations(db: ReaderDatabase, ids: Iterable<number>): Conversation[] {
  return db.all<ConversationRow>(sql.some, JSON.stringify([...ids])).map(toConversation);
}

export function findConversationByRemoteId(db: ReaderDatabase, accountId: string, remoteId: string): number | null {
  return db.get<{ id: number }>(sql.byRemoteId, accountId, remoteId)?.id ?? null;
}

export function findConversationsOfAccount(db: ReaderDatabase, accountId: string): number[] {
  return db.all<{ id: number }>(sql.ofAccount, accountId).map((row) => row.id);
}

interface SyncRow {
  id: number;
  account_id: string;
  remote_id: string;
  title: string;
  seen: number;
  history_complete: number;
  oldest: number | null;
  newest: number | null;
}

export function readSyncConversations(db: ReaderDatabase, accountId: string): SyncConversation[] {
  return db.all<SyncRow>(sql.sync, accountId).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    remoteId: row.remote_id,
    title: row.title,
    seen: row.seen === 1,
    historyComplete: row.history_complete === 1,
    oldestOrder: row.oldest,
    newestOrder: row.newest,
  }));
}
