/** Puts rows into a fresh database: those read from a damaged one, then those that only a backup has. */
import type { Database } from 'better-sqlite3';
import { systemCode } from '../errors.ts';
import type { Missing } from './missing.ts';
import type { Value } from './record.ts';
import { fits, type Table } from './shape.ts';
import type { Source } from './survey.ts';
import { readTreePage, type Row } from './tree-page.ts';

/** Under which the backup is attached. */
export const backupSchema = 'backup';

/** False when rows may be missing. */
export function fillFrom(target: Database, { pages, extents }: Source, table: Table): boolean {
  const insert = inserter(target, table);
  const extent = extents.get(table.name)!;
  let all = extent.whole;
  for (const number of extent.pages) {
    for (const row of readTreePage(pages, number)?.rows ?? []) if (fits(table, row) && !insert(row)) all = false;
  }
  return all;
}

/** Takes rows as they are stored. A row that is there already stays; one that breaks a rule of the schema is left out. */
function inserter(target: Database, table: Table): (row: Row) => boolean {
  const ordinary = table.tree === 'table';
  const stored = table.columns.map((column, index) => ({ column, index })).filter(({ column }) => !(ordinary && column.isRowId));
  const statements = new Map<number, ReturnType<Database['prepare']>>();
  return ({ rowId, values }) => {
    const present = stored.filter(({ index }) => index < values.length);
    const statement =
      statements.get(values.length) ??
      target.prepare(insertInto(table.name, [...(ordinary ? ['rowid'] : []), ...present.map(({ column }) => column.name)]));
    statements.set(values.length, statement);
    return obeys(() => statement.run(...(ordinary ? [rowId] : []), ...present.map(({ index }) => values[index])));
  };
}

/** A row of which only some columns are known; the others get what the schema says. Answers whether that is enough of a row. */
export function insertKnown(target: Database, table: Table, rowId: number, known: ReadonlyMap<string, Value>): boolean {
  if (table.columns.some((column) => column.required && known.get(column.name) === undefined)) return false;
  const present = table.columns.filter((column) => !column.isRowId && known.has(column.name));
  const statement = target.prepare(insertInto(table.name, ['rowid', ...present.map(({ name }) => name)]));
  return obeys(() => statement.run(rowId, ...present.map(({ name }) => known.get(name))));
}

/** Puts what is known of a row over what is there, unless that would break a rule of the schema. */
export function updateKnown(target: Database, table: Table, rowId: number, known: ReadonlyMap<string, Value>): void {
  const present = table.columns.filter((column) => !column.isRowId && known.has(column.name)).map(({ name }) => name);
  if (present.length === 0) return;
  const statement = target.prepare(
    `UPDATE main.${quote(table.name)} SET ${present.map((name) => `${quote(name)} = ?`).join(', ')} WHERE rowid = ?`,
  );
  obeys(() => statement.run(...present.map((name) => known.get(name)), rowId));
}

/** Where it is known which rows are missing, only those: others may have been removed since the backup was made. */
export function copyFromBackup(target: Database, table: Table, missing: Missing): void {
  const names = table.columns.map(({ name }) => quote(name)).join(', ');
  const copy = `INSERT OR IGNORE INTO main.${quote(table.name)} (${names}) SELECT ${names} FROM ${backupSchema}.${quote(table.name)}`;
  // A row id that no column holds may be another one in the backup.
  if (!missing.exact || !table.columns.some((column) => column.isRowId)) {
    target.prepare(copy).run();
    return;
  }
  const one = target.prepare(`${copy} WHERE rowid = ?`);
  for (const rowId of missing.rows.keys()) one.run(rowId);
}

function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT OR IGNORE INTO main.${quote(table)} (${columns.map(quote).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function obeys(insert: () => { changes: number }): boolean {
  try {
    return insert().changes > 0;
  } catch (error) {
    if (!systemCode(error).startsWith('SQLITE_CONSTRAINT')) throw error;
    return false;
  }
}
