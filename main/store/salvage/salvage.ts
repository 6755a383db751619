/** Builds a sound database from what can still be read of a damaged one, with what only a backup has. */
import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrations/migration.ts';
import { migrate } from '../migrate.ts';
import { attachBackup, detachBackup } from './backup.ts';
import { rebuildDerived } from './derived.ts';
import { backupSchema, copyFromBackup, fillFrom } from './fill.ts';
import { noteLosses } from './losses.ts';
import { mendReferences } from './mend.ts';
import { findMissing, rebuildFromIndexes, type Missing } from './missing.ts';
import { salvaged as order } from './order.ts';
import { doubtOutbox } from './outbox.ts';
import type { Pages } from './pages.ts';
import { findRoots, readRoots } from './roots.ts';
import { keepSequences } from './sequences.ts';
import { readTables, type Table } from './shape.ts';
import { survey, type Source } from './survey.ts';

/** What came of it, in figures for the user. */
export interface Salvaged {
  /** `lost`: known to be missing; `exact`: no others are. `fromBackup`: of those kept. */
  messages: { kept: number; fromBackup: number; lost: number; exact: boolean };
  /** `all`: none can be missing. */
  drafts: { kept: number; all: boolean };
  /** In the outbox and not confirmed. */
  unsent: { kept: number; all: boolean };
}

export interface SalvageParts {
  /** A new, empty database; afterwards of the newest schema. */
  target: Database;
  /** Null where nothing of the damaged database is to be used. */
  pages: Pages | null;
  /** A copy of a backup that may be changed, or null. */
  backup: string | null;
  migrations: readonly Migration[];
  now: number;
}

export function salvage({ target, pages, backup, migrations, now }: SalvageParts): Salvaged {
  // Built with the schema the rows were written for, and migrated with them: no step between needs to know what differs.
  const version = pages?.schemaVersion ?? Infinity;
  const steps = migrations.filter((migration) => migration.version <= version);
  const options = { file: target.name, now, backup: false };
  migrate(target, { ...options, migrations: steps });
  const attached = backup !== null && attachBackup(target, backup, { ...options, migrations: steps });
  target.pragma('foreign_keys = OFF');
  const filled = target.transaction(() => {
    const result = fill(target, pages, attached);
    mendReferences(target);
    return result;
  })();
  migrate(target, { ...options, migrations });
  const { missing } = filled;
  target.transaction(() => {
    if (missing) noteLosses(target, missing, attached && steps.length === migrations.length);
    rebuildDerived(target);
  })();
  if (attached) detachBackup(target);
  return {
    messages: {
      kept: count(target, 'messages'),
      fromBackup: filled.fromBackup,
      lost: missing?.rows.size ?? 0,
      exact: missing?.exact ?? true,
    },
    drafts: { kept: count(target, `conversations WHERE draft <> ''`), all: filled.isWhole('conversations') },
    unsent: { kept: count(target, `outbox WHERE state <> 'confirmed'`), all: filled.isWhole('outbox') },
  };
}

interface Filled {
  /** Messages that are gone; null when all are there. */
  missing: Missing | null;
  fromBackup: number;
  isWhole(table: string): boolean;
}

function fill(target: Database, pages: Pages | null, backupIsAttached: boolean): Filled {
  const tables = readTables(target).filter(({ name }) => order.includes(name));
  tables.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const source = pages && explore(target, pages, tables, backupIsAttached);
  const doubtful = source ? tables.filter((table) => !fillFrom(target, source, table)) : tables;
  if (source && !source.pages.logIsWhole) doubtOutbox(target);

  const missing = new Map(doubtful.map((table) => [table, source ? findMissing(target, source, table) : nothingKnown]));
  const before = count(target, 'messages');
  if (backupIsAttached) for (const [table, gone] of missing) copyFromBackup(target, table, gone);
  const fromBackup = count(target, 'messages') - before;
  for (const [table, gone] of missing) missing.set(table, rebuildFromIndexes(target, table, gone));

  const named = (name: string) => doubtful.find((table) => table.name === name);
  const messages = named('messages');
  return { missing: messages ? missing.get(messages)! : null, fromBackup, isWhole: (name) => !named(name) };
}

/** A row that is nowhere to be read may be any row. */
const nothingKnown: Missing = { rows: new Map(), exact: false };

function explore(target: Database, pages: Pages, tables: readonly Table[], backupIsAttached: boolean): Source {
  const shapes = tables.flatMap((table) => [table, ...table.indexes]);
  const others = (backupIsAttached ? [backupSchema, 'main'] : ['main']).map((schema) => readRoots(target, schema));
  const roots = findRoots(pages, shapes, others);
  keepSequences(target, pages, roots);
  return { pages, extents: survey(pages, shapes, roots) };
}

function count(target: Database, rows: string): number {
  return target.prepare<[], number>(`SELECT count(*) FROM ${rows}`).pluck().get() ?? 0;
}
