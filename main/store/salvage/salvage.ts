/** Builds a sound database from what can still be read of a damaged one, with what only a backup has. */
import type { Database } from 'better-sqlite3';
import { shorterMessageIds } from '../migrations/0025-shorter-message-ids.ts';
import type { Migration } from '../migrations/migration.ts';
import { migrate } from '../migrate.ts';
import { attachBackup, detachBackup } from './backup.ts';
import { rebuildDerived } from './derived.ts';
import { backupSchema, copyFromBackup, fillFrom } from './fill.ts';
import { noteLosses, placed } from './losses.ts';
import { mendReferences } from './mend.ts';
import { findMissing, rebuildFromIndexes, updateFromIndexes, type Missing } from './missing.ts';
import { salvaged as order } from './order.ts';
import { doubtOutbox } from './outbox.ts';
import type { Pages } from './pages.ts';
import { findRoots, readRoots } from './roots.ts';
import { keepSequences } from './sequences.ts';
import { count, type Salvaged } from './figures.ts';
import { readTables, type Table } from './shape.ts';
import { survey, type Source } from './survey.ts';

export interface SalvageParts {
  /** A new, empty database; afterwards of the newest schema. */
  target: Database;
  pages: Pages;
  /** A copy of a backup that may be changed, or null. */
  backup: string | null;
  migrations: readonly Migration[];
  now: number;
}

export function salvage({ target, pages, backup, migrations, now }: SalvageParts): Salvaged {
  // Built with the schema the rows were written for, and migrated with them: no step between needs to know what differs.
  const version = pages.schemaVersion ?? Infinity;
  const steps = migrations.filter((migration) => migration.version <= version);
  const options = { file: target.name, now, backup: false };
  migrate(target, { ...options, migrations: steps });
  const attached = backup !== null && attachBackup(target, backup, { ...options, migrations: steps });
  target.pragma('foreign_keys = OFF');
  const filled = target.transaction(() => {
    const result = fill(target, pages, attached);
    const before = count(target, 'messages');
    mendReferences(target);
    return { ...result, cut: before - count(target, 'messages') };
  })();
  migrate(target, { ...options, migrations });
  const missing = filled.missing && placed(filled.missing, version >= shorterMessageIds.version);
  target.transaction(() => {
    if (missing) noteLosses(target, missing, attached && steps.length === migrations.length);
    rebuildDerived(target);
  })();
  if (attached) detachBackup(target);
  return {
    messages: {
      kept: count(target, 'messages'),
      fromBackup: filled.fromBackup,
      lost: (missing?.rows.size ?? 0) + filled.cut,
      exact: missing?.exact ?? true,
    },
    drafts: { kept: count(target, 'drafts'), all: filled.isWhole('conversations') },
    unsent: { kept: count(target, 'unsent'), all: filled.isWhole('outbox') },
    backupWasUsed: attached && filled.doubtful,
  };
}

interface Filled {
  /** Messages that are gone; null when all are there. */
  missing: Missing | null;
  fromBackup: number;
  /** Rows of some table may be missing. */
  doubtful: boolean;
  isWhole(table: string): boolean;
}

function fill(target: Database, pages: Pages, backupIsAttached: boolean): Filled {
  const tables = readTables(target).filter(({ name }) => order.includes(name));
  tables.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const source = explore(target, pages, tables, backupIsAttached);
  const doubtful = tables.filter((table) => !fillFrom(target, source, table));
  const missing = new Map(doubtful.map((table) => [table, findMissing(target, source, table)]));
  const before = count(target, 'messages');
  if (backupIsAttached) {
    for (const [table, gone] of missing) {
      copyFromBackup(target, table, gone);
      updateFromIndexes(target, table, gone);
    }
  }
  const fromBackup = count(target, 'messages') - before;
  for (const [table, gone] of missing) missing.set(table, rebuildFromIndexes(target, table, gone));
  if (!pages.logIsWhole) doubtOutbox(target);

  const named = (name: string) => doubtful.find((table) => table.name === name);
  const messages = named('messages');
  return { missing: messages ? missing.get(messages)! : null, fromBackup, doubtful: doubtful.length > 0, isWhole: (name) => !named(name) };
}

function explore(target: Database, pages: Pages, tables: readonly Table[], backupIsAttached: boolean): Source {
  const shapes = tables.flatMap((table) => [table, ...table.indexes]);
  const others = (backupIsAttached ? [backupSchema, 'main'] : ['main']).map((schema) => readRoots(target, schema));
  const roots = findRoots(pages, shapes, others);
  keepSequences(target, pages, roots);
  return { pages, extents: survey(pages, shapes, roots) };
}
