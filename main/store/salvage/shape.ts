/** What the rows of a schema look like, asked of a database that has it: nothing here knows a table or column by name. */
import type { Database } from 'better-sqlite3';
import type { Row } from './tree-page.ts';
import type { Value } from './record.ts';

export interface Column {
  name: string;
  type: string;
  /** May be null as it is stored. The row id is stored elsewhere, and its column as null. */
  nullable: boolean;
  isRowId: boolean;
  /** A row cannot be without it. */
  required: boolean;
}

/** A b-tree of rows: a table or an index. */
export interface Shape {
  name: string;
  tree: 'table' | 'index';
  /** In the order they are stored. */
  columns: Column[];
}

export interface Index extends Shape {
  /** It has an entry for each row of its table. */
  complete: boolean;
}

export interface Table extends Shape {
  /** Those that name a row by its row id; empty for a table without row ids. */
  indexes: Index[];
}

interface ColumnRow {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

export function readTables(connection: Database): Table[] {
  const tables = connection.prepare<[], { name: string; withoutRowId: number }>(
    `SELECT name, wr AS withoutRowId FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return tables.all().map(({ name, withoutRowId }) => readTable(connection, name, withoutRowId === 1));
}

function readTable(connection: Database, name: string, withoutRowId: boolean): Table {
  const rows = connection.prepare<[string], ColumnRow>(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)`).all(name);
  const keys = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const hasRowIdColumn = !withoutRowId && keys.length === 1 && keys[0]?.type === 'INTEGER';
  const columns = rows.map((row): Column => {
    const isRowId = hasRowIdColumn && row.pk > 0;
    const nullable = isRowId || (row.notnull === 0 && !(withoutRowId && row.pk > 0));
    return { name: row.name, type: row.type, isRowId, nullable, required: !nullable && row.dflt_value === null };
  });
  if (!withoutRowId) return { name, tree: 'table', columns, indexes: readIndexes(connection, name, columns) };
  // The key comes first, and no index of such a table knows a row id.
  const keyed = new Set(keys.map((key) => key.name));
  const byName = new Map(columns.map((column) => [column.name, column]));
  return {
    name,
    tree: 'index',
    columns: [...keys.map((key) => byName.get(key.name)!), ...columns.filter((column) => !keyed.has(column.name))],
    indexes: [],
  };
}

function readIndexes(connection: Database, table: string, columns: Column[]): Index[] {
  const indexes = connection.prepare<[string], { name: string; partial: number }>(`SELECT name, partial FROM pragma_index_list(?)`);
  const stored = connection.prepare<[string], { cid: number; name: string | null }>(
    `SELECT cid, name FROM pragma_index_xinfo(?) ORDER BY seqno`,
  );
  const rowId: Column = { name: 'rowid', type: 'INTEGER', nullable: false, isRowId: true, required: false };
  const anything: Column = { name: '', type: 'ANY', nullable: true, isRowId: false, required: false };
  return indexes.all(table).map(({ name, partial }) => ({
    name,
    tree: 'index' as const,
    complete: partial === 0,
    columns: stored.all(name).map((part) => (part.cid === -1 ? rowId : (columns.find((column) => column.name === part.name) ?? anything))),
  }));
}

/** Whether a row may be one of these. Columns added later are missing at the end of older rows of a table. */
export function fits(shape: Shape, row: Row): boolean {
  const { columns } = shape;
  if (row.values.length > columns.length || row.values.length === 0) return false;
  if (row.rowId === null && shape.tree === 'table') return false;
  return row.values.every((value, index) => fitsColumn(columns[index]!, value, shape.tree));
}

function fitsColumn({ type, nullable, isRowId }: Column, value: Value, tree: Shape['tree']): boolean {
  if (isRowId && tree === 'table') return value === null;
  if (value === null) return nullable;
  switch (type) {
    case 'INTEGER':
      return Number.isInteger(value) || typeof value === 'bigint';
    case 'REAL':
      return typeof value === 'number';
    case 'TEXT':
      return typeof value === 'string';
    case 'BLOB':
      return Buffer.isBuffer(value);
    default:
      return true;
  }
}
