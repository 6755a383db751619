/** What came of a repair, in figures for the user. */
import type { Database } from 'better-sqlite3';

export interface Salvaged {
  /** `lost`: known to be missing; `exact`: no others are. `fromBackup`: of those kept. */
  messages: { kept: number; fromBackup: number; lost: number; exact: boolean };
  /** `all`: none can be missing. */
  drafts: { kept: number; all: boolean };
  /** In the outbox and not confirmed. */
  unsent: { kept: number; all: boolean };
  backupWasUsed: boolean;
}

const sql = {
  messages: `SELECT count(*) FROM messages`,
  drafts: `SELECT count(*) FROM conversations WHERE draft <> ''`,
  unsent: `SELECT count(*) FROM outbox WHERE state <> 'confirmed'`,
};

export function count(connection: Database, what: keyof typeof sql): number {
  return connection.prepare<[], number>(sql[what]).pluck().get() ?? 0;
}
