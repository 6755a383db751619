/** What conversations, accounts and labels are called right now, and which conversations are pinned. */
import type { ReaderDatabase } from '../database.ts';
import type { Surroundings } from './meaning.ts';

export const sql = {
  conversations: `
    SELECT c.id, c.title, c.account_id AS accountId, c.pinned_at IS NOT NULL AS pinned FROM conversations c`,
  labels: `SELECT l.name, cl.conversation_id AS id FROM conversation_labels cl JOIN labels l ON l.id = cl.label_id`,
  accounts: `SELECT id, name, kind FROM accounts`,
  ownNames: `
    SELECT x.id, a.name FROM accounts x JOIN authors a ON a.account_id = x.id AND a.remote_id = x.own_author_id ORDER BY a.id`,
};

/** `services`: what the services are called, by kind. */
export function readSurroundings(db: ReaderDatabase, services: Record<string, string>): Surroundings {
  const labels = Map.groupBy(db.all<{ id: number; name: string }>(sql.labels), ({ id }) => id);
  const names = Map.groupBy(db.all<{ id: string; name: string }>(sql.ownNames), ({ id }) => id);
  const conversations = db.all<{ id: number; title: string; accountId: string; pinned: number }>(sql.conversations);
  const accounts = db.all<{ id: string; name: string; kind: string }>(sql.accounts);
  return {
    conversations: new Map(
      conversations.map(({ id, title, accountId, pinned }) => [
        id,
        { title, accountId, pinned: pinned === 1, labels: (labels.get(id) ?? []).map(({ name }) => name) },
      ]),
    ),
    accounts: new Map(
      accounts.map(({ id, name, kind }) => [
        id,
        { name, kind, service: services[kind] ?? kind, ownNames: (names.get(id) ?? []).map((own) => own.name) },
      ]),
    ),
  };
}
