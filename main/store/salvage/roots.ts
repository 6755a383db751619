/** Where the b-trees of a damaged database begin. */
import type { Database } from 'better-sqlite3';
import type { Pages } from './pages.ts';
import { fits, type Shape } from './shape.ts';
import { readTreePage, type Row } from './tree-page.ts';

/** First pages by name of table or index. */
export type Roots = Map<string, number>;

/** Least part of borrowed roots that must lead to what they say. */
const leastRight = 0.8;

const schemaShape: Shape = {
  name: 'sqlite_schema',
  tree: 'table',
  columns: ['TEXT', 'TEXT', 'TEXT', 'INTEGER', 'TEXT'].map((type, index) => ({
    name: String(index),
    type,
    nullable: index === 4,
    isRowId: false,
    required: false,
  })),
};

/** Of a sound database, by the name it is attached under. */
export function readRoots(connection: Database, schema: string): Roots {
  const rows = connection
    .prepare<[], [string, number]>(`SELECT name, rootpage FROM ${schema}.sqlite_schema WHERE rootpage > 0`)
    .raw()
    .all();
  return new Map(rows);
}

/**
 * As the schema of the file says. Where its first page is gone, the rest of the schema is looked for on all pages; what is then still
 * missing is borrowed from another database of the same schema, the first of which most leads to what it should.
 */
export function findRoots(pages: Pages, shapes: readonly Shape[], others: readonly Roots[]): Roots {
  const found: Roots = new Map();
  const take = (rows: readonly Row[]) => {
    for (const row of rows) if (fits(schemaShape, row)) found.set(String(row.values[1]), Number(row.values[3]));
  };
  if (!takeTree(pages, 1, take)) {
    for (let number = 2; number <= pages.count; number += 1) {
      const page = readTreePage(pages, number);
      if (page?.tree === 'table' && page.leaf && page.rows.every(isSchemaRow)) take(page.rows);
    }
  }
  if (shapes.every(({ name }) => found.has(name))) return found;
  for (const roots of others) {
    const known = shapes.filter(({ name }) => roots.has(name));
    const right = known.filter((shape) => leadsTo(pages, roots.get(shape.name)!, shape));
    if (right.length < known.length * leastRight) continue;
    for (const { name } of right) if (!found.has(name)) found.set(name, roots.get(name)!);
    break;
  }
  return found;
}

function isSchemaRow(row: Row): boolean {
  return fits(schemaShape, row) && ['table', 'index', 'trigger', 'view'].includes(String(row.values[0]));
}

/** False when part of the tree could not be read. */
function takeTree(pages: Pages, root: number, take: (rows: readonly Row[]) => void): boolean {
  const seen = new Set<number>();
  const ahead = [root];
  let whole = true;
  for (let number = ahead.pop(); number !== undefined; number = ahead.pop()) {
    const page = seen.has(number) ? null : readTreePage(pages, number);
    seen.add(number);
    if (page?.tree === 'table') take(page.rows);
    if (page?.tree !== 'table' || page.broken > 0) whole = false;
    else ahead.push(...page.children);
  }
  return whole;
}

function leadsTo(pages: Pages, root: number, shape: Shape): boolean {
  const page = readTreePage(pages, root);
  return page?.tree === shape.tree && page.rows.every((row) => fits(shape, row));
}
