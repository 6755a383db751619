/** What conversations, accounts and labels are called right now, and which conversations are pinned. */
import { isDeepStrictEqual } from 'node:util';
import type { ReaderDatabase } from '../database.ts';
import { wordsOfName, type Words } from './words.ts';

export const sql = {
  version: `SELECT names FROM index_state`,
  conversations: `SELECT id, title, account_id AS accountId, pinned_at IS NOT NULL AS pinned FROM conversations`,
  labels: `SELECT cl.conversation_id AS id, l.name FROM labels l JOIN conversation_labels cl ON cl.label_id = l.id`,
  accounts: `SELECT id, name, kind FROM accounts`,
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
  #accounts: ReadonlyMap<string, Account> | null = null;

  constructor(db: ReaderDatabase) {
    this.#db = db;
  }

  /** To be called before a search. `services`: what the services are called, by kind. */
  follow(services: Readonly<Record<string, string>>): void {
    if (!isDeepStrictEqual(services, this.#services)) this.#accounts = null;
    this.#services = services;
    const version = this.#db.get<{ names: number }>(sql.version)!.names;
    if (version === this.#version) return;
    this.#version = version;
    this.#conversations = null;
    this.#accounts = null;
  }

  get conversations(): ReadonlyMap<number, Conversation> {
    return (this.#conversations ??= this.#readConversations());
  }

  get accounts(): ReadonlyMap<string, Account> {
    return (this.#accounts ??= this.#readAccounts());
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
