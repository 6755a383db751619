/**
 * Looks at a database file without changing a byte of it. Reading all of a large one takes seconds, so a start looks at what the inbox is
 * painted from and what is nowhere else to be had; the rest is read in the background, and whatever any call finds damaged is noted at once.
 */
import SQLite, { type Database } from 'better-sqlite3';
import { connectReader } from './connections.ts';
import { isDamage, systemCode } from './errors.ts';
import { essential } from './salvage/order.ts';

export type Finding = { kind: 'sound'; version: number } | { kind: 'damaged' };

export function schemaVersion(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** Header, schema and the essential tables with their indexes. Throws where the disk or the permissions are the problem. */
export function inspectEssential(file: string): Finding {
  return inspect(file, (connection) => {
    const tables = connection.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
    return essential.filter((name) => tables.includes(name)).every((name) => isSound(connection, `quick_check(${name})`));
  });
}

/** Everything: the indexes are compared with their tables as well. Throws as above. */
export function inspectWhole(file: string): Finding {
  return inspect(file, (connection) => isSound(connection, 'integrity_check(1)'));
}

/** Every page with a row or an index entry on it, table by table: `between` may throw to end it early. */
export function isReadable(connection: Database, between: () => void): boolean {
  const tables = connection.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`).pluck().all();
  return tables.every((name) => {
    between();
    return isSound(connection, `quick_check("${name}")`);
  });
}

function isSound(connection: Database, check: string): boolean {
  return connection.pragma(check, { simple: true }) === 'ok';
}

function inspect(file: string, look: (connection: Database) => boolean): Finding {
  try {
    const connection = openForInspection(file);
    try {
      const version = schemaVersion(connection);
      return look(connection) ? { kind: 'sound', version } : { kind: 'damaged' };
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
