/** Which rows of a table are gone, as its indexes still know: an index has an entry for each row, on pages of its own. */
import type { Database } from 'better-sqlite3';
import { insertKnown, quote, updateKnown } from './fill.ts';
import type { Value } from './record.ts';
import { fits, type Table } from './shape.ts';
import type { Source } from './survey.ts';
import { readTreePage } from './tree-page.ts';

export interface Missing {
  /** By row id, what the indexes know of the columns. */
  rows: Map<number, Map<string, Value>>;
  /** No other row can be missing. */
  exact: boolean;
}

export function findMissing(target: Database, { pages, extents }: Source, table: Table): Missing {
  const rows: Missing['rows'] = new Map();
  if (table.indexes.length === 0) return { rows, exact: false };
  const isThere = rowFinder(target, table);
  for (const index of table.indexes) {
    for (const number of extents.get(index.name)!.pages) {
      for (const row of readTreePage(pages, number)?.rows ?? []) {
        const rowId = row.values.at(-1);
        if (!fits(index, row) || typeof rowId !== 'number' || isThere(rowId)) continue;
        const known = rows.get(rowId) ?? new Map<string, Value>();
        row.values.slice(0, -1).forEach((value, position) => known.set(index.columns[position]!.name, value));
        rows.set(rowId, known);
      }
    }
  }
  return { rows, exact: table.indexes.some((index) => index.complete && extents.get(index.name)!.whole) };
}

/** Rows that came from the backup as they were then get what the indexes know of them now: a draft, say, that was written since. */
export function updateFromIndexes(target: Database, table: Table, missing: Missing): void {
  // A row id that no column holds may be another one in the backup.
  if (!table.columns.some((column) => column.isRowId)) return;
  for (const [rowId, known] of missing.rows) updateKnown(target, table, rowId, known);
}

/** Rows of which the indexes know every column that must be there are made of that. Answers the others, still missing. */
export function rebuildFromIndexes(target: Database, table: Table, missing: Missing): Missing {
  if (missing.rows.size === 0) return missing;
  const isThere = rowFinder(target, table);
  const rows = [...missing.rows].filter(([rowId, known]) => !isThere(rowId) && !insertKnown(target, table, rowId, known));
  return { rows: new Map(rows), exact: missing.exact };
}

function rowFinder(target: Database, table: Table): (rowId: number) => boolean {
  const find = target.prepare(`SELECT 1 FROM main.${quote(table.name)} WHERE rowid = ?`);
  return (rowId) => find.get(rowId) !== undefined;
}
