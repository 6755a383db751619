/** Lets the room of what was removed be given back to the disk in steps, also in a file that was made before Parley did so. */
import type { Database } from 'better-sqlite3';
import { systemCode } from './errors.ts';

const incremental = 2;

/** Rewrites the file once. Without room for that it stays as it is, and the next start tries again. */
export function letPagesBeGivenBack(connection: Database): void {
  if (connection.pragma('auto_vacuum', { simple: true }) === incremental) return;
  try {
    connection.pragma('auto_vacuum = INCREMENTAL');
    connection.exec('VACUUM');
  } catch (error) {
    if (systemCode(error) === '') throw error;
  }
}
