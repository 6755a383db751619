/**
 * Keeps the index equal to the messages. Triggers note which changed (`index_pending`), a write says itself which it added; both are indexed
 * at its end, in the same transaction, and what is left (messages from before there was an index, or after a repair) in pieces by `tidy`.
 */
import type { Change } from '../../../preload/contract/changes.ts';
import type { WriterDatabase } from '../database.ts';
import { damageFound } from '../errors.ts';
import { entryOf, entryRules, indexedColumns, toIndexed, type Indexed, type IndexedRow } from './entry.ts';
import { SeenWords } from './seen-words.ts';

export const sql = {
  takeSome: `DELETE FROM index_pending WHERE message_id IN (SELECT value FROM json_each(?)) RETURNING message_id AS id`,
  pending: `
    SELECT ${indexedColumns}
    FROM index_pending p CROSS JOIN messages m ON m.id = p.message_id CROSS JOIN authors a ON a.id = m.author_id
    ORDER BY p.message_id DESC LIMIT ?`,
  add: `INSERT INTO message_index (rowid, text) VALUES (?, ?)`,
  put: `INSERT OR REPLACE INTO message_index (rowid, text) VALUES (?, ?)`,
  // One at a time: of a statement that adds several SQLite first copies every page it touches, to be able to take it back.
  addWord: `INSERT INTO index_words (word) VALUES (?) ON CONFLICT DO NOTHING`,
  // The column had the version of Unicode alone at first.
  state: `SELECT unicode AS rules, removals FROM index_state`,
  setRules: `UPDATE index_state SET unicode = ?`,
  setClean: `UPDATE index_state SET removals = 0`,
  totalChanges: `SELECT total_changes() AS count`,
  lastWord: `SELECT max(id) AS id FROM index_words`,
  clearWords: `
    DELETE FROM index_words WHERE id > :after AND id <= :upTo
      AND NOT EXISTS (SELECT 1 FROM message_index WHERE message_index MATCH '"' || word || '"')`,
  all: `INSERT INTO index_pending (message_id) SELECT id FROM messages WHERE true ON CONFLICT DO NOTHING`,
  empty: `INSERT INTO message_index (message_index) VALUES ('delete-all')`,
  forgetWords: `DELETE FROM index_words`,
  parts: `SELECT count(*) AS pages FROM message_index_idx GROUP BY segid`,
  merge: `INSERT INTO message_index (message_index, rank) VALUES ('merge', ?)`,
};

/** The tables the index stands in, checked: walks through all of them, and is asked only before the index is made anew. */
const unsoundPages = `
  SELECT q.quick_check FROM sqlite_schema t CROSS JOIN pragma_quick_check(t.name) q
  WHERE t.type = 'table' AND t.name LIKE 'message\\_index\\_%' ESCAPE '\\' AND q.quick_check <> 'ok'`;

/** How much `tidy` does at a time: some 20 ms each. */
const messagesAtATime = 500;
const pagesAtATime = 200;
const wordsAtATime = 1_000;

/** The parts besides the largest are worth merging from so many pages on, and from such a share of the largest: each page is written again. */
const fewPages = 32;
const smallShare = 1 / 4;
/** After so many messages since the last look nobody merges: more of them may be on their way. */
const mostAdded = 1_000;

class IndexUpkeep {
  readonly #db: WriterDatabase;
  /** These are in `index_words`, and not offered to it again. */
  #knownWords = new SeenWords();
  /** Up to which id words were looked for in the index since messages were removed; null before that is begun. */
  #clearedWords: number | null = null;
  #merging = false;
  /** Messages since the last look at the parts. */
  #added = 0;

  constructor(db: WriterDatabase) {
    this.#db = db;
  }

  /** To be called inside the transaction, with what it changed and the messages it added, which nobody else noted. */
  afterWrite(changes: readonly Change[], added: ReadonlySet<number>): void {
    const messages = changes.filter((change) => change.type === 'upsert' && change.object === 'message').map(({ value }) => value);
    if (messages.length === 0) return;
    const taken = new Set(this.#db.all<{ id: number }>(sql.takeSome, JSON.stringify(messages.map(({ id }) => id))).map(({ id }) => id));
    const unknown = messages.filter(({ id }) => added.has(id) || taken.has(id));
    this.#index(
      unknown.map((message) => ({ ...message, edited: message.editedAt !== null })),
      added,
    );
  }

  /** What was written did not stay. */
  afterFailure(): void {
    this.#knownWords.clear();
  }

  /** A piece of what is left to do; answers whether there may be more. */
  tidy(): boolean {
    return this.#followRules() || this.#indexPending() || this.#clearRemovals() || this.#mergeParts();
  }

  /**
   * Forgets what the index says of every message: `tidy` takes them all in again. Fails as a call does that comes upon damage when the pages it
   * stands on are not in order: setting them free could set others free.
   */
  renew(): void {
    if (this.#db.get(unsoundPages)) throw damageFound();
    this.#db.run(sql.empty);
    this.#db.run(sql.all);
    this.#merging = false;
  }

  /** By other rules the index would hold something else: then it is made anew. */
  #followRules(): boolean {
    const { rules } = this.#state();
    if (rules === entryRules) return false;
    if (rules !== '') {
      this.renew();
      this.#db.run(sql.forgetWords);
    }
    this.#knownWords.clear();
    this.#db.run(sql.setRules, entryRules);
    return true;
  }

  #indexPending(): boolean {
    const rows = this.#db.all<IndexedRow>(sql.pending, messagesAtATime);
    if (rows.length === 0) return false;
    this.#index(rows.reverse().map(toIndexed), new Set());
    this.#db.all(sql.takeSome, JSON.stringify(rows.map(({ id }) => id)));
    return true;
  }

  /** Removed words stand in the index until its parts are merged, and among the words until they are missed in the index. */
  #clearRemovals(): boolean {
    if (this.#state().removals === 0) return false;
    if (this.#clearedWords === null) {
      if (this.#merge(-pagesAtATime)) return true;
      this.#clearedWords = 0;
    }
    const last = this.#db.get<{ id: number | null }>(sql.lastWord)?.id ?? 0;
    const [after, upTo] = [this.#clearedWords, this.#clearedWords + wordsAtATime];
    if (this.#db.run(sql.clearWords, { after, upTo }).changes > 0) this.#knownWords.clear();
    this.#clearedWords = upTo;
    if (upTo < last) return true;
    this.#clearedWords = null;
    this.#db.run(sql.setClean);
    return false;
  }

  /** Each part of the index has to be asked for each word: what has become many, as after the first synchronisation, becomes one. */
  #mergeParts(): boolean {
    const busy = this.#added > mostAdded;
    this.#added = 0;
    if (busy) return false;
    // What is written meanwhile is left out: taken in at once, it would make the merging begin again each time.
    if (this.#merging) return (this.#merging = this.#merge(pagesAtATime));
    return (this.#merging = this.#hasManyParts() && this.#merge(-pagesAtATime));
  }

  #hasManyParts(): boolean {
    const pages = this.#db.all<{ pages: number }>(sql.parts).map((part) => part.pages);
    const largest = Math.max(...pages, 0);
    const others = pages.reduce((sum, each) => sum + each, 0) - largest;
    return others >= Math.max(fewPages, largest * smallShare);
  }

  /** Writes so many pages of a larger part; below zero all parts become one in the end. Answers whether there was anything to do. */
  #merge(pages: number): boolean {
    const before = this.#totalChanges();
    this.#db.run(sql.merge, pages);
    // FTS5 counts the statement itself.
    return this.#totalChanges() - before >= 2;
  }

  #totalChanges(): number {
    return this.#db.get<{ count: number }>(sql.totalChanges)!.count;
  }

  #state(): { rules: string; removals: number } {
    return this.#db.get(sql.state)!;
  }

  /** By ascending id: for each step back FTS5 would begin a new part of the index. `added`: of these it knows nothing yet. */
  #index(messages: readonly Indexed[], added: ReadonlySet<number>): void {
    for (const message of messages) {
      const { text, words } = entryOf(message);
      this.#db.run(added.has(message.id) ? sql.add : sql.put, message.id, text);
      for (const word of words) if (this.#knownWords.add(word)) this.#db.run(sql.addWord, word);
    }
    this.#added += messages.length;
  }
}

const upkeeps = new WeakMap<WriterDatabase, IndexUpkeep>();

/** One for each connection: it remembers words. */
export function upkeepOf(db: WriterDatabase): IndexUpkeep {
  const upkeep = upkeeps.get(db) ?? new IndexUpkeep(db);
  upkeeps.set(db, upkeep);
  return upkeep;
}

export function renewIndex(db: WriterDatabase): void {
  upkeepOf(db).renew();
}

export function tidyIndex(db: WriterDatabase): boolean {
  return upkeepOf(db).tidy();
}
