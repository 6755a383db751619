/** The database's files on the disk: names of the ones kept beside it, and moves that survive a crash in the middle. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** SQLite's own companions of a database file. */
const companions = ['-wal', '-shm', '-journal'];

/** A time as part of a file name that every system accepts; sorts as text. */
export function fileStamp(time: number): string {
  return new Date(time).toISOString().replaceAll(/[:.]/g, '-');
}

/** The time of a stamp, ms UTC; null for anything else. */
export function stampTime(stamp: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)$/.exec(stamp);
  return parts && Date.parse(`${parts[1]}:${parts[2]}:${parts[3]}.${parts[4]}`);
}

/** Moves a database with its companions, so that it can still be opened under the new name. */
export function moveDatabase(from: string, to: string): void {
  for (const suffix of ['', ...companions]) {
    if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix);
  }
  syncFolder(dirname(to));
}

export function removeDatabase(file: string): void {
  for (const suffix of ['', ...companions]) rmSync(file + suffix, { force: true });
}

/** Puts a complete file in its place in one step: a crash leaves either nothing there or all of it. */
export function publishFile(finished: string, place: string): void {
  const descriptor = openSync(finished, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(finished, place);
  syncFolder(dirname(place));
}

/** Makes renames durable. Windows has no such call for folders and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
