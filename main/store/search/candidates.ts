/** Messages in the order of a plan, newest first, each once. */
import type { ReaderDatabase } from '../database.ts';
import { messageColumns, type MessageRow } from '../queries/messages.ts';
import type { BoundCondition } from './bind.ts';
import type { Plan, Source, Stage } from './plan.ts';

const columns = `SELECT ${messageColumns}`;
// CROSS JOIN: SQLite keeps to this order.
const author = `CROSS JOIN authors a ON a.id = m.author_id`;

export const sql = {
  // FTS5 begins where a bound is only when that is an integer, and a number is bound as a real one; otherwise it goes through all from the newest.
  index: `
    ${columns} FROM message_index i CROSS JOIN messages m ON m.id = i.rowid ${author}
    WHERE i.message_index MATCH :match AND i.rowid >= CAST(:low AS INTEGER) AND i.rowid < CAST(:high AS INTEGER)
      AND (:unread = 0 OR EXISTS (SELECT 1 FROM messages u INDEXED BY messages_unread_by_time WHERE u.unread = 1 AND u.id = i.rowid))
    ORDER BY i.rowid DESC`,
  all: `${columns} FROM messages m ${author} WHERE m.id >= :low AND m.id < :high ORDER BY m.id DESC LIMIT :most`,
  unread: `
    ${columns} FROM messages m INDEXED BY messages_unread_by_time ${author}
    WHERE m.unread = 1 AND m.id >= :low AND m.id < :high ORDER BY m.id DESC LIMIT :most`,
  saved: `
    ${columns} FROM saved_messages k CROSS JOIN messages m ON m.id = k.message_id ${author}
    WHERE k.message_id >= :low AND k.message_id < :high ORDER BY k.message_id DESC`,
  pending: `SELECT message_id AS id FROM index_pending WHERE message_id >= :low AND message_id < :high ORDER BY message_id DESC LIMIT :most`,
  some: `${columns} FROM messages m ${author} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id DESC`,
};

export interface Candidate {
  row: MessageRow;
  /** What is still to be asked of it. */
  open: readonly BoundCondition[];
}

/** So many of the messages that the index does not know yet are looked at one by one. */
const mostPending = 2_000;
const atATime = 100;

/** `checkCancelled` is called before each of them. */
export function* candidates(db: ReaderDatabase, plan: Plan, high: number, checkCancelled: () => void): Generator<Candidate> {
  let before = Math.min(high, plan.high);
  const unread = plan.wants('unread');
  let count = 0;
  for (let next: Stage | null = plan.first(); next;) {
    const stage: Stage = next;
    next = null;
    const pending = pendingIn(db, plan.low, before);
    for (const row of rows(db, stage.source, pending, { low: plan.low, high: before, unread: unread ? 1 : 0 })) {
      checkCancelled();
      if ((next = plan.after(count, stage))) break;
      count += 1;
      before = row.id;
      yield { row, open: pending.sure(row.id) ? stage.open : plan.conditions };
    }
  }
}

/** Messages of which the index does not know, or not as they are: the newest, newest first. */
interface Pending {
  ids: readonly number[];
  /** Whether what the index says of a message holds. */
  sure(id: number): boolean;
}

function pendingIn(db: ReaderDatabase, low: number, high: number): Pending {
  const ids = db.all<{ id: number }>(sql.pending, { low, high, most: mostPending }).map(({ id }) => id);
  const known = new Set(ids);
  return { ids, sure: (id) => known.size === 0 || (known.size < mostPending && !known.has(id)) };
}

/** Whether there are messages that the index does not know and that are not looked at either. */
export function isIndexing(db: ReaderDatabase): boolean {
  return db.all(sql.pending, { low: 0, high: Number.MAX_SAFE_INTEGER, most: mostPending + 1 }).length > mostPending;
}

interface Bounds extends Record<string, number> {
  low: number;
  high: number;
  /** 1: only unread ones are of use. */
  unread: number;
}

function rows(db: ReaderDatabase, source: Source, { ids: pending }: Pending, bounds: Bounds): Iterable<MessageRow> {
  switch (source.kind) {
    case 'index': {
      if (source.match === null) return some(db, pending);
      const indexed = db.iterate<MessageRow>(sql.index, { match: source.match, ...bounds });
      return pending.length === 0 ? indexed : merge(indexed, some(db, pending));
    }
    case 'all':
      return inPieces(db, sql.all, bounds);
    case 'unread':
      return inPieces(db, sql.unread, bounds);
    case 'saved':
      return db.iterate<MessageRow>(sql.saved, { low: bounds.low, high: bounds.high });
  }
}

/** Many at once are read faster than one by one. */
function* inPieces(db: ReaderDatabase, statement: string, { low, high: end }: Bounds): Generator<MessageRow> {
  for (let high: number | undefined = end; high !== undefined;) {
    const read: MessageRow[] = db.all<MessageRow>(statement, { low, high, most: atATime });
    yield* read;
    high = read.at(-1)?.id;
  }
}

/** `ids` descending. */
function* some(db: ReaderDatabase, ids: readonly number[]): Generator<MessageRow> {
  for (let start = 0; start < ids.length; start += atATime)
    yield* db.all<MessageRow>(sql.some, JSON.stringify(ids.slice(start, start + atATime)));
}

/** Both newest first; what is in both comes once. */
function* merge(a: Iterator<MessageRow, unknown>, b: Iterator<MessageRow, unknown>): Generator<MessageRow> {
  try {
    let [left, right] = [a.next(), b.next()];
    while (!left.done || !right.done) {
      const leftFirst = !left.done && (right.done || left.value.id >= right.value.id);
      const row = (leftFirst ? left.value : right.value) as MessageRow;
      yield row;
      if (!left.done && left.value.id === row.id) left = a.next();
      if (!right.done && right.value.id === row.id) right = b.next();
    }
  } finally {
    a.return?.();
  }
}
