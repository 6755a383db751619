import type { Database } from 'better-sqlite3';

/**
 * One step of the schema. Numbered by tens, so that a fix found before a release can go between. Frozen once released: a database made
 * by it exists on somebody's computer. Each has a test: previous schema → rows → whole-table equality.
 */
export interface Migration {
  version: number;
  name: string;
  /** Runs inside the transaction of all pending migrations, with foreign keys unenforced until its end, so tables may be rebuilt. */
  up(database: Pick<Database, 'exec' | 'prepare'>): void;
}
