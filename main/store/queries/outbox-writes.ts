/** The life of an outbox item. Each change is one durable transaction, so a crash at any moment leaves a state that says what is known. */
import type { OutboxItem, OutboxState } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound, StorageError } from '../errors.ts';
import { findOutboxItem, findOutboxRow, type OutboxRow } from './outbox.ts';

export const sql = {
  lastAttempt: `SELECT coalesce(max(number), 0) AS number FROM outbox_attempts WHERE sequence = ?`,
  newestOrder: `SELECT max(order_key) AS value FROM messages WHERE conversation_id = ?`,
  setAnchor: `UPDATE outbox SET anchor_order = ? WHERE sequence = ?`,
  insertAttempt: `INSERT INTO outbox_attempts (sequence, number, started_at, reason) VALUES (?, ?, ?, '')`,
  setSending: `UPDATE outbox SET state = 'sending', reason = '', next_attempt_at = NULL WHERE sequence = ?`,
  setText: `UPDATE outbox SET text = ?, rendered_text = NULL WHERE sequence = ?`,
  remove: `DELETE FROM outbox WHERE sequence = ?`,
};

export function requireRow(db: ReaderDatabase, id: string): OutboxRow {
  const row = findOutboxRow(db, id);
  if (!row) throw notFound('outbox item');
  return row;
}

export function freshItem(db: ReaderDatabase, id: string): OutboxItem {
  const item = findOutboxItem(db, id);
  if (!item) throw notFound('outbox item');
  return item;
}

type Call<Name extends keyof StoreWriter> = Parameters<StoreWriter[Name]>[0];

export function beginAttempt(db: WriterDatabase, changes: ChangeSet, { id, startedAt }: Call<'beginAttempt'>): OutboxItem {
  const row = requireRow(db, id);
  if (row.state !== 'queued') throw conflict(`This message cannot be sent now: it is ${words[row.state]}.`, `begin from ${row.state}`);
  const number = (db.get<{ number: number }>(sql.lastAttempt, row.sequence)?.number ?? 0) + 1;
  // Later attempts keep the first anchor: the message may turn out to be what an earlier attempt brought about.
  if (number === 1) {
    db.run(sql.setAnchor, db.get<{ value: number | null }>(sql.newestOrder, row.conversation_id)?.value ?? null, row.sequence);
  }
  db.run(sql.insertAttempt, row.sequence, number, startedAt);
  db.run(sql.setSending, row.sequence);
  changes.outbox(id);
  return freshItem(db, id);
}

export function editOutboxText(db: WriterDatabase, changes: ChangeSet, { id, text }: Call<'editOutboxText'>): OutboxItem {
  const row = requireRow(db, id);
  if (row.kind === 'delete') throw conflict('There is no text to edit: this deletes a message.', 'edit a deletion');
  if (row.state !== 'queued' && row.state !== 'failed') {
    throw conflict(`This message can no longer be edited: it is ${words[row.state]}.`, `edit ${row.state}`);
  }
  db.run(sql.setText, text.toWellFormed(), row.sequence);
  changes.outbox(id);
  return freshItem(db, id);
}

/** A confirmed item stays as well: it is what keeps its message from being taken for another item's. */
export function discardOutbox(db: WriterDatabase, changes: ChangeSet, id: string): void {
  const row = findOutboxRow(db, id);
  if (!row) return;
  if (row.state === 'sending' || row.state === 'sent' || row.state === 'confirmed') {
    throw conflict(`This message can no longer be discarded: it is ${words[row.state]}.`, `discard ${row.state}`);
  }
  db.run(sql.remove, row.sequence);
  changes.deleted('outbox', id);
}

export const words: Record<OutboxState, string> = {
  queued: 'waiting to be sent',
  sending: 'being sent',
  sent: 'already sent',
  confirmed: 'already delivered',
  failed: 'not delivered',
  unknown: 'perhaps delivered',
};

export function conflict(sentence: string, detail: string): StorageError {
  return new StorageError('conflict', sentence, detail);
}
