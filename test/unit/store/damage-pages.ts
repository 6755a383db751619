/** Garbage over chosen pages of a database file. */
import SQLite from 'better-sqlite3';
import { closeSync, openSync, writeSync } from 'node:fs';

const pageSize = 4096;

/** The pages of a table or index, the first page first. */
export function pagesOf(file: string, name: string): number[] {
  const database = new SQLite(file, { readonly: true });
  try {
    return database.prepare<[string], number>(`SELECT pageno FROM dbstat WHERE name = ? ORDER BY path`).pluck().all(name);
  } finally {
    database.close();
  }
}

export function spoil(file: string, pages: readonly number[]): void {
  const descriptor = openSync(file, 'r+');
  for (const page of pages) writeSync(descriptor, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (page - 1) * pageSize);
  closeSync(descriptor);
}

/** Two pages of a large table. */
export function damageSomePages(file: string, table: string): void {
  spoil(file, pagesOf(file, table).slice(2, 4));
}
