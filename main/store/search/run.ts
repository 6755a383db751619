/** Answers a search on one connection: pages of hits, and how many there are. */
import type { Search, SearchCount, SearchPage } from '../../../preload/contract/search.ts';
import type { ReaderDatabase } from '../database.ts';
import type { Message } from '../../../preload/contract/domain.ts';
import { findMessages } from '../queries/messages.ts';
import { bindQuery, type BoundCondition } from './bind.ts';
import { candidates, type CandidateRow } from './candidates.ts';
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

export const sql = {
  version: `PRAGMA data_version`,
  saved: `SELECT 1 FROM saved_messages WHERE message_id = ?`,
};

export const mostCounted = 10_000;
/** With `best`, so many matches at a time, newest first, are put in order. */
export const scored = 500;

interface Match {
  message: Message;
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
      hits: found.map(({ message, subject }) => ({ message, ...highlights(prepared.conditions, subject) })),
      unsent: continueAt === null ? findUnsent(this.#db, prepared.conditions) : [],
      ignored: prepared.query.ignored,
      indexing: this.#pending.areMany,
      next,
    };
  }

  count(asked: Asked): SearchCount {
    const { conditions, plan } = this.#prepare(asked);
    let count = findUnsent(this.#db, conditions).length;
    for (const _match of this.#matches(plan, Number.MAX_SAFE_INTEGER, mostCounted)) {
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

  /** Ids below `high`, newest first, for somebody who wants so many. */
  *#matches(plan: Plan, high: number, wanted: number): Generator<number> {
    const aim = { wanted, found: 0 };
    for (const candidate of candidates(this.#db, plan, this.#pending, high, aim, this.#checkCancelled)) {
      if (candidate.row !== null && !allHold(candidate.open, new Subject(this.#factsOf(candidate.row, plan)))) continue;
      aim.found += 1;
      yield candidate.id;
    }
  }

  #factsOf({ id, conversationId, authorId, text, sentAt, mine, unread, edited }: CandidateRow, plan: Plan): Facts {
    const saved = plan.asksForSaved && this.#db.get(sql.saved, id) !== undefined;
    const authorName = this.#surroundings.nameOf(authorId);
    return { conversationId, text, authorName, sentAt, mine: mine === 1, unread: unread === 1, edited: edited === 1, saved, failed: false };
  }

  /** The first matches below an id, and whether there are more. */
  #take({ plan }: Prepared, high: number, most: number): { ids: number[]; more: boolean } {
    const ids: number[] = [];
    for (const id of this.#matches(plan, high, most)) {
      if (ids.length === most) return { ids, more: true };
      ids.push(id);
    }
    return { ids, more: false };
  }

  /** A page ends at the id of its last hit. */
  #newest(prepared: Prepared, continueAt: string | null, limit: number): { found: Match[]; next: string | null } {
    const { ids, more } = this.#take(prepared, idOf(continueAt), limit);
    return { found: this.#read(ids), next: more ? String(ids.at(-1)) : null };
  }

  /** A page ends at a place in the matches below an id, put in order: “id.place”. */
  #best(prepared: Prepared, continueAt: string | null, limit: number): { found: Match[]; next: string | null } {
    const [start = '', place = '0'] = continueAt?.split('.') ?? [];
    const { ids, more } = this.#take(prepared, idOf(start || null), scored);
    const found = this.#read(ids);
    const scores = new Map(found.map((match) => [match, scoreOf(prepared.conditions, match.subject)]));
    found.sort((a, b) => scores.get(b)! - scores.get(a)! || b.message.id - a.message.id);
    const end = (Number(place) || 0) + limit;
    // From the newest match on: what arrives meanwhile moves nothing.
    const next = end < found.length ? `${ids[0]! + 1}.${end}` : more ? `${ids.at(-1)}.0` : null;
    return { found: found.slice(end - limit, end), next };
  }

  /** Newest first. */
  #read(ids: readonly number[]): Match[] {
    const messages = findMessages(this.#db, ids).reverse();
    return messages.map((message) => ({
      message,
      subject: new Subject({ ...message, edited: message.editedAt !== null, failed: false }),
    }));
  }
}

/** Anything but an id means: from the newest on. */
function idOf(continueAt: string | null): number {
  return continueAt !== null && /^\d{1,16}$/.test(continueAt) ? Number(continueAt) : Number.MAX_SAFE_INTEGER;
}
