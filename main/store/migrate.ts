/** Brings a database to the newest schema: all pending migrations in one transaction, after a backup. */
import type { Database } from 'better-sqlite3';
import { backUp } from './backups.ts';
import { schemaVersion } from './inspect.ts';
import type { Migration } from './migrations/migration.ts';

export interface Migrated {
  from: number;
  to: number;
  /** Null where there was nothing yet that could be lost. */
  backupFile: string | null;
}

export interface MigrateOptions {
  file: string;
  migrations: readonly Migration[];
  now: number;
  /** False for a database that was just restored from a backup. */
  backup: boolean;
}

/** Answers null when nothing was pending. A migration that fails leaves everything as it was, and its error is thrown on. */
export function migrate(connection: Database, options: MigrateOptions): Migrated | null {
  const from = schemaVersion(connection);
  const pending = options.migrations.filter((migration) => migration.version > from);
  const last = pending.at(-1);
  if (!last) return null;

  const backupFile = from > 0 && options.backup ? backUp(connection, options.file, from, options.now) : null;
  // Unenforced while tables are rebuilt; a transaction cannot change this, so it is switched around it and checked before it ends.
  connection.pragma('foreign_keys = OFF');
  try {
    connection
      .transaction(() => {
        for (const migration of pending) migration.up(connection);
        const broken = connection.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) throw new Error(`migration to ${last.version} leaves ${broken.length} broken references`);
        connection.pragma(`user_version = ${last.version}`);
      })
      .exclusive();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  return { from, to: last.version, backupFile };
}
