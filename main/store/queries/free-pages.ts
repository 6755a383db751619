/** Giving the room of what was removed back to the disk. */
import type { ChangeSet } from '../changes.ts';
import type { WriterDatabase } from '../database.ts';

/** Pages in one step: some milliseconds. */
const step = 500;

/** Answers how many free pages are left in the file. */
export function giveBackPages(db: WriterDatabase, _changes: ChangeSet): number {
  return db.giveBackPages(step);
}
