/** How much of the database belongs to whom, read from end to end in pieces. */
import type { ReaderDatabase } from '../database.ts';

export const sql = {
  messages: `
    SELECT id, conversation_id AS conversationId, octet_length(text) + coalesce(octet_length(details), 0) AS bytes
    FROM messages WHERE id > ? ORDER BY id LIMIT ?`,
  versions: `
    SELECT v.message_id AS id, v.number, m.conversation_id AS conversationId, octet_length(v.text) AS bytes
    FROM message_versions v JOIN messages m ON m.id = v.message_id
    WHERE (v.message_id, v.number) > (?, ?) ORDER BY v.message_id, v.number LIMIT ?`,
  outdated: `
    SELECT count(*) AS messages, min(m.sent_at) AS oldest FROM messages m
    WHERE m.conversation_id = ? AND m.sent_at < ? AND NOT EXISTS (SELECT 1 FROM saved_messages s WHERE s.message_id = m.id)`,
  pageSize: `PRAGMA page_size`,
  pages: `PRAGMA page_count`,
  freePages: `PRAGMA freelist_count`,
};

/** Rows in one piece. */
const limit = 10_000;

export interface Sized {
  conversationId: number;
  bytes: number;
}

/** Every message, in pieces; `bytes` are those of its text and what belongs to it. */
export function* messageSizes(db: ReaderDatabase): Generator<(Sized & { id: number })[]> {
  for (let after = 0; ;) {
    const piece = db.all<Sized & { id: number }>(sql.messages, after, limit);
    if (piece.length === 0) return;
    yield piece;
    after = piece.at(-1)!.id;
  }
}

/** Every earlier text, in pieces. */
export function* versionSizes(db: ReaderDatabase): Generator<Sized[]> {
  for (let after = { id: 0, number: 0 }; ;) {
    const piece = db.all<Sized & { id: number; number: number }>(sql.versions, after.id, after.number, limit);
    const last = piece.at(-1);
    if (!last) return;
    yield piece;
    after = last;
  }
}

/** What of a conversation was sent before a moment and is not saved. */
export function readOutdated(db: ReaderDatabase, conversationId: number, before: number): { messages: number; oldest: number | null } {
  return db.get(sql.outdated, conversationId, before) ?? { messages: 0, oldest: null };
}

/** The file in bytes, and how many of them are free pages. */
export function readFileSize(db: ReaderDatabase): { bytes: number; freeBytes: number } {
  const pageSize = db.get<{ page_size: number }>(sql.pageSize)?.page_size ?? 0;
  const pages = db.get<{ page_count: number }>(sql.pages)?.page_count ?? 0;
  const free = db.get<{ freelist_count: number }>(sql.freePages)?.freelist_count ?? 0;
  return { bytes: pages * pageSize, freeBytes: free * pageSize };
}
