/**
 * Finds our own messages among those read back, and learns from them who we are at the service: from then on that author's messages are
 * ours, in all conversations of the account, and never unread.
 */
import { matchSent, type Candidate, type SentItem } from '../../outbox/match.ts';
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';

/** Older candidates were looked at when they were new. */
const mostCandidates = 2_000;

/** After an accepted message has not shown up for this long under the author we know, we may have become another one (a new key). */
const patience = 60_000;

export const sql = {
  items: `
    SELECT id, text, rendered_text, state, anchor_order,
      (SELECT max(t.ended_at) FROM outbox_attempts t WHERE t.sequence = outbox.sequence) AS ended_at
    FROM outbox INDEXED BY outbox_open
    WHERE conversation_id = ? AND state <> 'confirmed' AND state IN ('sending', 'sent', 'unknown') ORDER BY sequence`,
  candidates: `
    SELECT m.id, a.remote_id AS author_remote_id, m.text, m.order_key
    FROM messages m JOIN authors a ON a.id = m.author_id
    WHERE m.conversation_id = ? AND m.order_key > ? AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.message_id = m.id)
    ORDER BY m.order_key DESC LIMIT ?`,
  confirm: `UPDATE outbox SET state = 'confirmed', message_id = ?, reason = '', next_attempt_at = NULL WHERE id = ?`,
  endAttempt: `
    UPDATE outbox_attempts SET ended_at = ?, outcome = 'accepted'
    WHERE sequence = (SELECT sequence FROM outbox WHERE id = ?) AND ended_at IS NULL`,
  claim: `UPDATE messages SET mine = 1, unread = 0 WHERE id = ?`,
  learn: `UPDATE accounts SET own_author_id = ? WHERE id = ?`,
  ofAuthor: `
    SELECT m.id, m.conversation_id FROM authors a JOIN messages m ON m.author_id = a.id
    WHERE a.account_id = ? AND a.remote_id = ? AND m.mine = 0`,
};

interface ItemRow {
  id: string;
  text: string;
  rendered_text: string | null;
  state: SentItem['state'];
  anchor_order: number | null;
  ended_at: number | null;
}

interface CandidateRow {
  id: number;
  author_remote_id: string;
  text: string;
  order_key: number;
}

export interface Place {
  accountId: string;
  conversationId: number;
  ownAuthorId: string | null;
  readAt: number;
}

/** Links what matches. All messages newer than an item's anchor are looked at: its message may have been stored before its answer came. */
export function linkOwnMessages(db: WriterDatabase, changes: ChangeSet, place: Place): void {
  const rows = db.all<ItemRow>(sql.items, place.conversationId);
  if (rows.length === 0) return;
  const items = rows.map(toItem);
  const anchor = Math.min(...items.map((item) => item.anchorOrder ?? Number.MIN_SAFE_INTEGER));
  const candidates = db.all<CandidateRow>(sql.candidates, place.conversationId, anchor, mostCandidates).map(toCandidate);

  const pairs = matchSent(items, candidates, place.ownAuthorId);
  if (place.ownAuthorId !== null) {
    const overdue = rows.filter((row) => row.state === 'sent' && row.ended_at !== null && place.readAt - row.ended_at > patience);
    const left = overdue.map(toItem).filter((item) => !pairs.some((pair) => pair.itemId === item.id));
    const free = candidates.filter((candidate) => !pairs.some((pair) => pair.messageId === candidate.messageId));
    pairs.push(...matchSent(left, free, null));
  }

  for (const { itemId, messageId } of pairs) {
    db.run(sql.endAttempt, place.readAt, itemId);
    db.run(sql.confirm, messageId, itemId);
    db.run(sql.claim, messageId);
    changes.outbox(itemId);
    changes.message(messageId);
    changes.conversation(place.conversationId);
    const author = candidates.find((candidate) => candidate.messageId === messageId)?.authorId ?? '';
    const item = items.find(({ id }) => id === itemId);
    const others = candidates.filter((candidate) => candidate.authorId !== author);
    // Somebody else wrote the same words meanwhile: which of the two is ours cannot be told from this one.
    const certain = author !== '' && item !== undefined && matchSent([item], others, null).length === 0;
    if (certain && author !== place.ownAuthorId) learnOwnAuthor(db, changes, place.accountId, author);
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

function toItem(row: ItemRow): SentItem {
  return { id: row.id, text: row.text, renderedText: row.rendered_text, state: row.state, anchorOrder: row.anchor_order };
}

function toCandidate(row: CandidateRow): Candidate {
  return { messageId: row.id, authorId: row.author_remote_id, text: row.text, order: row.order_key };
}
