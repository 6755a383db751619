/** What makes a start look twice: damage that was seen while Parley ran, noted in a file beside the database, or a log that is gone. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';

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
 * Closing well removes both companions of a database in WAL mode, the index first, and a crash leaves both. The index without the log says
 * that somebody took the log away, and with it the last that was written.
 */
export function isLogLost(file: string): boolean {
  return existsSync(`${file}-shm`) && !existsSync(`${file}-wal`);
}
