/** Opens raw SQLite connections with the settings Parley relies on. Nothing outside this folder touches one. */
import SQLite, { type Database } from 'better-sqlite3';

/** How long a connection waits for another one's lock, ms. */
export const lockWait = 5_000;

function harden(connection: Database): Database {
  // A database file is data from outside: its schema may not call functions or virtual tables with side effects.
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('foreign_keys = ON');
  return connection;
}

/** The one connection that writes. Creates the file when it is not there. */
export function connectWriter(file: string): Database {
  const connection = new SQLite(file, { timeout: lockWait });
  try {
    harden(connection);
    // Possible before anything is written only; an older file is changed by `letPagesBeGivenBack`.
    if (connection.pragma('page_count', { simple: true }) === 0) connection.pragma('auto_vacuum = INCREMENTAL');
    connection.pragma('journal_mode = WAL');
    // WAL alone would lose the last commits with the power: an outbox item must be on the disk before its first byte leaves.
    connection.pragma('synchronous = FULL');
    connection.pragma('fullfsync = ON');
    // Removing an account removes its words, also from pages SQLite keeps for later use.
    connection.pragma('secure_delete = ON');
    connection.pragma('journal_size_limit = 16777216');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Pages a reader keeps, KiB. Half of what the writer has: the system's own cache is behind it. */
const readerCache = 8_000;
/** With each letter that is typed the same thousands of messages are looked at again, and each may stand on a page of its own. */
export const searchCache = 24_000;

/** Never changes the database, and by closing does not even move the write-ahead log into it. The file must exist. */
export function connectReader(file: string, cache = readerCache): Database {
  const connection = new SQLite(file, { readonly: true, fileMustExist: true, timeout: lockWait });
  try {
    harden(connection);
    connection.pragma('query_only = ON');
    connection.pragma(`cache_size = -${cache}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
