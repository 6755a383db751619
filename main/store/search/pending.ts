/** Messages of which the index does not know, or not as they are. */
import type { ReaderDatabase } from '../database.ts';

export const sql = {
  pending: `SELECT message_id AS id FROM index_pending WHERE message_id >= :low AND message_id < :high ORDER BY message_id DESC LIMIT :most`,
};

/** So many of them are looked at one by one. */
const mostPending = 2_000;

export class Pending {
  readonly #db: ReaderDatabase;
  #newest: readonly number[] = [];

  constructor(db: ReaderDatabase) {
    this.#db = db;
  }

  /** To be called before a search when something was written. */
  follow(): void {
    this.#newest = this.#read(0, Number.MAX_SAFE_INTEGER, mostPending + 1);
  }

  /** Whether there are some that are not looked at either. */
  get areMany(): boolean {
    return this.#newest.length > mostPending;
  }

  /** The newest of those with ids from `low` to below `high`, newest first. */
  between(low: number, high: number): PendingMessages {
    const ids = this.areMany ? this.#read(low, high, mostPending) : this.#newest.filter((id) => id >= low && id < high);
    const known = new Set(ids);
    return { ids, sure: (id) => known.size === 0 || (known.size < mostPending && !known.has(id)) };
  }

  #read(low: number, high: number, most: number): number[] {
    return this.#db.all<{ id: number }>(sql.pending, { low, high, most }).map(({ id }) => id);
  }
}

export interface PendingMessages {
  ids: readonly number[];
  /** Whether what the index says of a message holds. */
  sure(id: number): boolean;
}
