/** Messages in the order of a plan, newest first, each once. */
import type { ReaderDatabase } from '../database.ts';
import type { BoundCondition } from './bind.ts';
import type { Facts } from './meaning.ts';
import type { Plan, Source, Stage } from './plan.ts';

// :saved: whether it is asked which are saved.
const columns = `
  SELECT m.id, m.conversation_id AS conversationId, m.text, a.name AS authorName, m.sent_at AS sentAt, m.mine, m.unread,
    m.edited_at IS NOT NULL AS edited, :saved AND EXISTS (SELECT 1 FROM saved_messages s WHERE s.message_id = m.id) AS saved`;
// CROSS JOIN: SQLite keeps to this order.
const author = `CROSS JOIN authors a ON a.id = m.author_id`;

export const sql = {
  index: `
    ${columns} FROM message_index i CROSS JOIN messages m ON m.id = i.rowid ${author}
    WHERE i.message_index MATCH :match AND i.rowid >= :low AND i.rowid < :high AND m.unread >= :unread ORDER BY i.rowid DESC`,
  all: `${columns} FROM messages m ${author} WHERE m.id >= :low AND m.id < :high ORDER BY m.id DESC LIMIT :most`,
  unreadIn: `${columns} FROM messages m ${author} WHERE m.id >= :low AND m.id < :high AND m.unread = 1 ORDER BY m.id DESC`,
  idBefore: `SELECT id FROM messages WHERE id >= :low AND id < :high ORDER BY id DESC LIMIT 1 OFFSET :many`,
  saved: `
    ${columns} FROM saved_messages k CROSS JOIN messages m ON m.id = k.message_id ${author}
    WHERE k.message_id >= :low AND k.message_id < :high ORDER BY k.message_id DESC`,
  unread: `SELECT id FROM messages WHERE unread = 1`,
  pending: `SELECT message_id AS id FROM index_pending WHERE message_id >= :low AND message_id < :high ORDER BY message_id DESC LIMIT :most`,
  some: `${columns} FROM messages m ${author} WHERE m.id IN (SELECT value FROM json_each(:ids)) ORDER BY m.id DESC`,
};

export interface Candidate {
  id: number;
  facts: Facts;
  /** What is still to be asked of it. */
  open: readonly BoundCondition[];
}

interface Row {
  id: number;
  conversationId: number;
  text: string;
  authorName: string;
  sentAt: number;
  mine: number;
  unread: number;
  edited: number;
  saved: number;
}

/** So many of the messages that the index does not know yet are looked at one by one. */
const mostPending = 2_000;
const atATime = 100;
const readAtATime = 4_000;

/** `checkCancelled` is called before each of them. */
export function* candidates(db: ReaderDatabase, plan: Plan, high: number, checkCancelled: () => void): Generator<Candidate> {
  let before = Math.min(high, plan.high);
  const asks = (flag: string) => plan.conditions.filter(({ requirement }) => requirement.kind === 'flag' && requirement.flag === flag);
  const saved = asks('saved').length > 0 ? 1 : 0;
  const unread = asks('unread').some(({ negated }) => !negated) ? 1 : 0;
  let next: Stage | null = plan.first();
  for (let most = plan.pace.tried; next; most = Number.POSITIVE_INFINITY) {
    const { source, open }: Stage = next;
    next = null;
    const pending = pendingIn(db, plan.low, before);
    let count = 0;
    for (const row of rows(db, source, pending, { low: plan.low, high: before, saved, unread }, checkCancelled)) {
      checkCancelled();
      if (count === most && (next = plan.second({ source, open }))) break;
      count += 1;
      before = row.id;
      yield { id: row.id, facts: toFacts(row), open: pending.sure(row.id) ? open : plan.conditions };
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
  saved: number;
  /** 1: only unread ones are of use. */
  unread: number;
}

function rows(db: ReaderDatabase, source: Source, { ids: pending }: Pending, bounds: Bounds, checkCancelled: () => void): Iterable<Row> {
  switch (source.kind) {
    case 'index': {
      if (source.match === null) return some(db, pending, bounds);
      const indexed = db.iterate<Row>(sql.index, { match: source.match, ...bounds });
      return pending.length === 0 ? indexed : merge(indexed, some(db, pending, bounds));
    }
    case 'all':
      return bounds.unread === 1 ? allUnread(db, bounds, checkCancelled) : all(db, bounds);
    case 'saved':
      return db.iterate<Row>(sql.saved, bounds);
    case 'unread': {
      const ids = db.all<{ id: number }>(sql.unread).map(({ id }) => id);
      const within = ids.filter((id) => id >= bounds.low && id < bounds.high);
      return some(
        db,
        within.sort((a, b) => b - a),
        bounds,
      );
    }
  }
}

/** Many at once are read faster than one by one. */
function* all(db: ReaderDatabase, bounds: Bounds): Generator<Row> {
  for (let high: number | undefined = bounds.high; high !== undefined;) {
    const read: Row[] = db.all<Row>(sql.all, { ...bounds, high, most: atATime });
    yield* read;
    high = read.at(-1)?.id;
  }
}

/** SQLite passes over those that were read, but not over too many at once: it cannot be interrupted. */
function* allUnread(db: ReaderDatabase, bounds: Bounds, checkCancelled: () => void): Generator<Row> {
  for (let { high } = bounds; high > bounds.low;) {
    checkCancelled();
    const low = db.get<{ id: number }>(sql.idBefore, { low: bounds.low, high, many: readAtATime })?.id ?? bounds.low;
    yield* db.all<Row>(sql.unreadIn, { ...bounds, low, high });
    high = low;
  }
}

/** `ids` descending. */
function* some(db: ReaderDatabase, ids: readonly number[], { saved }: Bounds): Generator<Row> {
  for (let start = 0; start < ids.length; start += atATime)
    yield* db.all<Row>(sql.some, { ids: JSON.stringify(ids.slice(start, start + atATime)), saved });
}

/** Both newest first; what is in both comes once. */
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
  }
}

function toFacts({ conversationId, text, authorName, sentAt, mine, unread, edited, saved }: Row): Facts {
  const flags = { mine: mine === 1, unread: unread === 1, edited: edited === 1, saved: saved === 1, failed: false };
  return { conversationId, text, authorName, sentAt, ...flags };
}
