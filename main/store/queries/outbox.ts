/** Reading the outbox: items with all their attempts. */
import type { Attempt, OutboxItem, OutboxState } from '../../../preload/contract/domain.ts';
import type { ReaderDatabase } from '../database.ts';

export interface OutboxRow {
  sequence: number;
  id: string;
  conversation_id: number;
  text: string;
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

const columns = `SELECT sequence, id, conversation_id, text, state, created_at, reason, next_attempt_at, message_id FROM outbox`;

export const sql = {
  one: `${columns} WHERE id = ?`,
  open: `${columns} INDEXED BY outbox_open WHERE conversation_id = ? AND state <> 'confirmed' ORDER BY sequence`,
  unfinished: `${columns} WHERE state <> 'confirmed' AND state <> 'failed' ORDER BY sequence`,
  stuck: `${columns} WHERE state <> 'confirmed' AND state IN ('failed', 'unknown')`,
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
    text: row.text,
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
