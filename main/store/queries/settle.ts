/** The end of an attempt, or a later word about it, with what it brought about at the service. */
import type { OutboxItem, OutboxState } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { IncomingMessage, StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { ingest } from './ingest.ts';
import { readMessage } from './messages.ts';
import { conflict, freshItem, requireRow, words } from './outbox-writes.ts';
import type { OutboxRow } from './outbox.ts';
import { cancelReminder } from './triage.ts';

export const sql = {
  endAttempt: `UPDATE outbox_attempts SET ended_at = ?, outcome = ?, reason = ? WHERE sequence = ? AND ended_at IS NULL`,
  settle: `
    UPDATE outbox SET state = :state, reason = :reason, next_attempt_at = :nextAttemptAt,
      rendered_text = coalesce(:renderedText, rendered_text)
    WHERE sequence = :sequence AND state <> 'confirmed'`,
};

/** Nothing may go back to `queued` or `failed` (which mean "surely not delivered") once the service accepted it. */
const nextStates: Record<Exclude<OutboxState, 'confirmed'>, readonly OutboxState[]> = {
  queued: ['queued', 'failed', 'confirmed'],
  sending: ['queued', 'sent', 'confirmed', 'failed', 'unknown'],
  sent: ['sent', 'confirmed', 'unknown'],
  unknown: ['queued', 'sent', 'confirmed', 'failed', 'unknown'],
  failed: ['queued', 'failed', 'confirmed'],
};

export function settle(db: WriterDatabase, changes: ChangeSet, argument: Parameters<StoreWriter['settle']>[0]): OutboxItem {
  const row = requireRow(db, argument.id);
  const state = row.kind === 'send' && argument.message ? 'confirmed' : argument.state;
  if (row.state !== 'confirmed' && !nextStates[row.state].includes(state)) {
    throw conflict(`This message is ${words[row.state]}: that cannot be undone.`, `settle ${row.state} as ${state}`);
  }
  const reason = argument.reason.toWellFormed();
  db.run(sql.endAttempt, argument.endedAt, argument.outcome, reason, row.sequence);
  const message = row.kind === 'send' ? sentMessage(row, argument.message) : changedMessage(db, row, state, argument.message);
  // As heard live: it says nothing about what else there may be.
  if (message) ingest(db, changes, { conversationId: row.conversation_id, messages: [message], page: 'live', readAt: argument.endedAt });
  const renderedText = argument.renderedText?.toWellFormed() ?? null;
  const { changes: moved } = db.run(sql.settle, {
    sequence: row.sequence,
    state,
    reason,
    nextAttemptAt: argument.nextAttemptAt ?? null,
    renderedText,
  });
  if (moved > 0) changes.outbox(row.id);
  if (moved > 0 && row.kind === 'send' && state === 'confirmed') cancelReminder(db, changes, row.conversation_id);
  return freshItem(db, row.id);
}

/** The answer to a send is proof: storing it links it. */
function sentMessage(row: OutboxRow, answer: IncomingMessage | null | undefined): IncomingMessage | null {
  return answer ? { ...answer, mine: true, clientId: row.id } : null;
}

/** The message as an edit or a deletion leaves it: as the service answered, else as it was asked for. */
function changedMessage(
  db: ReaderDatabase,
  row: OutboxRow,
  state: OutboxState,
  answer: IncomingMessage | null | undefined,
): IncomingMessage | null {
  const target = row.target_id === null ? null : readMessage(db, row.target_id);
  if (!target) return null;
  const done = state === 'confirmed' && row.state !== 'confirmed' && !target.message.deleted;
  if (!answer && !done) return null;
  const { authorId, authorName, sentAt, order } = target.message;
  const asked = { authorId, authorName, sentAt, order, text: row.text };
  return { ...(answer ?? asked), remoteId: target.remoteId, ...(done && row.kind === 'delete' && { deleted: true }) };
}
