/** Garbage over chosen pages of a database file. */
import SQLite from 'better-sqlite3';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

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

/** The first page of the list of pages that hold nothing. */
export function firstFreePage(file: string): number {
  return readFileSync(file).readUInt32BE(32);
}

export function spoil(file: string, pages: readonly number[], garbage = Buffer.alloc(pageSize, 0xa5)): void {
  const descriptor = openSync(file, 'r+');
  for (const page of pages) writeSync(descriptor, garbage, 0, pageSize, (page - 1) * pageSize);
  closeSync(descriptor);
}

/** Two pages of a large table. */
export function damageSomePages(file: string, table: string): void {
  spoil(file, pagesOf(file, table).slice(2, 4));
}

/** Over the last place where these bytes stand in the file. */
export function spoilBytes(file: string, bytes: Buffer): void {
  const at = readFileSync(file).lastIndexOf(bytes);
  if (at < 0) throw new Error('they are not in the file');
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(bytes.length, 0xa5), 0, bytes.length, at);
  closeSync(descriptor);
}
