/** Answers a search on one connection: pages of hits, and how many there are. */
import type { Search, SearchCount, SearchHit, SearchPage } from '../../../preload/contract/search.ts';
import type { ReaderDatabase } from '../database.ts';
import { toMessage, type MessageRow } from '../queries/messages.ts';
import { bindQuery, type BoundCondition } from './bind.ts';
import { candidates } from './candidates.ts';
import { localCalendar } from './dates.ts';
import { allHold, highlights, Subject, type Facts } from './meaning.ts';
import { parseQuery, type Query } from './parse.ts';
import { Pending } from './pending.ts';
import { ordinaryPace, Plan, type Pace } from './plan.ts';
import { scoreOf } from './score.ts';
import { Surroundings } from './surroundings.ts';
import { findUnsent } from './unsent.ts';
import { Vocabulary } from './vocabulary.ts';

/** What a search is asked with, besides what was typed. */
export interface Asked {
  query: string;
  /** Ms UTC: what `today` is. */
  now: number;
  /** What the services are called, by kind. */
  services: Readonly<Record<string, string>>;
}

export const sql = { version: `PRAGMA data_version` };

export const mostCounted = 10_000;
/** With `best`, so many matches at a time, newest first, are put in order. */
export const scored = 500;

interface Match {
  id: number;
  row: MessageRow;
  subject: Subject;
}

interface Prepared {
  query: Query;
  conditions: BoundCondition[];
  plan: Plan;
}

export class Searcher {
  readonly #db: ReaderDatabase;
  readonly #vocabulary = new Vocabulary();
  readonly #surroundings: Surroundings;
  readonly #pending: Pending;
  #version = 0;
  readonly #checkCancelled: () => void;
  readonly #pace: Pace;

  /** `checkCancelled` throws when nobody waits for the answer any more. To be used inside a transaction of the connection. */
  constructor(db: ReaderDatabase, checkCancelled: () => void, pace = ordinaryPace) {
    this.#db = db;
    this.#surroundings = new Surroundings(db);
    this.#pending = new Pending(db);
    this.#checkCancelled = checkCancelled;
    this.#pace = pace;
  }

  page({ order, continueAt, limit, ...asked }: Search & Asked): SearchPage {
    const prepared = this.#prepare(asked);
    const { found, next } = order === 'newest' ? this.#newest(prepared, continueAt, limit) : this.#best(prepared, continueAt, limit);
    return {
      hits: found.map((match) => toHit(prepared.conditions, match)),
      unsent: continueAt === null ? findUnsent(this.#db, prepared.conditions) : [],
      ignored: prepared.query.ignored,
      indexing: this.#pending.areMany,
      next,
    };
  }

  count(asked: Asked): SearchCount {
    const { conditions, plan } = this.#prepare(asked);
    let count = findUnsent(this.#db, conditions).length;
    for (const _match of this.#matches(plan)) {
      if (count >= mostCounted) return { count, more: true };
      count += 1;
    }
    return { count, more: false };
  }

  #prepare({ query: typed, now, services }: Asked): Prepared {
    this.#follow(services);
    const query = parseQuery(typed, localCalendar(now));
    const known = { vocabulary: this.#vocabulary, surroundings: this.#surroundings };
    const conditions = bindQuery(query, known.surroundings);
    return { query, conditions, plan: new Plan(conditions, known, this.#pace) };
  }

  /** What is known beside the messages stays as it is until something is written. */
  #follow(services: Asked['services']): void {
    this.#surroundings.called(services);
    const version = this.#db.get<{ data_version: number }>(sql.version)!.data_version;
    if (version === this.#version) return;
    this.#version = version;
    this.#vocabulary.follow(this.#db);
    this.#surroundings.follow();
    this.#pending.follow();
  }

  *#matches(plan: Plan, high = Number.MAX_SAFE_INTEGER): Generator<Match> {
    for (const { row, open } of candidates(this.#db, plan, this.#pending, high, this.#checkCancelled)) {
      const subject = new Subject(toFacts(row));
      if (allHold(open, subject)) yield { id: row.id, row, subject };
    }
  }

  /** The first matches below an id, and whether there are more. */
  #take({ plan }: Prepared, high: number, most: number): { found: Match[]; more: boolean } {
    const found: Match[] = [];
    for (const match of this.#matches(plan, high)) {
      if (found.length === most) return { found, more: true };
      found.push(match);
    }
    return { found, more: false };
  }

  /** A page ends at the id of its last hit. */
  #newest(prepared: Prepared, continueAt: string | null, limit: number): { found: Match[]; next: string | null } {
    const { found, more } = this.#take(prepared, idOf(continueAt), limit);
    return { found, next: more ? String(found.at(-1)?.id) : null };
  }

  /** A page ends at a place in the matches below an id, put in order: “id.place”. */
  #best(prepared: Prepared, continueAt: string | null, limit: number): { found: Match[]; next: string | null } {
    const [start = '', place = '0'] = continueAt?.split('.') ?? [];
    const { found, more } = this.#take(prepared, idOf(start || null), scored);
    const last = found.at(-1)?.id;
    const newest = found.at(0)?.id ?? 0;
    const scores = new Map(found.map((match) => [match, scoreOf(prepared.conditions, match.subject)]));
    found.sort((a, b) => scores.get(b)! - scores.get(a)! || b.id - a.id);
    const end = (Number(place) || 0) + limit;
    // From the newest match on: what arrives meanwhile moves nothing.
    const next = end < found.length ? `${newest + 1}.${end}` : more ? `${last}.0` : null;
    return { found: found.slice(end - limit, end), next };
  }
}

function toHit(conditions: readonly BoundCondition[], { row, subject }: Match): SearchHit {
  return { message: toMessage(row), ...highlights(conditions, subject) };
}

function toFacts({ conversation_id, text, author_name, sent_at, mine, unread, edited_at, saved }: MessageRow): Facts {
  const flags = { mine: mine === 1, unread: unread === 1, edited: edited_at !== null, saved: saved === 1, failed: false };
  return { conversationId: conversation_id, text, authorName: author_name, sentAt: sent_at, ...flags };
}

/** Anything but an id means: from the newest on. */
function idOf(continueAt: string | null): number {
  return continueAt !== null && /^\d{1,16}$/.test(continueAt) ? Number(continueAt) : Number.MAX_SAFE_INTEGER;
}
