/** The highest ids ever given where none is used twice (AUTOINCREMENT), also those of rows that are gone. */
import type { Database } from 'better-sqlite3';
import type { Pages } from './pages.ts';
import type { Roots } from './roots.ts';
import { readTreePage } from './tree-page.ts';

const table = 'sqlite_sequence';

/** To be called before rows are put in: SQLite itself counts on from here. */
export function keepSequences(target: Database, pages: Pages, roots: Roots): void {
  const root = roots.get(table);
  const page = root === undefined ? null : readTreePage(pages, root);
  const remember = target.prepare(
    `INSERT INTO ${table} (name, seq) SELECT name, ? FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql LIKE '%AUTOINCREMENT%'`,
  );
  for (const { values } of page?.tree === 'table' ? page.rows : []) {
    const [name, highest] = values;
    if (typeof name === 'string' && typeof highest === 'number') remember.run(highest, name);
  }
}
