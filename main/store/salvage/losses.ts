/** Sees to it that a salvaged database claims no more than it has: up to where sync has read, and where gaps are. */
import type { Database } from 'better-sqlite3';
import { backupSchema } from './fill.ts';
import type { Missing } from './missing.ts';

interface Lost {
  conversationId: number;
  id: number;
  /** Null where the index by order does not know the message any more: its id stands for its time. */
  order: number | null;
}

interface Side {
  order: number;
  sentAt: number;
}

const side = `SELECT order_key AS "order", sent_at AS sentAt FROM messages WHERE conversation_id = ?`;

const sql = {
  older: `${side} AND order_key < ? ORDER BY order_key DESC LIMIT 1`,
  newer: `${side} AND order_key > ? ORDER BY order_key LIMIT 1`,
  olderById: `${side} AND id < ? ORDER BY id DESC LIMIT 1`,
  newerById: `${side} AND id > ? ORDER BY id LIMIT 1`,
  gap: `
    INSERT INTO gaps (conversation_id, after_order, before_order, since, until)
    SELECT :conversationId, :afterOrder, :beforeOrder, :since, :until
    WHERE NOT EXISTS (
      SELECT 1 FROM gaps WHERE conversation_id = :conversationId AND after_order <= :afterOrder AND before_order >= :beforeOrder)`,
  historyIncomplete: `UPDATE conversations SET history_complete = 0 WHERE id = ?`,
  allHistoryIncomplete: `UPDATE conversations SET history_complete = 0`,
  caughtUpTo: `
    UPDATE conversations SET joined_order = :order, caught_up_at = min(:sentAt, caught_up_at)
    WHERE id = :id AND joined_order > coalesce(:order, joined_order - 1)`,
  joinedAtMost: `
    UPDATE conversations SET (joined_order, caught_up_at) = (
      SELECT order_key, min(sent_at, caught_up_at) FROM messages WHERE conversation_id = conversations.id ORDER BY order_key DESC LIMIT 1)
    WHERE joined_order > coalesce((SELECT max(order_key) FROM messages WHERE conversation_id = conversations.id), joined_order - 1)`,
  accountOf: `SELECT account_id FROM conversations WHERE id = ?`,
  accounts: `SELECT id FROM accounts`,
  forgetChanges: `UPDATE accounts SET changes_cursor = NULL, changes_began_at = NULL, changes_read_at = NULL WHERE id = ?`,
  changesAsInBackup: `
    UPDATE accounts SET (changes_cursor, changes_began_at, changes_read_at) = (
      SELECT changes_cursor, changes_began_at, changes_read_at FROM ${backupSchema}.accounts b WHERE b.id = accounts.id)
    WHERE id = ?`,
};

/** `exact` only where it is also known where each of them stood: `idsAreTimes` is false for rows of a schema before migration 25. */
export function placed(messages: Missing, idsAreTimes: boolean): Missing {
  const isPlaced = (known: ReadonlyMap<string, unknown>) =>
    typeof known.get('conversation_id') === 'number' && (idsAreTimes || typeof known.get('order_key') === 'number');
  return { rows: messages.rows, exact: messages.exact && [...messages.rows.values()].every(isPlaced) };
}

/**
 * Between two messages that are there a gap is noted. What is missing at the newer end is read again by itself, and so is what is missing at
 * the older end. A list of changes is read again from where the backup had read it, or from its start, in every account that lost something.
 */
export function noteLosses(target: Database, messages: Missing, changesAreInBackup: boolean): void {
  const lost = [...messages.rows].flatMap(([id, known]): Lost[] => {
    const [conversationId, order] = [known.get('conversation_id'), known.get('order_key')];
    return typeof conversationId === 'number' ? [{ conversationId, id, order: typeof order === 'number' ? order : null }] : [];
  });
  noteHoles(target, lost);
  if (!messages.exact) {
    target.prepare(sql.allHistoryIncomplete).run();
    target.prepare(sql.joinedAtMost).run();
  }
  for (const account of accountsOf(target, messages.exact ? new Set(lost.map(({ conversationId }) => conversationId)) : null)) {
    target.prepare(changesAreInBackup ? sql.changesAsInBackup : sql.forgetChanges).run(account);
  }
}

function noteHoles(target: Database, lost: readonly Lost[]): void {
  const find = (statement: string) => target.prepare<[number, number], Side>(statement);
  const [older, newer, olderById, newerById] = [find(sql.older), find(sql.newer), find(sql.olderById), find(sql.newerById)];
  const gap = target.prepare(sql.gap);
  for (const { conversationId, id, order } of lost) {
    const before = order === null ? olderById.get(conversationId, id) : older.get(conversationId, order);
    const after = order === null ? newerById.get(conversationId, id) : newer.get(conversationId, order);
    if (before && after) {
      gap.run({ conversationId, afterOrder: before.order, beforeOrder: after.order, since: before.sentAt, until: after.sentAt });
    } else {
      if (!before) target.prepare(sql.historyIncomplete).run(conversationId);
      if (!after) target.prepare(sql.caughtUpTo).run({ id: conversationId, order: before?.order ?? null, sentAt: before?.sentAt ?? null });
    }
  }
}

function accountsOf(target: Database, conversations: ReadonlySet<number> | null): string[] {
  if (conversations === null) return target.prepare<[], string>(sql.accounts).pluck().all();
  const find = target.prepare<[number], string>(sql.accountOf).pluck();
  return [...new Set([...conversations].map((id) => find.get(id)))].filter((id) => id !== undefined);
}
