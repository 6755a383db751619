/** Looks at a database file without changing a byte of it. */
import SQLite, { type Database } from 'better-sqlite3';
import { connectReader } from './connections.ts';
import { isDamage, systemCode } from './errors.ts';

export type Finding = { kind: 'sound'; version: number } | { kind: 'damaged' };

export function schemaVersion(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** Reads the whole file once. Throws where the disk or the permissions are the problem rather than the content. */
export function inspect(file: string): Finding {
  try {
    const connection = openForInspection(file);
    try {
      const version = schemaVersion(connection);
      return connection.pragma('quick_check(1)', { simple: true }) === 'ok' ? { kind: 'sound', version } : { kind: 'damaged' };
    } finally {
      connection.close();
    }
  } catch (error) {
    if (isDamage(systemCode(error))) return { kind: 'damaged' };
    throw error;
  }
}

function openForInspection(file: string): Database {
  try {
    const connection = connectReader(file);
    // The first read is what shows a rollback journal left by a crash.
    schemaVersion(connection);
    return connection;
  } catch (error) {
    if (systemCode(error) !== 'SQLITE_READONLY_ROLLBACK') throw error;
    // A crash while the database was being made: only a connection that may write can roll that back.
    const repair = new SQLite(file, { fileMustExist: true });
    schemaVersion(repair);
    repair.close();
    return connectReader(file);
  }
}
