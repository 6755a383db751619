/** What conversations, accounts and labels are called right now, and which conversations are pinned. */
import { isDeepStrictEqual } from 'node:util';
import type { ReaderDatabase } from '../database.ts';
import { Names } from './names.ts';
import { wordsOfName, type Words } from './words.ts';

export const sql = {
  version: `SELECT names AS version FROM index_state`,
  conversations: `SELECT id, title, account_id AS accountId, pinned_at IS NOT NULL AS pinned FROM conversations`,
  labels: `SELECT cl.conversation_id AS id, l.name FROM labels l JOIN conversation_labels cl ON cl.label_id = l.id`,
  accounts: `SELECT id, name, kind FROM accounts`,
  authors: `SELECT id, name FROM authors WHERE id > ?`,
  unread: `SELECT 1 FROM messages INDEXED BY messages_unread_by_time WHERE unread = 1 LIMIT 1 OFFSET ?`,
  ownNames: `SELECT x.id, a.name FROM accounts x CROSS JOIN authors a ON a.account_id = x.id AND a.remote_id = x.own_author_id`,
};

export interface Conversation {
  title: Words;
  accountId: string;
  pinned: boolean;
  labels: readonly Words[];
}

export interface Account {
  name: Words;
  /** What its service is called. */
  services: readonly Words[];
  /** What we are called there. */
  ownNames: readonly string[];
}

/** Read when first asked for, as most queries name nothing, and kept until one of them changes. */
export class Surroundings {
  readonly #db: ReaderDatabase;
  #services: Readonly<Record<string, string>> = {};
  #version = -1;
  #conversations: ReadonlyMap<number, Conversation> | null = null;
  #titles: Names<number> | null = null;
  #accounts: ReadonlyMap<string, Account> | null = null;
  /** By id. */
  readonly #authors: Map<number, string> = new Map();
  #lastAuthor = 0;
  #authorsAreRead = false;
  #authorNames: Names<string> | null = null;

  constructor(db: ReaderDatabase) {
    this.#db = db;
  }

  /** To be called before a search. `services`: what the services are called, by kind. */
  called(services: Readonly<Record<string, string>>): void {
    if (isDeepStrictEqual(services, this.#services)) return;
    this.#services = services;
    this.#accounts = null;
  }

  /** To be called before a search when something was written. */
  follow(): void {
    this.#authorsAreRead = false;
    const { version } = this.#db.get<{ version: number }>(sql.version)!;
    if (version === this.#version) return;
    this.#version = version;
    this.#conversations = null;
    this.#titles = null;
    this.#accounts = null;
    this.#authors.clear();
    this.#authorNames = null;
    this.#lastAuthor = 0;
  }

  get conversations(): ReadonlyMap<number, Conversation> {
    return (this.#conversations ??= this.#readConversations());
  }

  get titles(): Names<number> {
    return (this.#titles ??= new Names([...this.conversations].map(([id, { title }]) => [id, title])));
  }

  get accounts(): ReadonlyMap<string, Account> {
    return (this.#accounts ??= this.#readAccounts());
  }

  /** What anybody is called who ever wrote something. New ones come with the messages, and are added. */
  get authorNames(): Names<string> {
    this.#readAuthors();
    return (this.#authorNames ??= new Names([...new Set(this.#authors.values())].map((name) => [name, wordsOfName(name)])));
  }

  /** What an author is called. */
  nameOf(authorId: number): string {
    this.#readAuthors();
    return this.#authors.get(authorId) ?? '';
  }

  #readAuthors(): void {
    if (this.#authorsAreRead) return;
    const rows = this.#db.all<{ id: number; name: string }>(sql.authors, this.#lastAuthor);
    for (const { id, name } of rows) {
      this.#authors.set(id, name);
      this.#lastAuthor = Math.max(id, this.#lastAuthor);
    }
    if (rows.length > 0) this.#authorNames = null;
    this.#authorsAreRead = true;
  }

  /** Whether no more messages than these are unread. */
  unreadAtMost(most: number): boolean {
    return this.#db.get(sql.unread, most) === undefined;
  }

  #readConversations(): Map<number, Conversation> {
    const labels = Map.groupBy(this.#db.all<{ id: number; name: string }>(sql.labels), ({ id }) => id);
    const rows = this.#db.all<{ id: number; title: string; accountId: string; pinned: number }>(sql.conversations);
    return new Map(
      rows.map(({ id, title, accountId, pinned }) => [
        id,
        { title: wordsOfName(title), accountId, pinned: pinned === 1, labels: (labels.get(id) ?? []).map(({ name }) => wordsOfName(name)) },
      ]),
    );
  }

  #readAccounts(): Map<string, Account> {
    const ownNames = Map.groupBy(this.#db.all<{ id: string; name: string }>(sql.ownNames), ({ id }) => id);
    const rows = this.#db.all<{ id: string; name: string; kind: string }>(sql.accounts);
    return new Map(
      rows.map(({ id, name, kind }) => [
        id,
        {
          name: wordsOfName(name),
          services: [kind, this.#services[kind] ?? kind].map(wordsOfName),
          ownNames: (ownNames.get(id) ?? []).map((own) => own.name),
        },
      ]),
    );
  }
}
