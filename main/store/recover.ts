/**
 * What happens to a damaged database: a sound one is built from what still reads of it and from the newest backup, then the damaged one is
 * kept aside whole and the new one takes its place. A crash before the last rename leaves the damaged one to be repaired again.
 */
import SQLite, { type Database } from 'better-sqlite3';
import { constants, copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listBackups } from './backups.ts';
import { StoreUnusable } from './contract.ts';
import { isOfTheDisk, systemCode } from './errors.ts';
import { fileStamp, moveDatabase, publishFile, removeDatabase } from './files.ts';
import { inspectWhole } from './inspect.ts';
import type { Migration } from './migrations/migration.ts';
import type { Salvaged } from './salvage/figures.ts';
import { openPages, type Pages } from './salvage/pages.ts';
import { restore } from './salvage/restore.ts';
import { salvage } from './salvage/salvage.ts';

export interface Recovered {
  /** Null when there was no file any more. */
  keptFile: string | null;
  /** The backup that was drawn on; null when none was usable, or nothing was missing. */
  restoredFrom: string | null;
  salvaged: Salvaged;
}

export interface RepairOptions {
  file: string;
  migrations: readonly Migration[];
  now: number;
  /** The write-ahead log is gone, or part of it cannot be read. */
  logIsDamaged: boolean;
}

/** Why a database of a newer Parley is not opened. */
export const newerVersion =
  'This data was written by a newer version of Parley: install that version again, or start this one with another data folder. Nothing was changed.';

interface Sources {
  /** Null when there is no file to read. */
  pages: Pages | null;
  backup: string | null;
  migrations: readonly Migration[];
  now: number;
}

/** Far more than there will ever be: what a header states beyond it is damage too. */
const highestVersion = 1_000_000;

/** Throws what the disk refuses, and `StoreUnusable` for a database of a newer Parley; both leave everything as it was. */
export function repair({ file, migrations, now, logIsDamaged }: RepairOptions): Recovered {
  const newest = migrations.at(-1)?.version ?? 0;
  const backup = listBackups(file).find((each) => isUsable(each, newest)) ?? null;
  const found = existsSync(file) ? openPages(file) : null;
  const pages = found && { ...found, logIsWhole: found.logIsWhole && !logIsDamaged };
  const version = pages?.schemaVersion ?? 0;
  const making = `${file}.repairing`;
  let salvaged: Salvaged;
  try {
    if (version > newest && version < highestVersion) throw new StoreUnusable('newer', newerVersion);
    salvaged = build(making, { pages, backup, migrations, now });
  } finally {
    pages?.close();
  }

  const stamp = unusedStamp(file, fileStamp(now));
  const repaired = `${file}.repaired-${stamp}`;
  publishFile(making, repaired);
  const keptFile = pages ? `${file}.damaged-${stamp}` : null;
  moveDatabase(file, keptFile ?? `${file}.damaged-${stamp}`);
  publishFile(repaired, file);
  return { keptFile, restoredFrom: salvaged.backupWasUsed ? backup : null, salvaged };
}

/** After a crash between two renames the damaged file goes back to its place; what had been made of it is made again. */
export function undoInterruptedRepair(file: string): void {
  const prefix = `${basename(file)}.repaired-`;
  for (const name of readdirSync(dirname(file)).filter((each) => each.startsWith(prefix))) {
    const keptFile = `${file}.damaged-${name.slice(prefix.length)}`;
    if (!existsSync(file) && existsSync(keptFile)) moveDatabase(keptFile, file);
    rmSync(join(dirname(file), name));
  }
}

/** From the damaged database; should that lead to nothing sound, from the backup alone, else from nothing. */
function build(making: string, { pages, backup, migrations, now }: Sources): Salvaged {
  const copy = backup && `${making}-from`;
  const options = { file: making, migrations, now, backup: false };
  const ways: Way[] = [{ begin: null, fill: (target) => restore(target, false, options) }];
  if (backup) ways.unshift({ begin: backup, fill: (target) => restore(target, true, options) });
  if (pages) ways.unshift({ begin: null, fill: (target) => salvage({ target, pages, backup: copy, migrations, now }) });
  for (const way of ways) {
    try {
      removeDatabase(`${making}-from`);
      if (backup && copy) copyFileSync(backup, copy, constants.COPYFILE_EXCL);
      return buildBy(way, making);
    } catch (error) {
      // What the disk refuses now it may allow at the next start.
      if (isOfTheDisk(systemCode(error)) || way === ways.at(-1)) throw error;
    } finally {
      removeDatabase(`${making}-from`);
    }
  }
  throw new Error('there is always a way');
}

interface Way {
  /** What it begins as a copy of; null for an empty database. */
  begin: string | null;
  fill(target: Database): Salvaged;
}

function buildBy({ begin, fill }: Way, making: string): Salvaged {
  removeDatabase(making);
  if (begin !== null) copyFileSync(begin, making, constants.COPYFILE_EXCL);
  const target = new SQLite(making);
  try {
    // Nothing looks at it before it is complete, and it is written out then.
    target.pragma('synchronous = OFF');
    target.pragma('journal_mode = MEMORY');
    const salvaged = fill(target);
    if (target.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('what was built is not sound');
    if ((target.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('what was built has broken references');
    return salvaged;
  } finally {
    target.close();
  }
}

function isUsable(backup: string, newestVersion: number): boolean {
  try {
    const finding = inspectWhole(backup);
    return finding.kind === 'sound' && finding.version > 0 && finding.version <= newestVersion;
  } catch {
    // An unreadable backup is no backup; the next one may be.
    return false;
  }
}

function unusedStamp(file: string, stamp: string): string {
  let candidate = stamp;
  for (let number = 2; existsSync(`${file}.damaged-${candidate}`); number += 1) candidate = `${stamp}-${number}`;
  return candidate;
}
