/**
 * Puts a fresh backup in the place of those there are: what was removed for good must not live on in copies. Where there is none, none is made.
 */
import { rmSync } from 'node:fs';
import { backUp, listBackups } from '../backups.ts';
import { schemaVersion } from '../inspect.ts';
import type { Task } from './task.ts';

export const renewBackups: Task<{ now: number }, number> = ({ reader, file }, { now }) => {
  const old = listBackups(file);
  if (old.length === 0) return 0;
  // Writing a copy counts as a change, though none of this database.
  reader.pragma('query_only = OFF');
  const fresh = backUp(reader, file, schemaVersion(reader), now);
  for (const backup of old) if (backup !== fresh) rmSync(backup, { force: true });
  return old.length;
};
