/**
 * Message ids that sort by time: milliseconds × 4096 + a running number. They stay below 2^53 until September 2039; times beyond that, or
 * before 1970, get the nearest id there is. Only the id is bent: `sent_at` and `order_key` say what the service said.
 */
import type { ReaderDatabase } from '../database.ts';

const idsPerMillisecond = 4096;
const lastMillisecond = Number.MAX_SAFE_INTEGER / idsPerMillisecond - 1;

export const sql = { newestIn: `SELECT max(id) AS id FROM messages WHERE id BETWEEN ? AND ?` };

function millisecondOf(sentAt: number): number {
  return Math.floor(Math.min(Math.max(sentAt, 0), lastMillisecond));
}

/** The id a message of that time has when it is the only one. Zero is left out: "no id" and "the first id" should never look alike. */
export function firstMessageId(sentAt: number): number {
  return Math.max(millisecondOf(sentAt) * idsPerMillisecond, 1);
}

/** The ids that messages of a stretch of time can have, `high` exclusive. One full millisecond pushes on into the next: a minute is ample. */
export function idsBetween({ from, to }: { from: number; to: number }): { low: number; high: number } {
  const ample = 60_000;
  return {
    low: millisecondOf(from - ample) * idsPerMillisecond,
    high: to + ample > lastMillisecond ? Number.MAX_SAFE_INTEGER : millisecondOf(to + ample) * idsPerMillisecond,
  };
}

/** The next free id of that millisecond, else of the nearest one after it, else (at the end of all ids) before it. */
export function nextMessageId(db: ReaderDatabase, sentAt: number): number {
  const start = millisecondOf(sentAt);
  for (let millisecond = start; millisecond <= lastMillisecond; millisecond += 1) {
    const id = nextIn(db, millisecond);
    if (id !== null) return id;
  }
  for (let millisecond = start - 1; millisecond >= 0; millisecond -= 1) {
    const id = nextIn(db, millisecond);
    if (id !== null) return id;
  }
  throw new Error('no message id is free');
}

function nextIn(db: ReaderDatabase, millisecond: number): number | null {
  const last = millisecond * idsPerMillisecond + idsPerMillisecond - 1;
  const newest = db.get<{ id: number | null }>(sql.newestIn, millisecond * idsPerMillisecond, last)?.id ?? null;
  if (newest === null) return firstMessageId(millisecond);
  return newest < last ? newest + 1 : null;
}
