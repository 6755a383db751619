/** Messages of which the index does not know, or not as they are. */
import type { ReaderDatabase } from '../database.ts';
import { entryRules } from './entry.ts';

export const sql = {
  rules: `SELECT unicode AS rules FROM index_state`,
  pending: `SELECT message_id AS id FROM index_pending WHERE message_id >= :low AND message_id < :high ORDER BY message_id DESC LIMIT :most`,
};

/** So many of them are looked at one by one. */
const mostPending = 2_000;

export class Pending {
  readonly #db: ReaderDatabase;
  #newest: readonly number[] = [];
  /** The index was made by other rules and will be made anew: it may not know what is asked for. */
  #outdated = false;

  constructor(db: ReaderDatabase) {
    this.#db = db;
  }

  /** To be called before a search when something was written. */
  follow(): void {
    this.#newest = this.#read(0, Number.MAX_SAFE_INTEGER, mostPending + 1);
    const { rules } = this.#db.get<{ rules: string }>(sql.rules)!;
    this.#outdated = rules !== '' && rules !== entryRules;
  }

  /** Whether there are some that are not looked at either. */
  get areMany(): boolean {
    return this.#outdated || this.#newest.length > mostPending;
  }

  /** The newest of those with ids from `low` to below `high`, newest first. */
  between(low: number, high: number): PendingMessages {
    const ids = this.areMany ? this.#read(low, high, mostPending) : this.#newest.filter((id) => id >= low && id < high);
    const known = new Set(ids);
    const areAll = !this.#outdated && known.size < mostPending;
    return { ids, areAll, sure: (id) => areAll && !known.has(id) };
  }

  #read(low: number, high: number, most: number): number[] {
    return this.#db.all<{ id: number }>(sql.pending, { low, high, most }).map(({ id }) => id);
  }
}

export interface PendingMessages {
  ids: readonly number[];
  /** Of any other message what the index says holds. */
  areAll: boolean;
  /** Whether what the index says of a message holds. */
  sure(id: number): boolean;
}
