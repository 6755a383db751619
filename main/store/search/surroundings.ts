/** What conversations, accounts and labels are called right now, and which conversations are pinned. */
import type { ReaderDatabase } from '../database.ts';

export const sql = {
  conversations: `SELECT id, title, account_id AS accountId, pinned_at IS NOT NULL AS pinned FROM conversations`,
  labels: `SELECT cl.conversation_id AS id, l.name FROM labels l JOIN conversation_labels cl ON cl.label_id = l.id`,
  accounts: `SELECT id, name, kind FROM accounts`,
  ownNames: `SELECT x.id, a.name FROM accounts x JOIN authors a ON a.account_id = x.id AND a.remote_id = x.own_author_id`,
};

export interface Conversation {
  title: string;
  accountId: string;
  pinned: boolean;
  labels: readonly string[];
}

export interface Account {
  name: string;
  /** What its service is called. */
  services: readonly string[];
  /** What we are called there. */
  ownNames: readonly string[];
}

/** Read when first asked for: most queries name nothing. */
export class Surroundings {
  readonly #db: ReaderDatabase;
  readonly #services: Readonly<Record<string, string>>;
  #conversations: ReadonlyMap<number, Conversation> | null = null;
  #accounts: ReadonlyMap<string, Account> | null = null;

  /** `services`: what the services are called, by kind. */
  constructor(db: ReaderDatabase, services: Readonly<Record<string, string>>) {
    this.#db = db;
    this.#services = services;
  }

  get conversations(): ReadonlyMap<number, Conversation> {
    return (this.#conversations ??= this.#readConversations());
  }

  get accounts(): ReadonlyMap<string, Account> {
    return (this.#accounts ??= this.#readAccounts());
  }

  #readConversations(): Map<number, Conversation> {
    const labels = Map.groupBy(this.#db.all<{ id: number; name: string }>(sql.labels), ({ id }) => id);
    const rows = this.#db.all<{ id: number; title: string; accountId: string; pinned: number }>(sql.conversations);
    return new Map(
      rows.map(({ id, title, accountId, pinned }) => [
        id,
        { title, accountId, pinned: pinned === 1, labels: (labels.get(id) ?? []).map(({ name }) => name) },
      ]),
    );
  }

  #readAccounts(): Map<string, Account> {
    const ownNames = Map.groupBy(this.#db.all<{ id: string; name: string }>(sql.ownNames), ({ id }) => id);
    const rows = this.#db.all<{ id: string; name: string; kind: string }>(sql.accounts);
    return new Map(
      rows.map(({ id, name, kind }) => [
        id,
        { name, services: [kind, this.#services[kind] ?? kind], ownNames: (ownNames.get(id) ?? []).map((own) => own.name) },
      ]),
    );
  }
}
