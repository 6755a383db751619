/** Reading the outbox: items with all their attempts. */
import type { Attempt, OutboxItem, OutboxState } from '../../../preload/contract/domain.ts';
import type { ReaderDatabase } from '../database.ts';

export interface OutboxRow {
  sequence: number;
  id: string;
  conversation_id: number;
  kind: OutboxItem['kind'];
  text: string;
  target_id: number | null;
  for_all: number;
  reply_to_id: number | null;
  reply_author: string | null;
  reply_text: string | null;
  state: OutboxState;
  created_at: number;
  reason: string;
  next_attempt_at: number | null;
  message_id: number | null;
}

interface AttemptRow {
  number: number;
  started_at: number;
  ended_at: number | null;
  outcome: Attempt['outcome'];
  reason: string;
}

const columns = `
  SELECT o.sequence, o.id, o.conversation_id, o.kind, o.text, o.target_id, o.for_all, o.reply_to_id, a.name AS reply_author,
    iif(r.deleted, '', r.text) AS reply_text, o.state, o.created_at, o.reason, o.next_attempt_at, o.message_id`;
const answered = `LEFT JOIN messages r ON r.id = o.reply_to_id LEFT JOIN authors a ON a.id = r.author_id`;

export const sql = {
  one: `${columns} FROM outbox o ${answered} WHERE o.id = ?`,
  open: `
    ${columns} FROM outbox o INDEXED BY outbox_open ${answered} WHERE o.conversation_id = ? AND o.state <> 'confirmed' ORDER BY o.sequence`,
  unfinished: `${columns} FROM outbox o ${answered} WHERE o.state <> 'confirmed' AND o.state <> 'failed' ORDER BY o.sequence`,
  stuck: `${columns} FROM outbox o ${answered} WHERE o.state <> 'confirmed' AND o.state IN ('failed', 'unknown')`,
  attempts: `SELECT number, started_at, ended_at, outcome, reason FROM outbox_attempts WHERE sequence = ? ORDER BY number`,
};

export function findOutboxRow(db: ReaderDatabase, id: string): OutboxRow | null {
  return db.get<OutboxRow>(sql.one, id) ?? null;
}

export function findOutboxItem(db: ReaderDatabase, id: string): OutboxItem | null {
  const row = findOutboxRow(db, id);
  return row ? toItem(db, row) : null;
}

/** Everything not confirmed yet, oldest first. */
export function findOpenOutbox(db: ReaderDatabase, conversationId: number): OutboxItem[] {
  return db.all<OutboxRow>(sql.open, conversationId).map((row) => toItem(db, row));
}

/** Everything that is still on its way, in all conversations, oldest first. */
export function readUnfinishedOutbox(db: ReaderDatabase): OutboxItem[] {
  return db.all<OutboxRow>(sql.unfinished).map((row) => toItem(db, row));
}

/** What needs the user, in all conversations. */
export function readStuckOutbox(db: ReaderDatabase): OutboxItem[] {
  return db.all<OutboxRow>(sql.stuck).map((row) => toItem(db, row));
}

function toItem(db: ReaderDatabase, row: OutboxRow): OutboxItem {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    kind: row.kind,
    text: row.text,
    targetId: row.target_id,
    forAll: row.for_all === 1,
    replyTo:
      row.reply_to_id === null ? null : { messageId: row.reply_to_id, authorName: row.reply_author ?? '', text: row.reply_text ?? '' },
    state: row.state,
    createdAt: row.created_at,
    reason: row.reason,
    nextAttemptAt: row.next_attempt_at,
    attempts: db.all<AttemptRow>(sql.attempts, row.sequence).map((attempt) => ({
      number: attempt.number,
      startedAt: attempt.started_at,
      endedAt: attempt.ended_at,
      outcome: attempt.outcome,
      reason: attempt.reason,
    })),
    messageId: row.message_id,
  };
}
