/** What a process said the store had acknowledged, and whether it is there. */
import type { Database } from 'better-sqlite3';

/** The words of `victim.ts`. */
export type Word = 'message' | 'edit' | 'queued' | 'sending' | 'draft' | 'saved' | 'gone';

export interface Promised {
  word: Word;
  id: string;
}

/** For each word, a statement that answers a row when what was said of that id holds. */
const there: Record<Word, string> = {
  message: `SELECT 1 FROM messages WHERE remote_id = ?`,
  edit: `SELECT 1 FROM messages m JOIN message_versions v ON v.message_id = m.id WHERE m.remote_id = ? AND m.text LIKE 'edited %'`,
  queued: `SELECT 1 FROM outbox WHERE id = ?`,
  sending: `SELECT 1 FROM outbox o JOIN outbox_attempts a USING (sequence) WHERE o.id = ? AND o.state = 'sending'`,
  // Of several drafts of one conversation the last one counts, and a kill may come after one that was not acknowledged.
  draft: `SELECT 1 FROM (SELECT ? AS id) p JOIN conversations c ON c.remote_id = 'drafts-' || substr(p.id, 1, instr(p.id, '-') - 1)
    WHERE CAST(c.draft AS INTEGER) >= CAST(substr(p.id, instr(p.id, '-') + 1) AS INTEGER)`,
  saved: `SELECT 1 FROM messages m JOIN saved_messages s ON s.message_id = m.id WHERE m.remote_id = ?`,
  gone: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM messages WHERE remote_id = ?)`,
};

export function readPromises(lines: readonly string[]): Promised[] {
  return lines
    .map((line) => line.split(' '))
    .filter((parts): parts is [Word, string] => parts.length === 2 && Object.hasOwn(there, parts[0]!))
    .map(([word, id]) => ({ word, id }));
}

export function findBroken(database: Database, promised: readonly Promised[]): string[] {
  return promised
    .filter(({ word, id }) => !database.prepare(there[word]).get(id))
    .map(({ word, id }) => `what was said does not hold: ${word} ${id}`);
}
