/**
 * Pages of a conversation, by position. Every one is read from `messages_by_position`: a stretch that begins or ends at a cursor, never
 * an offset, so that a page costs the same wherever it lies.
 */
import type { MessagePage } from '../../../preload/contract/api.ts';
import type { Cursor, Message, PagePlace } from '../../../preload/contract/domain.ts';
import type { ReaderDatabase } from '../database.ts';
import { findGapBefore, findGapsTouching } from './gaps.ts';
import { columns, toMessage, type MessageRow } from './messages.ts';
import { findOpenOutbox } from './outbox.ts';

const position = `SELECT order_key AS "order", id, sent_at AS sentAt FROM messages`;

export const sql = {
  newest: `${columns} WHERE m.conversation_id = ? ORDER BY m.order_key DESC, m.id DESC LIMIT ?`,
  before: `${columns} WHERE m.conversation_id = ? AND (m.order_key, m.id) < (?, ?) ORDER BY m.order_key DESC, m.id DESC LIMIT ?`,
  after: `${columns} WHERE m.conversation_id = ? AND (m.order_key, m.id) > (?, ?) ORDER BY m.order_key, m.id LIMIT ?`,
  since: `${columns} WHERE m.conversation_id = ? AND (m.order_key, m.id) >= (?, ?) ORDER BY m.order_key, m.id LIMIT ?`,
  positionOf: `${position} WHERE id = ? AND conversation_id = ?`,
  firstPosition: `${position} WHERE conversation_id = ? AND order_key >= ? AND sent_at >= ? ORDER BY order_key, id LIMIT 1`,
  lastPosition: `${position} WHERE conversation_id = ? AND order_key <= ? ORDER BY order_key DESC, id DESC LIMIT 1`,
};

interface Position extends Cursor {
  sentAt: number;
}

interface Stretch {
  messages: Message[];
  /** Whether there are more beyond its far end. */
  more: boolean;
}

/** One row more is read than wanted, to know whether there are more. */
function stretch(rows: MessageRow[], limit: number): Stretch {
  return { messages: rows.slice(0, limit).map(toMessage), more: rows.length > limit };
}

function older(db: ReaderDatabase, conversationId: number, { order, id }: Cursor, limit: number): Stretch {
  const { messages, more } = stretch(db.all<MessageRow>(sql.before, conversationId, order, id, limit + 1), limit);
  return { messages: messages.reverse(), more };
}

function firstPosition(db: ReaderDatabase, conversationId: number, order: number, sentAt = Number.MIN_SAFE_INTEGER): Position | undefined {
  return db.get<Position>(sql.firstPosition, conversationId, order, sentAt);
}

/**
 * The first message sent at or after a moment, else the last one. Time grows with the order at every service, so halving the orders finds
 * it in some fifty steps, and no index by time has to be kept for it; where it does not quite, this is near.
 */
function positionFrom(db: ReaderDatabase, conversationId: number, moment: number): Position | undefined {
  const oldest = firstPosition(db, conversationId, Number.MIN_SAFE_INTEGER);
  const newest = db.get<Position>(sql.lastPosition, conversationId, Number.MAX_SAFE_INTEGER);
  if (!oldest || !newest || newest.sentAt < moment) return newest;
  let [from, to] = [oldest.order, newest.order];
  while (from < to) {
    const middle = from + Math.floor((to - from) / 2);
    const found = db.get<Position>(sql.lastPosition, conversationId, middle);
    if (!found || found.sentAt < moment) from = middle + 1;
    else to = found.order;
  }
  return firstPosition(db, conversationId, from, moment);
}

function positionOfGap(db: ReaderDatabase, conversationId: number, before: number | null): Position | undefined {
  const beyond = Number.MAX_SAFE_INTEGER;
  const gap = findGapBefore(db, conversationId, before ?? beyond) ?? findGapBefore(db, conversationId, beyond);
  return gap ? firstPosition(db, conversationId, gap.beforeOrder) : undefined;
}

type Around = Exclude<PagePlace, 'newest' | { before: Cursor } | { after: Cursor }>;

function anchorOf(db: ReaderDatabase, conversationId: number, at: Around): Position | undefined {
  if ('around' in at) return db.get<Position>(sql.positionOf, at.around, conversationId);
  if ('from' in at) return positionFrom(db, conversationId, at.from);
  return positionOfGap(db, conversationId, at.gapBefore);
}

type Part = Pick<MessagePage, 'messages' | 'anchorId' | 'hasOlder' | 'hasNewer'>;

/** Half of the page is older than the message it lies around, which is the first of the other half. */
function readAround(db: ReaderDatabase, conversationId: number, anchor: Position | undefined, limit: number): Part {
  if (!anchor) return { messages: [], anchorId: null, hasOlder: false, hasNewer: false };
  const half = Math.floor(limit / 2);
  const before = older(db, conversationId, anchor, half);
  const rest = limit - half;
  const since = stretch(db.all<MessageRow>(sql.since, conversationId, anchor.order, anchor.id, rest + 1), rest);
  return { messages: [...before.messages, ...since.messages], anchorId: anchor.id, hasOlder: before.more, hasNewer: since.more };
}

function readPart(db: ReaderDatabase, conversationId: number, at: PagePlace, limit: number): Part {
  if (at === 'newest') {
    const { messages, more } = stretch(db.all<MessageRow>(sql.newest, conversationId, limit + 1), limit);
    return { messages: messages.reverse(), anchorId: null, hasOlder: more, hasNewer: false };
  }
  if ('before' in at) {
    const { messages, more } = older(db, conversationId, at.before, limit);
    const { order, id } = at.before;
    const hasNewer = db.get<MessageRow>(sql.since, conversationId, order, id, 1) !== undefined;
    return { messages, anchorId: null, hasOlder: more, hasNewer };
  }
  if ('after' in at) {
    const { order, id } = at.after;
    const { messages, more } = stretch(db.all<MessageRow>(sql.after, conversationId, order, id, limit + 1), limit);
    const hasOlder = db.get<MessageRow>(sql.before, conversationId, order, id + 1, 1) !== undefined;
    return { messages, anchorId: null, hasOlder, hasNewer: more };
  }
  return readAround(db, conversationId, anchorOf(db, conversationId, at), limit);
}

export function readMessagePage(
  db: ReaderDatabase,
  { conversationId, at, limit }: { conversationId: number; at: PagePlace; limit: number },
): MessagePage {
  const part = readPart(db, conversationId, at, limit);
  const [oldest, newest] = [part.messages.at(0), part.messages.at(-1)];
  const readsOn = typeof at === 'object' && ('before' in at || 'after' in at);
  return {
    ...part,
    outbox: readsOn ? [] : findOpenOutbox(db, conversationId),
    gaps: oldest && newest ? findGapsTouching(db, conversationId, oldest.order, newest.order) : [],
  };
}
