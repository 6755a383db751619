/** Start-up of the database: look → refuse, keep aside or go on → migrate → one connection that writes and one that reads. */
import type { Database } from 'better-sqlite3';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { listBackups } from './backups.ts';
import { connectReader, connectWriter } from './connections.ts';
import { StoreUnusable, type OpenOutcome } from './contract.ts';
import { whyUnusable } from './errors.ts';
import { letPagesBeGivenBack } from './give-back.ts';
import { inspectEssential, inspectWhole, type Finding } from './inspect.ts';
import { migrate, type Migrated, type MigrateOptions } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { newerVersion, repair, undoInterruptedRepair, type Recovered } from './recover.ts';
import { clearSuspicion, isLogDamaged, isSuspect } from './suspicion.ts';

export interface OpenDatabase {
  writer: Database;
  reader: Database;
  outcome: OpenOutcome;
}

export interface OpenOptions {
  file: string;
  migrations: readonly Migration[];
  /** Stamps the names of backups and files kept aside. */
  now: number;
}

/** Throws `StoreUnusable`, and then has changed nothing but, at most, added a backup. */
export function openDatabase(options: OpenOptions): OpenDatabase {
  const folder = dirname(options.file);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    if (existsSync(options.file)) accessSync(options.file, constants.W_OK);
    const start = examine(options);
    return open(options, start);
  } catch (error) {
    if (error instanceof StoreUnusable) throw error;
    const { reason, sentence } = whyUnusable(error, folder);
    throw unusable(reason, sentence, error);
  }
}

/** The cause is for the log; the sentence is for the user. */
function unusable(reason: StoreUnusable['reason'], sentence: string, cause: unknown): StoreUnusable {
  const error = new StoreUnusable(reason, sentence);
  error.cause = cause;
  return error;
}

type Start = { kind: 'existing' } | { kind: 'new' } | ({ kind: 'recovered' } & Recovered);

function examine({ file, migrations, now }: OpenOptions): Start {
  undoInterruptedRepair(file);
  const newest = migrations.at(-1)?.version ?? 0;
  // An empty file is how SQLite begins a database; with backups beside it, it is what is left of one.
  const isEmpty = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (isEmpty && listBackups(file).length === 0) return { kind: 'new' };
  const logIsDamaged = isLogDamaged(file);
  const finding = isEmpty || logIsDamaged ? damaged : isSuspect(file) ? inspectWhole(file) : inspectEssential(file);
  const start: Start =
    finding.kind === 'damaged'
      ? { kind: 'recovered', ...repair({ file, migrations, now, logIsDamaged }) }
      : { kind: finding.version === 0 ? 'new' : 'existing' };
  if (finding.kind === 'sound' && finding.version > newest) throw new StoreUnusable('newer', newerVersion);
  clearSuspicion(file);
  return start;
}

const damaged: Finding = { kind: 'damaged' };

function open({ file, migrations, now }: OpenOptions, start: Start): OpenDatabase {
  const writer = connectWriter(file);
  try {
    const migrated = bringUpToDate(writer, { file, migrations, now, backup: start.kind !== 'recovered' });
    letPagesBeGivenBack(writer);
    const reader = connectReader(file);
    if (start.kind === 'recovered') return { writer, reader, outcome: start };
    if (start.kind === 'new') return { writer, reader, outcome: { kind: 'created' } };
    if (!migrated || migrated.backupFile === null) return { writer, reader, outcome: { kind: 'opened' } };
    const { from, to, backupFile } = migrated;
    return { writer, reader, outcome: { kind: 'migrated', from, to, backupFile } };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function bringUpToDate(writer: Database, options: MigrateOptions): Migrated | null {
  try {
    return migrate(writer, options);
  } catch (error) {
    const folder = dirname(options.file);
    if (whyUnusable(error, folder).reason !== 'other') throw error;
    const sentence = `The data in ${folder} could not be converted for this version of Parley. It is as it was: the version before can still open it.`;
    throw unusable('other', sentence, error);
  }
}
