/** Searching by looking at every message, newest first: what finding sooner is compared with. */
import type { Message } from '../../../preload/contract/domain.ts';
import type { Search, SearchCount, SearchHit, SearchPage } from '../../../preload/contract/search.ts';
import type { ReaderDatabase } from '../database.ts';
import { findMessages } from '../queries/messages.ts';
import { localCalendar } from './dates.ts';
import { bindQuery, highlights, matches, read } from './meaning.ts';
import { parseQuery } from './parse.ts';
import { readSurroundings } from './surroundings.ts';

export const sql = {
  before: `SELECT id FROM messages WHERE id < ? ORDER BY id DESC LIMIT 500`,
  saved: `SELECT message_id AS id FROM saved_messages`,
  failed: `
    SELECT id, text, conversation_id AS conversationId, created_at AS sentAt FROM outbox
    WHERE state <> 'confirmed' AND state = 'failed' ORDER BY sequence DESC`,
};

export interface Asked {
  query: string;
  now: number;
  /** What the services are called, by kind. */
  services: Record<string, string>;
}

const mostCounted = 10_000;

export function searchPage(db: ReaderDatabase, { query, continueAt, limit, now, services }: Search & Asked): SearchPage {
  const { conditions, ignored } = parseQuery(query, localCalendar(now));
  const bound = bindQuery({ conditions, ignored }, readSurroundings(db, services));
  const hits: SearchHit[] = [];
  const from = continueAt === null ? Number.MAX_SAFE_INTEGER : Number(continueAt);
  for (const message of all(db, from, conditions.length)) {
    const { reading, fits } = look(message);
    if (!fits) continue;
    hits.push({ message: message.message, ...highlights(bound, reading) });
    if (hits.length > limit) break;
  }
  const more = hits.length > limit;
  const shown = hits.slice(0, limit);
  const failed = continueAt === null ? unsent() : [];
  return { hits: shown, unsent: failed, ignored, indexing: false, next: more ? String(shown.at(-1)!.message.id) : null };

  function look({ message, saved }: { message: Message; saved: boolean }) {
    const reading = read(message);
    const document = { ...message, saved, edited: message.editedAt !== null, failed: false };
    return { reading, fits: matches(bound, document, reading) };
  }

  function unsent(): string[] {
    const asked = conditions.some(({ requirement, negated }) => requirement.kind === 'is' && requirement.value === 'failed' && !negated);
    if (!asked) return [];
    const items = db.all<{ id: string; text: string; conversationId: number; sentAt: number }>(sql.failed);
    const flags = { authorName: '', mine: true, unread: false, saved: false, edited: false, failed: true };
    return items.filter((item) => matches(bound, { ...item, ...flags })).map(({ id }) => id);
  }
}

export function searchCount(db: ReaderDatabase, asked: Asked): SearchCount {
  const { hits, unsent, next } = searchPage(db, { ...asked, order: 'newest', continueAt: null, limit: mostCounted });
  return { count: hits.length + unsent.length, more: next !== null };
}

function* all(db: ReaderDatabase, from: number, conditions: number): Generator<{ message: Message; saved: boolean }> {
  if (conditions === 0) return;
  const saved = new Set(db.all<{ id: number }>(sql.saved).map(({ id }) => id));
  for (let before = from; ;) {
    const ids = db.all<{ id: number }>(sql.before, before).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    for (const message of findMessages(db, ids).reverse()) yield { message, saved: saved.has(message.id) };
    before = last;
  }
}
