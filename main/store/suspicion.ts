/** What makes a start look twice: damage that was seen while Parley ran, noted in a file beside the database, or a log that is not whole. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readLog } from './salvage/log.ts';

const markerOf = (file: string) => `${file}.suspect`;

export function noteSuspicion(file: string): void {
  writeFileSync(markerOf(file), 'Damage was seen in the database beside this file. Parley reads all of it at its next start.\n');
}

export function isSuspect(file: string): boolean {
  return existsSync(markerOf(file));
}

export function clearSuspicion(file: string): void {
  rmSync(markerOf(file), { force: true });
}

/**
 * SQLite takes up a log as far as it can read it and says nothing of the rest, with which the last that was written would be gone: a message
 * could be sent twice. Closing well removes both companions of a database in WAL mode, the index first, and a crash leaves both: the index
 * without the log says that somebody took the log away. Only after a crash is there anything to read here.
 */
export function isLogDamaged(file: string): boolean {
  const log = `${file}-wal`;
  return existsSync(log) ? readLog(file)?.whole === false : existsSync(`${file}-shm`);
}
