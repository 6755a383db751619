/** The index of words in full, as it is and as it should be. */
import SQLite, { type Database } from 'better-sqlite3';
import { entryOf, indexedColumns, toIndexed, type IndexedRow } from '../../main/store/search/entry.ts';

type Place = { term: string; doc: number; col: string; offset: number };

const places = `SELECT term, doc, col, offset FROM temp.terms ORDER BY doc, col, offset, term`;

/** What the index holds. */
export function indexed(file: string): { places: Place[]; pending: number; words: string[] } {
  const database = new SQLite(file);
  try {
    database.exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, message_index, instance)`);
    database.exec(`INSERT INTO message_index (message_index) VALUES ('integrity-check')`);
    return {
      places: database.prepare<[], Place>(places).all(),
      pending: database.prepare<[], number>('SELECT count(*) FROM index_pending').pluck().get()!,
      words: database.prepare<[], string>('SELECT word FROM index_words ORDER BY word').pluck().all(),
    };
  } finally {
    database.close();
  }
}

/** What an index made anew from the messages as they are now would hold. */
export function expected(file: string): { places: Place[]; words: Set<string> } {
  const source = new SQLite(file, { readonly: true });
  const fresh: Database = new SQLite(':memory:');
  try {
    fresh.exec(`CREATE VIRTUAL TABLE message_index USING fts5 (text, tokenize = 'ascii')`);
    fresh.exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, message_index, instance)`);
    const rows = source.prepare<[], IndexedRow>(`
      SELECT ${indexedColumns}
      FROM messages m JOIN authors a ON a.id = m.author_id`);
    const words = new Set<string>();
    for (const row of rows.all()) {
      const entry = entryOf(toIndexed(row));
      fresh.prepare('INSERT INTO message_index (rowid, text) VALUES (?, ?)').run(row.id, entry.text);
      for (const word of entry.words) words.add(word);
    }
    return { places: fresh.prepare<[], Place>(places).all(), words };
  } finally {
    source.close();
    fresh.close();
  }
}
