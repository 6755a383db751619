/** Messages in the order of a plan, newest first, each once. */
import type { ReaderDatabase } from '../database.ts';
import { messageColumns, type MessageRow } from '../queries/messages.ts';
import type { BoundCondition } from './bind.ts';
import type { Pending } from './pending.ts';
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
  some: `${columns} FROM messages m ${author} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id DESC`,
};

export interface Candidate {
  row: MessageRow;
  /** What is still to be asked of it. */
  open: readonly BoundCondition[];
}

const atATime = 100;

/** `checkCancelled` is called before each of them. */
export function* candidates(
  db: ReaderDatabase,
  plan: Plan,
  pending: Pending,
  high: number,
  checkCancelled: () => void,
): Generator<Candidate> {
  let before = Math.min(high, plan.high);
  const unread = plan.wants('unread');
  let count = 0;
  for (let next: Stage | null = plan.first(); next;) {
    const stage: Stage = next;
    next = null;
    const messages = pending.between(plan.low, before);
    for (const row of rows(db, stage.source, messages.ids, { low: plan.low, high: before, unread: unread ? 1 : 0 })) {
      checkCancelled();
      if ((next = plan.after(count, stage))) break;
      count += 1;
      before = row.id;
      yield { row, open: messages.sure(row.id) ? stage.open : plan.conditions };
    }
  }
}

interface Bounds extends Record<string, number> {
  low: number;
  high: number;
  /** 1: only unread ones are of use. */
  unread: number;
}

function rows(db: ReaderDatabase, source: Source, pending: readonly number[], bounds: Bounds): Iterable<MessageRow> {
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
