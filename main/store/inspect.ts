/**
 * Looks at a database file without changing a byte of it. Reading all of a large one takes seconds, so a start looks at what the inbox is
 * painted from and what is nowhere else to be had; the rest is read in the background, and whatever any call finds damaged is noted at once.
 */
import SQLite, { type Database } from 'better-sqlite3';
import { isUtf8 } from 'node:buffer';
import { connectReader } from './connections.ts';
import { damageFound, isDamage, systemCode } from './errors.ts';
import { essential } from './salvage/order.ts';

/** Checked as a table, it stands for the list of free pages, too, which every write that needs room reads. */
const schema = 'sqlite_schema';

export type Finding = { kind: 'sound'; version: number } | { kind: 'damaged' };

export function schemaVersion(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** Header, schema, list of free pages and the essential tables with their indexes. Throws where the disk or the permissions are the problem. */
export function inspectEssential(file: string): Finding {
  return inspect(file, (connection) => {
    const tables = connection.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
    return [schema, ...essential.filter((name) => tables.includes(name))].every((name) => isSound(connection, `quick_check(${name})`));
  });
}

/** Everything. Throws as above. */
export function inspectWhole(file: string): Finding {
  return inspect(file, (connection) => isSound(connection, 'integrity_check(1)') && isWellFormed(connection, () => undefined));
}

/** Every table and every text in it, the indexes compared with their tables as well: `between` may throw to end it early. */
export function isWhole(connection: Database, between: () => void): boolean {
  const tables = connection.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`).pluck().all();
  const sound = [schema, ...tables].every((name) => {
    between();
    return isSound(connection, `integrity_check("${name}")`);
  });
  return sound && isWellFormed(connection, between);
}

/** What FTS5 can tell of its index: whether it fits together, not whether it is what the messages say (search/agreement.ts). */
export function isIndexReadable(connection: Database): boolean {
  try {
    return isSound(connection, 'quick_check(message_index)');
  } catch (error) {
    // Its settings cannot be read: nothing can be done with it any more, not even emptying it.
    throw isOfTheFile(error) ? damageFound() : error;
  }
}

/** Parley stores well-formed text only, and SQLite's checks do not look at it: garbage within a text shows by this alone. */
function isWellFormed(connection: Database, between: () => void): boolean {
  const columns = connection.prepare<[], { name: string; columns: string }>(
    `SELECT t.name, group_concat('"' || c.name || '"') AS columns FROM pragma_table_list t, pragma_table_info(t.name) c
     WHERE t.schema = 'main' AND t.type = 'table' AND c.type = 'TEXT' GROUP BY t.name`,
  );
  return columns.all().every((table) => {
    const texts = connection.prepare<[], Buffer>(`SELECT CAST(concat_ws(' ', ${table.columns}) AS BLOB) FROM "${table.name}"`).pluck();
    for (const text of texts.iterate()) {
      between();
      if (!isUtf8(text)) return false;
    }
    return true;
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
    if (isOfTheFile(error)) return { kind: 'damaged' };
    throw error;
  }
}

/** A check is the same for every database: when it fails as a wrong statement would, what stands in this one is wrong. */
function isOfTheFile(error: unknown): boolean {
  const code = systemCode(error);
  return isDamage(code) || code === 'SQLITE_ERROR';
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
