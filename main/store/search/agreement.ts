/**
 * Whether the index holds what its messages give. FTS5's own check sees what does not fit together in it; a number changed in a list of
 * messages or places reads as well as the right one (figures: docs/decisions/0013). So both sides are added up: for each word, message and
 * place one number, in whatever order.
 */
import type { Database } from 'better-sqlite3';
import { entryOf, indexedColumns, toIndexed, type IndexedRow } from './entry.ts';

/** Prime, so that ids and places that differ hardly ever make the same product. */
const prime = 4_294_967_291;

// Messages that wait to be indexed are left out on both sides: what the index says of them does not count.
const counted = (id: string) => `${id} NOT IN (SELECT message_id FROM index_pending)`;

const sql = {
  terms: `CREATE VIRTUAL TABLE temp.index_terms USING fts5vocab (main, message_index, instance)`,
  dropTerms: `DROP TABLE IF EXISTS temp.index_terms`,
  // Every summand is cut to 32 bits, as SQLite's sum fails where it exceeds 64.
  indexed: `
    SELECT term, sum(((doc % ${prime}) * (2 * offset + 1)) & 0xffffffff) & 0xffffffff AS places
    FROM temp.index_terms WHERE ${counted('doc')} GROUP BY term`,
  messages: `
    SELECT ${indexedColumns}
    FROM messages m CROSS JOIN authors a ON a.id = m.author_id WHERE ${counted('m.id')}`,
};

/** In one transaction of `reader`, which sees one moment of the database; `between` may throw to end it early. Throws what FTS5 cannot read. */
export function indexAgrees(reader: Database, between: () => void): boolean {
  // The words of an index are read through a table of their own, in memory. The connection itself cannot write.
  reader.pragma('query_only = OFF');
  try {
    reader.exec(sql.terms);
    return reader.transaction(() => sumOfIndex(reader, between) === sumOfMessages(reader, between))();
  } finally {
    reader.exec(sql.dropTerms);
    reader.pragma('query_only = ON');
  }
}

function sumOfIndex(reader: Database, between: () => void): number {
  let sum = 0;
  for (const { term, places } of reader.prepare<[], { term: string; places: number }>(sql.indexed).iterate()) {
    between();
    sum = (sum + Math.imul(signOf(term), places)) | 0;
  }
  return sum;
}

function sumOfMessages(reader: Database, between: () => void): number {
  let sum = 0;
  const messages = reader.prepare<[], IndexedRow>(sql.messages);
  for (const row of messages.iterate()) {
    between();
    const { text } = entryOf(toIndexed(row));
    sum = (sum + sumOf(text, row.id)) | 0;
  }
  return sum;
}

function sumOf(text: string, id: number): number {
  const message = id % prime;
  return text.split(' ').reduce((sum, token, offset) => (sum + Math.imul(signOf(token), Math.imul(message, 2 * offset + 1))) | 0, 0);
}

/** FTS5 cuts off tokens of more than 32 KB: what comes after the beginning is left to its own check. */
const longest = 64;

function signOf(token: string): number {
  let sign = 0x811c9dc5;
  const length = Math.min(token.length, longest);
  for (let unit = 0; unit < length; unit += 1) sign = Math.imul(sign ^ token.charCodeAt(unit), 0x01000193);
  return sign;
}
