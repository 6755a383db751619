/**
 * Finds our own messages among those read back, and learns from them who we are at the service: from then on that author's messages are
 * ours, in all conversations of the account, and never unread.
 */
import { matchSent, type Candidate } from '../../outbox/match.ts';
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';
import type { Placed } from './incoming.ts';
import { confirmItem, isUnderway, type OpenItem } from './open-items.ts';
import { cancelReminder } from './triage.ts';

/** Older candidates were looked at when they were new. */
const mostCandidates = 2_000;

/** After an accepted message has not shown up for this long under the author we know, we may have become another one (a new key). */
const patience = 60_000;

export const sql = {
  candidates: `
    SELECT m.id, a.remote_id AS author_remote_id, m.text, m.order_key, m.mine
    FROM messages m JOIN authors a ON a.id = m.author_id
    WHERE m.conversation_id = ? AND m.order_key > ? AND m.client_id IS NULL AND (m.mine = 1 OR m.mine_stated = 0)
      AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id)
    ORDER BY m.order_key DESC LIMIT ?`,
  wronglyLinked: `SELECT id FROM outbox WHERE message_id = ? AND id <> ?`,
  unlink: `
    UPDATE outbox SET message_id = NULL, state = iif(
      (SELECT t.outcome FROM outbox_attempts t WHERE t.sequence = outbox.sequence ORDER BY t.number DESC LIMIT 1) = 'accepted', 'sent', 'unknown')
    WHERE id = ?`,
  claim: `UPDATE messages SET mine = 1, unread = 0 WHERE id = ?`,
  learn: `UPDATE accounts SET own_author_id = ? WHERE id = ?`,
  ofAuthor: `
    SELECT m.id, m.conversation_id FROM authors a JOIN messages m ON m.author_id = a.id
    WHERE a.account_id = ? AND a.remote_id = ? AND m.mine = 0 AND m.mine_stated = 0`,
};

interface CandidateRow {
  id: number;
  author_remote_id: string;
  text: string;
  order_key: number;
  mine: number;
}

export interface Place {
  accountId: string;
  conversationId: number;
  ownAuthorId: string | null;
  readAt: number;
}

/** Links what the service names, then what matches by its text. */
export function linkOwnMessages(
  db: WriterDatabase,
  changes: ChangeSet,
  place: Place,
  items: readonly OpenItem[],
  returned: Placed['returned'],
): void {
  const sends = items.filter((item) => item.kind === 'send');
  let { ownAuthorId } = place;
  for (const { id: itemId } of sends) {
    const message = returned.get(itemId);
    if (!message) continue;
    unlinkOthers(db, changes, message.id, itemId);
    link(db, changes, place, itemId, message.id);
    if (message.authorId === ownAuthorId) continue;
    ownAuthorId = message.authorId;
    learnOwnAuthor(db, changes, place.accountId, ownAuthorId);
  }
  const open = sends.filter((item) => !returned.has(item.id)).filter(isUnderway);
  if (open.length > 0) linkByText(db, changes, { ...place, ownAuthorId }, open);
}

/** All messages newer than an item's anchor are looked at: its message may have been stored before its answer came. */
function linkByText(
  db: WriterDatabase,
  changes: ChangeSet,
  place: Place,
  items: (OpenItem & { state: 'sending' | 'sent' | 'unknown' })[],
): void {
  const anchor = Math.min(...items.map((item) => item.anchorOrder ?? Number.MIN_SAFE_INTEGER));
  const candidates = db.all<CandidateRow>(sql.candidates, place.conversationId, anchor, mostCandidates).map(toCandidate);

  const pairs = matchSent(items, candidates, place.ownAuthorId);
  if (place.ownAuthorId !== null) {
    const overdue = items.filter((item) => item.state === 'sent' && item.endedAt !== null && place.readAt - item.endedAt > patience);
    const left = overdue.filter((item) => !pairs.some((pair) => pair.itemId === item.id));
    const free = candidates.filter((candidate) => !pairs.some((pair) => pair.messageId === candidate.messageId));
    pairs.push(...matchSent(left, free, null));
  }

  for (const { itemId, messageId } of pairs) {
    link(db, changes, place, itemId, messageId);
    const author = candidates.find((candidate) => candidate.messageId === messageId)?.authorId ?? '';
    const item = items.find(({ id }) => id === itemId);
    const others = candidates.filter((candidate) => candidate.authorId !== author);
    // Somebody else wrote the same words meanwhile: which of the two is ours cannot be told from this one.
    const certain = author !== '' && item !== undefined && matchSent([item], others, null).length === 0;
    if (certain && author !== place.ownAuthorId) learnOwnAuthor(db, changes, place.accountId, author);
  }
}

function link(db: WriterDatabase, changes: ChangeSet, place: Place, itemId: string, messageId: number): void {
  confirmItem(db, changes, itemId, messageId, place.readAt);
  cancelReminder(db, changes, place.conversationId);
  db.run(sql.claim, messageId);
  changes.message(messageId);
  changes.conversation(place.conversationId);
}

/** The service names another item than the text did: the one that was taken for this message is on its way again. */
function unlinkOthers(db: WriterDatabase, changes: ChangeSet, messageId: number, itemId: string): void {
  for (const { id } of db.all<{ id: string }>(sql.wronglyLinked, messageId, itemId)) {
    db.run(sql.unlink, id);
    changes.outbox(id);
  }
}

function learnOwnAuthor(db: WriterDatabase, changes: ChangeSet, accountId: string, author: string): void {
  db.run(sql.learn, author, accountId);
  for (const { id, conversation_id: conversationId } of db.all<{ id: number; conversation_id: number }>(sql.ofAuthor, accountId, author)) {
    db.run(sql.claim, id);
    changes.message(id);
    changes.conversation(conversationId);
  }
}

function toCandidate(row: CandidateRow): Candidate {
  return { messageId: row.id, authorId: row.author_remote_id, text: row.text, order: row.order_key, mine: row.mine === 1 };
}
