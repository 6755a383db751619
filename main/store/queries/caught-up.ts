/**
 * Up to when everything was read. A poll that finds nothing new moves that time on, and is the commonest thing there is: were each written,
 * the disk would flush every few seconds, all day. What is stored may lag a little instead, and is never later than true.
 */
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';

/** By how much it may lag, ms. A window shows minutes, and of an account at work what is known beside the store (`oldestReadAt`). */
const grace = 30_000;

export const sql = {
  set: `UPDATE conversations SET caught_up_at = :readAt, joined_order = :joinedOrder WHERE id = :id`,
};

/** As columns of a query over `conversations c` with its account as `accounts x`. */
export const caughtUpColumns = `c.caught_up_at, c.joined_order, x.changes_began_at`;

export interface CaughtUp {
  caught_up_at: number | null;
  joined_order: number | null;
  changes_began_at: number | null;
}

/** To be called after the other writes for a newest page: beside those it costs nothing. `newest`: the order up to which the page reaches. */
export function noteCaughtUp(
  db: WriterDatabase,
  changes: ChangeSet,
  { id, before, newest, readAt }: { id: number; before: CaughtUp; newest: number | null; readAt: number },
): void {
  const orders = [before.joined_order, newest].filter((order) => order !== null);
  const joinedOrder = orders.length === 0 ? null : Math.max(...orders);
  const isDue = isWorthNoting(before.caught_up_at, readAt) || joinsListedChanges(before, readAt);
  if (changes.isEmpty && joinedOrder === before.joined_order && !isDue) return;
  db.run(sql.set, { id, readAt, joinedOrder });
  changes.conversation(id);
}

/** Though nothing else is. A time later than now is not true: the clock was set back. */
export function isWorthNoting(stored: number | null, readAt: number): boolean {
  return stored === null || readAt < stored || readAt - stored >= grace;
}

/** The account's list of changes tells of a conversation only when that was read after the list was begun. */
function joinsListedChanges({ caught_up_at: stored, changes_began_at: began }: CaughtUp, readAt: number): boolean {
  return stored !== null && began !== null && stored < began && readAt >= began;
}
