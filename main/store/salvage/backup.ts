/** A backup beside the database that is being salvaged, to take rows from. */
import SQLite, { type Database } from 'better-sqlite3';
import { schemaVersion } from '../inspect.ts';
import { migrate, type MigrateOptions } from '../migrate.ts';
import { backupSchema } from './fill.ts';
import { doubtOutbox } from './outbox.ts';

/** Brings a copy of a backup to the same schema and attaches it. False for one of a newer schema. */
export function attachBackup(target: Database, copy: string, options: MigrateOptions): boolean {
  const connection = new SQLite(copy, { fileMustExist: true });
  try {
    if (schemaVersion(connection) > schemaVersion(target)) return false;
    // It is a copy of something that stays: nothing is lost when this is cut off.
    connection.pragma('synchronous = OFF');
    migrate(connection, options);
    doubtOutbox(connection);
  } finally {
    connection.close();
  }
  target.prepare(`ATTACH DATABASE ? AS ${backupSchema}`).run(copy);
  return true;
}

export function detachBackup(target: Database): void {
  target.exec(`DETACH DATABASE ${backupSchema}`);
}
