/** Messages in the order of a plan, newest first, each once. */
import type { ReaderDatabase } from '../database.ts';
import type { BoundCondition } from './bind.ts';
import type { Pending, PendingMessages } from './pending.ts';
import type { Aim, Plan, Stage } from './plan.ts';

/** What conditions ask of a message. All else is read of those that are found: of most searches far fewer than are looked at. */
export interface CandidateRow {
  id: number;
  conversationId: number;
  authorId: number;
  text: string;
  sentAt: number;
  mine: number;
  unread: number;
  edited: number;
}

const columns = `
  SELECT m.id, m.conversation_id AS conversationId, m.author_id AS authorId, m.text, m.sent_at AS sentAt, m.mine, m.unread,
    m.edited_at IS NOT NULL AS edited`;
// FTS5 begins where a bound is only when that is an integer, and a number is bound as a real one; otherwise it goes through all from the newest.
const matching = `
  i.message_index MATCH :match AND i.rowid >= CAST(:low AS INTEGER) AND i.rowid < CAST(:high AS INTEGER)
  AND (:unread = 0 OR EXISTS (SELECT 1 FROM messages u INDEXED BY messages_unread_by_time WHERE u.unread = 1 AND u.id = i.rowid))
  ORDER BY i.rowid DESC`;

// CROSS JOIN: SQLite keeps to this order.
export const sql = {
  index: `${columns} FROM message_index i CROSS JOIN messages m ON m.id = i.rowid WHERE ${matching}`,
  indexIds: `SELECT i.rowid AS id FROM message_index i WHERE ${matching}`,
  all: `${columns} FROM messages m WHERE m.id >= :low AND m.id < :high ORDER BY m.id DESC LIMIT :most`,
  unread: `
    ${columns} FROM messages m INDEXED BY messages_unread_by_time
    WHERE m.unread = 1 AND m.id >= :low AND m.id < :high ORDER BY m.id DESC LIMIT :most`,
  saved: `
    ${columns} FROM saved_messages k CROSS JOIN messages m ON m.id = k.message_id
    WHERE k.message_id >= :low AND k.message_id < :high ORDER BY k.message_id DESC`,
  some: `${columns} FROM messages m WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id DESC`,
};

export type Candidate =
  | { id: number; row: CandidateRow; /** What is still to be asked of it. */ open: readonly BoundCondition[] }
  /** The index has answered everything. */
  | { id: number; row: null };

const atATime = 100;

/** `checkCancelled` is called before each of them. What is found among them is counted in `aim` by the caller. */
export function* candidates(
  db: ReaderDatabase,
  plan: Plan,
  pending: Pending,
  high: number,
  aim: Aim,
  checkCancelled: () => void,
): Generator<Candidate> {
  let before = Math.min(high, plan.high);
  const unread = plan.wants('unread');
  let count = 0;
  for (let next: Stage | null = plan.first(); next;) {
    const stage: Stage = next;
    next = null;
    const messages = pending.between(plan.low, before);
    for (const row of rows(db, stage, messages, { low: plan.low, high: before, unread: unread ? 1 : 0 })) {
      checkCancelled();
      if ((next = plan.after(count, stage, aim))) break;
      count += 1;
      before = row.id;
      yield 'text' in row ? { id: row.id, row, open: messages.sure(row.id) ? stage.open : plan.conditions } : { id: row.id, row: null };
    }
  }
}

interface Bounds extends Record<string, number> {
  low: number;
  high: number;
  /** 1: only unread ones are of use. */
  unread: number;
}

type Row = CandidateRow | { id: number };

function rows(db: ReaderDatabase, { source, open }: Stage, pending: PendingMessages, bounds: Bounds): Iterable<Row> {
  switch (source.kind) {
    case 'index': {
      if (source.match === null) return some(db, pending.ids);
      const answered = open.length === 0 && pending.areAll;
      const indexed = db.iterate<Row>(answered ? sql.indexIds : sql.index, { match: source.match, ...bounds });
      return pending.ids.length === 0 ? indexed : merge(some(db, pending.ids), indexed);
    }
    case 'all':
      return inPieces(db, sql.all, bounds);
    case 'unread':
      return inPieces(db, sql.unread, bounds);
    case 'saved':
      return db.iterate<CandidateRow>(sql.saved, { low: bounds.low, high: bounds.high });
  }
}

/** Many at once are read faster than one by one. */
function* inPieces(db: ReaderDatabase, statement: string, { low, high: end }: Bounds): Generator<CandidateRow> {
  for (let high: number | undefined = end; high !== undefined;) {
    const read: CandidateRow[] = db.all<CandidateRow>(statement, { low, high, most: atATime });
    yield* read;
    high = read.at(-1)?.id;
  }
}

/** `ids` descending. */
function* some(db: ReaderDatabase, ids: readonly number[]): Generator<CandidateRow> {
  for (let start = 0; start < ids.length; start += atATime)
    yield* db.all<CandidateRow>(sql.some, JSON.stringify(ids.slice(start, start + atATime)));
}

/** Both newest first; what is in both comes once, as it is in `a`. */
function* merge(a: Iterator<Row, unknown>, b: Iterator<Row, unknown>): Generator<Row> {
  try {
    let [left, right] = [a.next(), b.next()];
    while (!left.done || !right.done) {
      const leftFirst = !left.done && (right.done || left.value.id >= right.value.id);
      const row = (leftFirst ? left.value : right.value) as Row;
      yield row;
      if (!left.done && left.value.id === row.id) left = a.next();
      if (!right.done && right.value.id === row.id) right = b.next();
    }
  } finally {
    a.return?.();
    b.return?.();
  }
}
