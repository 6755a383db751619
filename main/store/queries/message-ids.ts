/**
 * Message ids that sort by time: the millisecond of the message, or the next one that is free. The smaller these numbers, the less room each
 * takes in every index, so none of them has more digits than its time.
 */
import type { ReaderDatabase } from '../database.ts';

/** So far at most an id may be from its time, ms. An hour holds 3.6 million messages of one and the same millisecond. */
const farthest = 3_600_000;

export const sql = { taken: `SELECT 1 AS taken FROM messages WHERE id = ?` };

/** The id a message of that time has when it is the only one. Zero is left out: "no id" and "the first id" should never look alike. */
export function firstMessageId(sentAt: number): number {
  return Math.max(sentAt, 1);
}

/** The ids that messages of a stretch of time can have, `high` exclusive. */
export function idsBetween({ from, to }: { from: number; to: number }): { low: number; high: number } {
  return { low: firstMessageId(from), high: Math.min(to + farthest, Number.MAX_SAFE_INTEGER) };
}

/**
 * A free id after that time, with none free just before it. Thousands of messages may be of one time (a service that knows whole seconds, or
 * none at all), so steps double until a free id is found, and what lies between is halved.
 */
export function nextMessageId(db: ReaderDatabase, sentAt: number): number {
  const isTaken = (id: number): boolean => db.get(sql.taken, id) !== undefined;
  let taken = firstMessageId(sentAt);
  let free = taken + 1;
  for (let step = 2; isTaken(free); step *= 2) [taken, free] = [free, free + step];
  while (free - taken > 1) {
    const between = Math.floor((taken + free) / 2);
    if (isTaken(between)) taken = between;
    else free = between;
  }
  return free;
}
