/** Gaps: stretches between two messages in which others may be missing. What is read later makes them smaller, until they close. */
import type { Gap } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { Ingest } from '../contract.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';

interface GapRow {
  id: number;
  conversation_id: number;
  after_order: number;
  before_order: number;
  since: number;
  until: number;
  tried_at: number | null;
}

/** Where a message stands, and when it was sent. */
export interface Side {
  order: number;
  sentAt: number;
}

const columns = `SELECT id, conversation_id, after_order, before_order, since, until, tried_at FROM gaps`;

/** As a column of a query over `conversations c`. */
export const gapsOfConversation = `(SELECT count(*) FROM gaps g WHERE g.conversation_id = c.id)`;

export const sql = {
  one: `${columns} WHERE id = ?`,
  ofConversation: `SELECT id FROM gaps WHERE conversation_id = ?`,
  touching: `${columns} WHERE conversation_id = ? AND before_order >= ? AND after_order <= ? ORDER BY before_order`,
  before: `${columns} WHERE conversation_id = ? AND before_order < ? ORDER BY before_order DESC LIMIT 1`,
  newest: `SELECT order_key AS "order", sent_at AS sentAt FROM messages WHERE conversation_id = ? ORDER BY order_key DESC, id DESC LIMIT 1`,
  insert: `INSERT INTO gaps (conversation_id, after_order, before_order, since, until) VALUES (?, ?, ?, ?, ?)`,
  narrow: `UPDATE gaps SET after_order = ?, since = ?, before_order = ?, until = ? WHERE id = ?`,
  remove: `DELETE FROM gaps WHERE id = ?`,
  setTried: `UPDATE gaps SET tried_at = :triedAt WHERE id = :id AND tried_at IS NOT :triedAt`,
};

function toGap(row: GapRow): Gap {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    afterOrder: row.after_order,
    beforeOrder: row.before_order,
    since: row.since,
    until: row.until,
    triedAt: row.tried_at,
  };
}

export function findGap(db: ReaderDatabase, id: number): Gap | null {
  const row = db.get<GapRow>(sql.one, id);
  return row ? toGap(row) : null;
}

export function findGapsOfConversation(db: ReaderDatabase, conversationId: number): number[] {
  return db.all<{ id: number }>(sql.ofConversation, conversationId).map((row) => row.id);
}

/** Those that reach into the stretch between two orders, or up to it. */
export function findGapsTouching(db: ReaderDatabase, conversationId: number, from: number, to: number): Gap[] {
  return db.all<GapRow>(sql.touching, conversationId, from, to).map(toGap);
}

/** The newest one that ends before an order. */
export function findGapBefore(db: ReaderDatabase, conversationId: number, order: number): Gap | null {
  const row = db.get<GapRow>(sql.before, conversationId, order);
  return row ? toGap(row) : null;
}

/** Where the known history ends, for a page about to be stored. */
export function findNewest(db: ReaderDatabase, conversationId: number): Side | null {
  return db.get<Side>(sql.newest, conversationId) ?? null;
}

/** Notes what may be missing between the newest message known until now and the oldest of the new ones after it. */
export function noteGap(db: WriterDatabase, changes: ChangeSet, conversationId: number, after: Side, added: readonly Side[]): void {
  const before = added.filter((message) => message.order > after.order).reduce<Side | null>(older, null);
  if (!before) return;
  changes.gap(db.run(sql.insert, conversationId, after.order, before.order, after.sentAt, before.sentAt).id);
  changes.conversation(conversationId);
}

/**
 * A page leaves nothing out between its oldest and its newest message: gaps lose that stretch. One read to fill a gap also reaches up to the
 * gap's newer side, and when it is the last one down to its older side.
 */
export function narrowGaps(
  db: WriterDatabase,
  changes: ChangeSet,
  conversationId: number,
  page: readonly Side[],
  fill: Ingest['fill'],
): void {
  const filled = fill && findGap(db, fill.gapId);
  const sides = [...page];
  if (filled) sides.push({ order: filled.beforeOrder, sentAt: filled.until });
  if (filled && fill.done) sides.push({ order: filled.afterOrder, sentAt: filled.since });
  const oldest = sides.reduce<Side | null>(older, null);
  const newest = sides.reduce<Side | null>((best, side) => (best && best.order >= side.order ? best : side), null);
  if (!oldest || !newest) return;

  for (const gap of findGapsTouching(db, conversationId, oldest.order, newest.order)) {
    const fromOlderSide = oldest.order <= gap.afterOrder && newest.order > gap.afterOrder;
    const fromNewerSide = newest.order >= gap.beforeOrder && oldest.order < gap.beforeOrder;
    if (!fromOlderSide && !fromNewerSide) continue;
    if (fromOlderSide && fromNewerSide) {
      db.run(sql.remove, gap.id);
      changes.deleted('gap', gap.id);
    } else {
      const after = fromOlderSide ? newest : { order: gap.afterOrder, sentAt: gap.since };
      const before = fromNewerSide ? oldest : { order: gap.beforeOrder, sentAt: gap.until };
      db.run(sql.narrow, after.order, after.sentAt, before.order, before.sentAt, gap.id);
      changes.gap(gap.id);
    }
    changes.conversation(conversationId);
  }
}

function older(best: Side | null, side: Side): Side {
  return best && best.order <= side.order ? best : side;
}

/** A gap that has closed meanwhile needs no note. */
export function noteGapTried(db: WriterDatabase, changes: ChangeSet, argument: { id: number; triedAt: number }): void {
  if (db.run(sql.setTried, argument).changes > 0) changes.gap(argument.id);
}
