/**
 * How long an account keeps its messages. `keep_from` is set first: from then on nothing older is taken in, and what is there goes in
 * pieces. What was let go is neither missing nor complete history: the conversation remembers up to when, and nobody asks for it again.
 */
import type { Cursor } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { IncomingMessage, Ingest, StoreWriter } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';
import { notFound } from '../errors.ts';
import type { KnownMessages } from './incoming.ts';
import { removeMessages, removeUnusedAuthors } from './remove-messages.ts';

const day = 86_400_000;
/** A clock that is ahead of every message by more than this, ms, is taken to be wrong: nothing may be removed because of it. */
const farAhead = 300 * day;

/** What is kept of a conversation, as columns of a query over `conversations c` with its account as `accounts x`. */
export const boundColumns = `
  x.keep_from AS accountFrom, max(coalesce(x.keep_from, 0), coalesce(c.let_go_before, 0)) AS keptFrom`;

export const sql = {
  keepDays: `SELECT keep_days AS keepDays FROM accounts WHERE id = ?`,
  set: `UPDATE accounts SET keep_days = :days, keep_from = NULL WHERE id = :accountId`,
  advance: `
    UPDATE accounts SET keep_from = max(coalesce(keep_from, 0), :now - keep_days * ${day})
    WHERE id = :accountId AND keep_days IS NOT NULL
      AND :now <= coalesce((SELECT m.sent_at FROM messages m WHERE m.id = (SELECT max(id) FROM messages)), :now) + ${farAhead}`,
  outdated: `
    SELECT c.id FROM accounts x JOIN conversations c ON c.account_id = x.id
    WHERE x.id = ? AND x.keep_days IS NOT NULL AND
      (SELECT m.sent_at FROM messages m WHERE m.conversation_id = c.id ORDER BY m.order_key, m.id LIMIT 1) < x.keep_from`,
  bounds: `
    SELECT c.account_id AS accountId, ${boundColumns}
    FROM conversations c JOIN accounts x ON x.id = c.account_id WHERE c.id = ?`,
  page: `
    SELECT m.id, m.sent_at AS sentAt, m.order_key AS "order", s.message_id IS NOT NULL AS saved
    FROM messages m LEFT JOIN saved_messages s ON s.message_id = m.id
    WHERE m.conversation_id = ? AND (m.order_key, m.id) > (?, ?) ORDER BY m.order_key, m.id LIMIT ?`,
  noteLetGo: `
    UPDATE conversations SET let_go_before = max(coalesce(let_go_before, 0), :before), seen = 1
    WHERE id = :id AND coalesce(let_go_before, 0) < :before`,
  outdatedGaps: `SELECT id FROM gaps WHERE conversation_id = ? AND until < ?`,
  removeGap: `DELETE FROM gaps WHERE id = ?`,
};

export function readKeepDays(db: ReaderDatabase, accountId: string): number | null {
  return db.get<{ keepDays: number | null }>(sql.keepDays, accountId)?.keepDays ?? null;
}

/** Fewer days take effect here; more, or all, for what is yet to come: what was let go stays gone. */
export function setRetention(db: WriterDatabase, _changes: ChangeSet, argument: Parameters<StoreWriter['setRetention']>[0]): void {
  const { accountId, days, now } = argument;
  if (db.run(sql.set, { accountId, days }).changes === 0) throw notFound('account');
  db.run(sql.advance, { accountId, now });
}

export function advanceRetention(
  db: WriterDatabase,
  _changes: ChangeSet,
  { accountId, now }: Parameters<StoreWriter['advanceRetention']>[0],
): number[] {
  db.run(sql.advance, { accountId, now });
  return db.all<{ id: number }>(sql.outdated, accountId).map(({ id }) => id);
}

/** Looks at `limit` messages after `after` and removes what is outdated among them. Saved ones stay. */
export function letGo(
  db: WriterDatabase,
  changes: ChangeSet,
  { conversationId, after, limit }: Parameters<StoreWriter['letGo']>[0],
): { removed: number; next: Cursor | null } {
  const bounds = findBounds(db, conversationId);
  if (!bounds || bounds.accountFrom === null) return { removed: 0, next: null };
  const from = bounds.accountFrom;
  const { order, id } = after ?? { order: Number.MIN_SAFE_INTEGER, id: 0 };
  const page = db.all<Cursor & { sentAt: number; saved: number }>(sql.page, conversationId, order, id, limit);
  const outdated = page.filter(({ sentAt }) => sentAt < from);
  const removed = outdated.filter(({ saved }) => saved === 0).map((message) => message.id);
  const last = page.at(-1);
  const next = last && page.length === limit && outdated.length > 0 ? { order: last.order, id: last.id } : null;
  if (removed.length > 0) {
    removeMessages(db, changes, removed);
    noteLetGo(db, changes, conversationId, from);
    if (next === null) removeUnusedAuthors(db, bounds.accountId);
  }
  return { removed: removed.length, next };
}

/** Those that are kept: known ones are, however old (they may be saved, or about to be let go). */
export function withoutOutdated(
  db: WriterDatabase,
  changes: ChangeSet,
  { conversationId, restored = false }: Pick<Ingest, 'conversationId' | 'restored'>,
  { accountFrom, keptFrom }: Bounds,
  messages: IncomingMessage[],
  known: KnownMessages,
): { kept: IncomingMessage[]; letGo: boolean } {
  const from = (restored ? accountFrom : keptFrom) ?? 0;
  if (from === 0) return { kept: messages, letGo: false };
  const kept = messages.filter((message) => message.sentAt >= from || known.has(message.remoteId));
  const letGo = kept.length < messages.length;
  if (letGo) noteLetGo(db, changes, conversationId, from);
  return { kept, letGo };
}

/** Messages sent before this moment, ms UTC, are not taken in; 0 where all are. */
export function findKeptFrom(db: ReaderDatabase, conversationId: number): number {
  return findBounds(db, conversationId)?.keptFrom ?? 0;
}

export interface Bounds {
  /** What the account keeps now; null when everything. */
  accountFrom: number | null;
  /** The same, or what was let go earlier where that is later. */
  keptFrom: number;
}

function findBounds(db: ReaderDatabase, conversationId: number): (Bounds & { accountId: string }) | undefined {
  return db.get<Bounds & { accountId: string }>(sql.bounds, conversationId);
}

/** A stretch in which messages may be missing is forgotten with everything around it. */
function noteLetGo(db: WriterDatabase, changes: ChangeSet, conversationId: number, before: number): void {
  if (db.run(sql.noteLetGo, { id: conversationId, before }).changes > 0) changes.conversation(conversationId);
  for (const { id } of db.all<{ id: number }>(sql.outdatedGaps, conversationId, before)) {
    db.run(sql.removeGap, id);
    changes.deleted('gap', id);
  }
}
