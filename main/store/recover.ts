/**
 * What happens to a damaged database: a sound one is built from what still reads of it and from the newest backup, then the damaged one is
 * kept aside whole and the new one takes its place. A crash before the last rename leaves the damaged one to be repaired again.
 */
import SQLite from 'better-sqlite3';
import { constants, copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listBackups } from './backups.ts';
import { StoreUnusable } from './contract.ts';
import { isDamage, systemCode } from './errors.ts';
import { fileStamp, moveDatabase, publishFile, removeDatabase } from './files.ts';
import { inspectWhole } from './inspect.ts';
import type { Migration } from './migrations/migration.ts';
import { openPages, type Pages } from './salvage/pages.ts';
import { salvage, type Salvaged } from './salvage/salvage.ts';

export interface Recovered {
  /** Null when there was no file any more. */
  keptFile: string | null;
  /** The backup that was drawn on; null when none was usable. */
  restoredFrom: string | null;
  salvaged: Salvaged;
}

export interface RepairOptions {
  file: string;
  migrations: readonly Migration[];
  now: number;
  /** The write-ahead log is known to have gone missing. */
  logIsLost: boolean;
}

/** Why a database of a newer Parley is not opened. */
export const newerVersion =
  'This data was written by a newer version of Parley: install that version again, or start this one with another data folder. Nothing was changed.';

/** Far more than there will ever be: what a header states beyond it is damage too. */
const highestVersion = 1_000_000;

/** Throws what the disk refuses, and `StoreUnusable` for a database of a newer Parley; both leave everything as it was. */
export function repair({ file, migrations, now, logIsLost }: RepairOptions): Recovered {
  const newest = migrations.at(-1)?.version ?? 0;
  const restoredFrom = listBackups(file).find((backup) => isUsable(backup, newest)) ?? null;
  const found = existsSync(file) ? openPages(file) : null;
  const pages = found && { ...found, logIsWhole: found.logIsWhole && !logIsLost };
  const version = pages?.schemaVersion ?? 0;
  const making = `${file}.repairing`;
  let salvaged: Salvaged;
  try {
    if (version > newest && version < highestVersion) throw new StoreUnusable('newer', newerVersion);
    salvaged = build(making, pages, restoredFrom, migrations, now);
  } finally {
    pages?.close();
  }

  const stamp = unusedStamp(file, fileStamp(now));
  const repaired = `${file}.repaired-${stamp}`;
  publishFile(making, repaired);
  const keptFile = pages ? `${file}.damaged-${stamp}` : null;
  moveDatabase(file, keptFile ?? `${file}.damaged-${stamp}`);
  publishFile(repaired, file);
  return { keptFile, restoredFrom, salvaged };
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

/** What reads of the damaged database; should that lead to nothing sound, the backup alone, else an empty database. */
function build(making: string, pages: Pages | null, backup: string | null, migrations: readonly Migration[], now: number): Salvaged {
  const sources = [
    { pages, backup },
    { pages: null, backup },
    { pages: null, backup: null },
  ];
  for (const source of sources) {
    try {
      return buildFrom(making, source, migrations, now);
    } catch (error) {
      const code = systemCode(error);
      // What the disk refuses now it may allow at the next start.
      if (code !== '' && !isDamage(code) && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR') throw error;
      if (source === sources.at(-1)) throw error;
    }
  }
  throw new Error('nothing was built');
}

function buildFrom(
  making: string,
  source: { pages: Pages | null; backup: string | null },
  migrations: readonly Migration[],
  now: number,
): Salvaged {
  const backup = source.backup && `${making}-from`;
  removeDatabase(making);
  removeDatabase(`${making}-from`);
  if (source.backup && backup) copyFileSync(source.backup, backup, constants.COPYFILE_EXCL);
  const target = new SQLite(making);
  try {
    // Nothing looks at it before it is complete, and it is written out then.
    target.pragma('synchronous = OFF');
    target.pragma('journal_mode = MEMORY');
    const salvaged = salvage({ target, pages: source.pages, backup, migrations, now });
    if (target.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('what was built is not sound');
    if ((target.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('what was built has broken references');
    return salvaged;
  } finally {
    target.close();
    removeDatabase(`${making}-from`);
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
