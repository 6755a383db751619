/** What happens to a damaged database: it is kept aside whole, and the newest backup that is sound takes its place. */
import { constants, copyFileSync, existsSync, rmSync } from 'node:fs';
import { listBackups } from './backups.ts';
import { fileStamp, moveDatabase, publishFile } from './files.ts';
import { inspect } from './inspect.ts';

export interface Recovered {
  keptFile: string;
  /** Null when there was no usable backup: the database starts fresh. */
  restoredFrom: string | null;
}

export function setAsideAndRestore(file: string, newestVersion: number, now: number): Recovered {
  const keptFile = unusedName(`${file}.damaged-${fileStamp(now)}`);
  moveDatabase(file, keptFile);
  const restoredFrom = listBackups(file).find((backup) => isUsable(backup, newestVersion)) ?? null;
  if (restoredFrom !== null) {
    // The backup itself stays where it is, for the case that the disk damages this one too.
    const unfinished = `${file}.unfinished`;
    rmSync(unfinished, { force: true });
    copyFileSync(restoredFrom, unfinished, constants.COPYFILE_EXCL);
    publishFile(unfinished, file);
  }
  return { keptFile, restoredFrom };
}

function isUsable(backup: string, newestVersion: number): boolean {
  try {
    const finding = inspect(backup);
    return finding.kind === 'sound' && finding.version > 0 && finding.version <= newestVersion;
  } catch {
    // An unreadable backup is no backup; the next one may be.
    return false;
  }
}

function unusedName(name: string): string {
  let candidate = name;
  for (let number = 2; existsSync(candidate); number += 1) candidate = `${name}-${number}`;
  return candidate;
}
