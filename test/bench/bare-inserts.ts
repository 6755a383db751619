/** The floor of storing: rows that are ready, inserted into the same tables and indexes with the same durability, and nothing else. */
import type { Database, Statement } from 'better-sqlite3';
import SQLite from 'better-sqlite3';
import { connectWriter } from '../../main/store/connections.ts';

type Values = unknown[];

/** The newest messages of a conversation, as rows; authors and conversations are copied along as they turn up. */
export class BareInserts {
  readonly #source: Database;
  readonly #target: Database;
  readonly #newest: Statement<[number, number], Values>;
  readonly #insert: Statement<Values>;
  readonly #knownAuthors = new Set<unknown>();
  readonly #authorColumn: number;

  /** `targetFile` is an empty database of the same schema. */
  constructor(sourceFile: string, targetFile: string) {
    this.#source = new SQLite(sourceFile, { readonly: true });
    this.#target = connectWriter(targetFile);
    this.#copy('accounts', 'true');
    this.#copy('conversations', 'true');
    const columns = this.#columns('messages');
    this.#authorColumn = columns.indexOf('author_id');
    this.#newest = this.#source
      .prepare<[number, number], Values>(
        `SELECT ${columns.join(', ')} FROM messages WHERE conversation_id = ? ORDER BY order_key DESC LIMIT ?`,
      )
      .raw();
    this.#insert = this.#target.prepare(insertInto('messages', columns));
  }

  /** Answers the milliseconds that inserting took. */
  page(conversationId: number, count: number): number {
    const rows = this.#newest.all(conversationId, count).reverse();
    const authors = [...new Set(rows.map((row) => row[this.#authorColumn]))].filter((id) => !this.#knownAuthors.has(id));
    for (const id of authors) {
      this.#copy('authors', `id = ${Number(id)}`);
      this.#knownAuthors.add(id);
    }
    const all = this.#target.transaction(() => {
      for (const row of rows) this.#insert.run(...row);
    });
    const startedAt = performance.now();
    all.immediate();
    return performance.now() - startedAt;
  }

  close(): void {
    this.#source.close();
    this.#target.close();
  }

  /** Without those that are made from others. */
  #columns(table: string): string[] {
    return (this.#source.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
  }

  #copy(table: string, condition: string): void {
    const columns = this.#columns(table);
    const insert = this.#target.prepare(insertInto(table, columns));
    const rows = this.#source
      .prepare<[], Values>(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${condition}`)
      .raw()
      .all();
    for (const row of rows) insert.run(...row);
  }
}

/** Values by position: nothing is faster. */
function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
