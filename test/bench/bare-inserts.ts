/** The floor of storing: rows that are ready, inserted into the same tables and indexes with the same durability, and nothing else. */
import type { Database, Statement } from 'better-sqlite3';
import SQLite from 'better-sqlite3';
import { connectWriter } from '../../main/store/connections.ts';
import { entryOf, type Indexed } from '../../main/store/search/entry.ts';

type Values = unknown[];

/** The newest messages of a conversation, as rows with their words; authors and conversations are copied along as they turn up. */
export class BareInserts {
  readonly #source: Database;
  readonly #target: Database;
  readonly #newest: Statement<[number, number], Values>;
  readonly #entries: Statement<[number, number], Omit<Indexed, 'mine' | 'edited'> & { mine: number }>;
  readonly #newWords: Statement<[number], [number, string]>;
  readonly #insert: Record<'message' | 'entry' | 'word', Statement<Values>>;
  #lastWord = 0;
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
    this.#entries = this.#source.prepare(`
      SELECT m.id, m.conversation_id AS conversationId, m.text, a.name AS authorName, m.mine
      FROM messages m JOIN authors a ON a.id = m.author_id WHERE m.conversation_id = ? ORDER BY m.order_key DESC LIMIT ?`);
    this.#newWords = this.#source.prepare<[number], [number, string]>(`SELECT id, word FROM index_words WHERE id > ? ORDER BY id`).raw();
    this.#dropTriggers();
    this.#insert = {
      message: this.#target.prepare(insertInto('messages', columns)),
      entry: this.#target.prepare(insertInto('message_index', ['rowid', 'text'])),
      word: this.#target.prepare(insertInto('index_words', ['id', 'word'])),
    };
  }

  /** Answers the milliseconds that inserting took. */
  page(conversationId: number, count: number): number {
    const rows = this.#newest.all(conversationId, count).reverse();
    const authors = [...new Set(rows.map((row) => row[this.#authorColumn]))].filter((id) => !this.#knownAuthors.has(id));
    for (const id of authors) {
      this.#copy('authors', `id = ${Number(id)}`);
      this.#knownAuthors.add(id);
    }
    const entries = this.#entries.all(conversationId, count).reverse().map(toEntry);
    const words = this.#newWords.all(this.#lastWord);
    this.#lastWord = words.at(-1)?.[0] ?? this.#lastWord;
    const all = this.#target.transaction(() => {
      for (const row of rows) this.#insert.message.run(...row);
      for (const entry of entries) this.#insert.entry.run(...entry);
      for (const word of words) this.#insert.word.run(...word);
    });
    const startedAt = performance.now();
    all.immediate();
    return performance.now() - startedAt;
  }

  close(): void {
    this.#source.close();
    this.#target.close();
  }

  /** They note what the index does not know yet: here it is told at once. */
  #dropTriggers(): void {
    const triggers = this.#target.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all();
    for (const { name } of triggers) this.#target.exec(`DROP TRIGGER ${name}`);
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

function toEntry({ mine, ...message }: Omit<Indexed, 'mine' | 'edited'> & { mine: number }): Values {
  const { text } = entryOf({ ...message, mine: mine === 1, edited: false });
  return [message.id, text];
}

/** Values by position: nothing is faster. */
function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}
