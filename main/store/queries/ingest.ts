/** Stores a page that a service answered with: the one way messages come in. */
import type { IncomingMessage, Ingest, IngestResult } from '../contract.ts';
import type { ChangeSet } from '../changes.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import { findAuthorsOf } from './authors.ts';
import { caughtUpColumns, noteCaughtUp, type CaughtUp } from './caught-up.ts';
import { markMissing } from './deletions.ts';
import { findNewest, narrowGaps, noteGap } from './gaps.ts';
import { findKnown, normalise, placeMessages, type KnownMessages } from './incoming.ts';
import { findOpenItems } from './open-items.ts';
import { settleOwnChanges } from './own-changes.ts';
import { linkOwnMessages } from './own-messages.ts';
import { moveReadPosition } from './read-position.ts';
import { boundColumns, withoutOutdated, type Bounds } from './retention.ts';
import { returnFromArchive } from './triage.ts';

export const sql = {
  conversation: `
    SELECT c.account_id, c.read_order, c.last_message_id, c.history_complete,
      c.muted_until IS NOT NULL OR c.snoozed_until IS NOT NULL AS silent, x.own_author_id, ${caughtUpColumns}, ${boundColumns}
    FROM conversations c JOIN accounts x ON x.id = c.account_id WHERE c.id = ?`,
  oldestOrder: `SELECT min(order_key) AS value FROM messages WHERE conversation_id = ?`,
  newest: `SELECT id, sent_at FROM messages WHERE conversation_id = ? ORDER BY order_key DESC, id DESC LIMIT 1`,
  setLast: `UPDATE conversations SET last_message_id = ?, last_activity = ?, seen = 1 WHERE id = ?`,
  setComplete: `UPDATE conversations SET history_complete = 1 WHERE id = ? AND history_complete = 0`,
};

interface ConversationRow extends Bounds, CaughtUp {
  account_id: string;
  read_order: number | null;
  last_message_id: number | null;
  history_complete: number;
  silent: number;
  own_author_id: string | null;
}

/**
 * Messages already known and unchanged cost no write, nor does a page that brings nothing else, but once in a while (`caught-up.ts`). A new
 * message is unread when it was heard live or comes with a `latest` page that is not the first, is not ours, and is not older than the read
 * position (an equal order counts as newer: it was not there when the position was taken).
 */
export function ingest(db: WriterDatabase, changes: ChangeSet, argument: Ingest): IngestResult {
  const { conversationId, page, readAt } = argument;
  const before = db.get<ConversationRow>(sql.conversation, conversationId);
  if (!before) throw notFound('conversation');
  const firstRead = page === 'latest' && before.caught_up_at === null;
  const mayBeUnread = page === 'live' || (page === 'latest' && !firstRead);
  const readPosition = before.read_order ?? Number.NEGATIVE_INFINITY;
  const newestBefore = argument.gap === true && page === 'latest' ? findNewest(db, conversationId) : null;

  const normalised = argument.messages.map((message) => normalise(message, readAt)).sort(byPosition);
  const stored = findKnown(db, conversationId, normalised);
  const { kept, letGo } = withoutOutdated(db, changes, argument, before, normalised, stored);
  const sorted = page === 'live' && before.history_complete === 0 ? withoutHistory(db, conversationId, kept, stored) : kept;
  const { added, known, returned } = placeMessages(db, changes, sorted, {
    conversationId,
    readAt,
    known: stored,
    authorRow: findAuthorsOf(db, before.account_id),
    flags({ authorId, order, mine = authorId === before.own_author_id, deleted = false }) {
      return { mine, unread: mayBeUnread && !mine && !deleted && order >= readPosition };
    },
  });
  if (argument.whole) markMissing(db, changes, conversationId, argument.whole, new Set([...added.keys(), ...known.keys()]));

  const items = findOpenItems(db, conversationId);
  if (items.length > 0) {
    const place = { accountId: before.account_id, conversationId, ownAuthorId: before.own_author_id, readAt };
    linkOwnMessages(db, changes, place, items, returned);
    settleOwnChanges(db, changes, items, readAt);
  }

  if (added.size > 0) setLastMessage(db, conversationId);
  if (firstRead) moveReadPosition(db, conversationId);
  if (argument.historyComplete === true && db.run(sql.setComplete, conversationId).changes > 0) changes.conversation(conversationId);
  if (newestBefore) noteGap(db, changes, conversationId, newestBefore, [...added.values()]);
  else if (page !== 'live') narrowGaps(db, changes, conversationId, sorted, argument.fill);
  if (page === 'latest') noteCaughtUp(db, changes, { id: conversationId, before, newest: normalised.at(-1)?.order ?? null, readAt });

  const arrived = mayBeUnread && before.silent === 0 ? changes.messages(db, added.keys()).filter((message) => message.unread) : [];
  if (arrived.length > 0) returnFromArchive(db, changes, conversationId);
  arrived.sort((a, b) => a.order - b.order || a.id - b.id);
  const joined = before.last_message_id === null || sorted.length === 0 || joins(page, sorted, known, before.last_message_id);
  return { arrived, added: added.size, joined, ...(letGo && { letGo }) };
}

/**
 * Without unknown messages older than all known ones: an old message that was changed just now is heard of as well. Kept, it would look like
 * the end of the known history, and what lies between would never be fetched; left out, it comes with the older pages.
 */
function withoutHistory(db: ReaderDatabase, conversationId: number, sorted: IncomingMessage[], known: KnownMessages): IncomingMessage[] {
  const oldest = db.get<{ value: number | null }>(sql.oldestOrder, conversationId)?.value ?? Number.NEGATIVE_INFINITY;
  return sorted.filter((message) => message.order >= oldest || known.has(message.remoteId));
}

/**
 * A page of history joins by any message it shares with what is known. A newest page, and those read after it to close a gap, must reach
 * down to known history. Such a further page often repeats the message it was asked for, stored a moment ago: alone, that proves nothing.
 */
function joins(page: Ingest['page'], sorted: IncomingMessage[], known: Map<number, IncomingMessage>, newestBefore: number): boolean {
  if (page === 'older') return known.size > 0;
  const oldestOrder = sorted[0]?.order;
  const reachesKnown = [...known.values()].some((message) => message.order === oldestOrder);
  const holdsOne = sorted.every((message) => message.remoteId === sorted[0]?.remoteId);
  return reachesKnown && (!holdsOne || known.has(newestBefore));
}

/** As a page will show them, so that announcements come in the same order. */
function byPosition(a: IncomingMessage, b: IncomingMessage): number {
  return a.order - b.order || a.sentAt - b.sentAt || Number(a.remoteId > b.remoteId) - Number(a.remoteId < b.remoteId);
}

function setLastMessage(db: WriterDatabase, conversationId: number): void {
  const newest = db.get<{ id: number; sent_at: number }>(sql.newest, conversationId);
  if (newest) db.run(sql.setLast, newest.id, newest.sent_at, conversationId);
}
