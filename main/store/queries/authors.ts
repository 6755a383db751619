/** Authors of an account's messages: one row per person and name. */
import type { WriterDatabase } from '../database.ts';

export const sql = {
  find: `SELECT id FROM authors WHERE account_id = ? AND remote_id = ? AND name = ?`,
  insert: `INSERT INTO authors (account_id, remote_id, name) VALUES (?, ?, ?)`,
};

/** The row of an author, made when it is not there yet. */
export type FindAuthor = (authorId: string, name: string) => number;

/** Remembers what it found: the messages of a page have few authors. To be used within one transaction only. */
export function findAuthorsOf(db: WriterDatabase, accountId: string): FindAuthor {
  const found = new Map<string, number>();
  return (authorId, name) => {
    // The length keeps apart two pairs that read the same when joined.
    const key = `${authorId.length} ${authorId}${name}`;
    const row =
      found.get(key) ?? db.get<{ id: number }>(sql.find, accountId, authorId, name)?.id ?? db.run(sql.insert, accountId, authorId, name).id;
    found.set(key, row);
    return row;
  };
}
