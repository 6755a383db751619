/** The day’s backup: a copy page by page, while the store goes on writing, read once before it counts. */
import SQLite, { type Database } from 'better-sqlite3';
import { beginBackup, finishBackup, lastDailyBackup } from '../backups.ts';
import { damageFound, StorageError } from '../errors.ts';
import { removeDatabase } from '../files.ts';
import { isWhole, schemaVersion } from '../inspect.ts';
import type { Task, TaskContext } from './task.ts';

/** Copied between two looks at whether anybody still wants it: 4 MB. */
const pagesAtOnce = 1024;

export interface BackUpArgument {
  /** Stamps its name, ms UTC. */
  now: number;
  /** A backup younger than this will do, ms. */
  every: number;
}

/** Answers when the newest daily backup was made, ms UTC. Damage that the copy shows fails as any call does that comes upon it. */
export const backUp: Task<BackUpArgument, number> = async (context, { now, every }) => {
  const { file, reader, checkCancelled } = context;
  const last = lastDailyBackup(file);
  // One from the future is of no use as a measure: the clock was set back.
  if (last !== null && last <= now && now - last < every) return last;
  const unfinished = beginBackup(file);
  try {
    await copy(context, unfinished);
    if (!provesWhole(unfinished, checkCancelled)) {
      if (!isWhole(reader, checkCancelled)) throw damageFound();
      throw new StorageError('storage', 'The backup could not be read back: check the disk.', 'unreadable backup');
    }
    finishBackup(file, 'daily', schemaVersion(reader), now);
    return now;
  } catch (error) {
    removeDatabase(unfinished);
    throw error;
  }
};

/** One read transaction from beginning to end: what is written meanwhile is not in the copy, and does not make it begin again. */
async function copy({ reader, progress, checkCancelled }: TaskContext, to: string): Promise<void> {
  reader.exec('BEGIN');
  schemaVersion(reader);
  try {
    await reader.backup(to, {
      progress({ totalPages, remainingPages }) {
        checkCancelled();
        progress(1 - remainingPages / totalPages);
        return pagesAtOnce;
      },
    });
  } finally {
    reader.exec('COMMIT');
  }
}

function provesWhole(file: string, checkCancelled: () => void): boolean {
  const connection: Database = new SQLite(file);
  try {
    // A backup stands alone, without companions.
    connection.pragma('journal_mode = DELETE');
    return isWhole(connection, checkCancelled);
  } finally {
    connection.close();
  }
}
