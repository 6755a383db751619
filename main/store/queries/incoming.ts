/** Puts the messages of a page into the table, or changes those that are already there. */
import type { ChangeSet } from '../changes.ts';
import type { IncomingMessage } from '../contract.ts';
import type { ReaderDatabase, SqlValue, WriterDatabase } from '../database.ts';
import type { FindAuthor } from './authors.ts';
import { mergeDetails } from './details.ts';
import { firstMessageId, nextMessageId } from './message-ids.ts';
import { toMessage } from './messages.ts';

/** The farthest time a JavaScript date can hold. */
const lastTime = 8.64e15;

/** Of a new message. Bound by position: looking names up took a seventh of a page's time. */
const columns = [
  'id',
  'conversation_id',
  'remote_id',
  'author_id',
  'text',
  'order_key',
  'mine',
  'unread',
  'mine_stated',
  'client_id',
  'edited_at',
  'deleted',
  'details',
] as const;

export const sql = {
  known: `
    SELECT remote_id, id, text, author_id, mine, mine_stated, unread, client_id, edited_at, deleted, details
    FROM messages WHERE conversation_id = ? AND remote_id IN (SELECT value FROM json_each(?))`,
  insert: `
    INSERT INTO messages (pushed_by, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO NOTHING`,
  countUnread: `UPDATE conversations SET unread_messages = unread_messages + ? WHERE id = ?`,
  keepVersion: `
    INSERT INTO message_versions (message_id, number, text, replaced_at)
    SELECT :id, coalesce(max(number), 0) + 1, :text, :replacedAt FROM message_versions WHERE message_id = :id`,
  change: `
    UPDATE messages SET text = :text, author_id = :author_id, mine = :mine, mine_stated = :mine_stated, unread = :unread,
      client_id = :client_id, edited_at = :edited_at, deleted = :deleted, details = :details
    WHERE id = :id`,
};

/** Of a known message, what the service may say differently another time. */
const changing = ['text', 'author_id', 'mine', 'mine_stated', 'unread', 'client_id', 'edited_at', 'deleted', 'details'] as const;

type KnownRow = {
  remote_id: string;
  id: number;
  text: string;
  author_id: number;
  mine: number;
  mine_stated: number;
  unread: number;
  client_id: string | null;
  edited_at: number | null;
  deleted: number;
  details: string | null;
};

/** What is stored of the messages of a page, by their names at the service. */
export type KnownMessages = Map<string, KnownRow>;

export interface PlaceOptions {
  conversationId: number;
  readAt: number;
  known: KnownMessages;
  authorRow: FindAuthor;
  /** Decided for a message that turns out to be new. */
  flags: (message: IncomingMessage) => { mine: boolean; unread: boolean };
}

/** What the tables hold for it: texts without lone surrogates (SQLite has no way to keep one), times and orders as integers. */
export function normalise(message: IncomingMessage, readAt: number): IncomingMessage {
  const sentAt = Number.isFinite(message.sentAt) ? message.sentAt : readAt;
  const { editedAt } = message;
  return {
    ...message,
    remoteId: message.remoteId.toWellFormed(),
    authorId: message.authorId.toWellFormed(),
    authorName: message.authorName.toWellFormed(),
    text: message.text.toWellFormed(),
    sentAt: clamp(sentAt, 0, lastTime),
    order: clamp(Number.isNaN(message.order) ? sentAt : message.order, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    editedAt: typeof editedAt !== 'number' || Number.isNaN(editedAt) ? null : clamp(editedAt, 0, lastTime),
    clientId: message.clientId ? message.clientId.toWellFormed() : null,
  };
}

function clamp(value: number, least: number, most: number): number {
  // Zero has no sign in the table.
  return Math.trunc(Math.min(Math.max(value, least), most)) || 0;
}

/** One query for a page, however many of it are known. */
export function findKnown(db: ReaderDatabase, conversationId: number, messages: readonly IncomingMessage[]): KnownMessages {
  const names = JSON.stringify(messages.map((message) => message.remoteId));
  return new Map(db.all<KnownRow>(sql.known, conversationId, names).map((row) => [row.remote_id, row]));
}

/** What became of a page, by the ids the messages have here. */
export interface Placed {
  added: Map<number, IncomingMessage>;
  known: Map<number, IncomingMessage>;
  /** Those that came with the id of the outbox item they were, by that id. */
  returned: Map<string, { id: number; authorId: string }>;
}

/** `sorted`: in the order in which a page shows them. */
export function placeMessages(db: WriterDatabase, changes: ChangeSet, sorted: IncomingMessage[], options: PlaceOptions): Placed {
  const placed: Placed = { added: new Map(), known: new Map(), returned: new Map() };
  let unread = 0;
  const flags: PlaceOptions['flags'] = (message) => {
    const decided = options.flags(message);
    unread += Number(decided.unread);
    return decided;
  };
  for (const message of sorted) {
    const known = options.known.get(message.remoteId);
    const id = known?.id ?? addMessage(db, changes, message, { ...options, flags });
    if (known) changeMessage(db, changes, known, message, options);
    if (!known) placed.added.set(id, message);
    else if (!placed.added.has(id)) placed.known.set(id, message);
    if (message.clientId) placed.returned.set(message.clientId, { id, authorId: message.authorId });
  }
  if (unread > 0) db.run(sql.countUnread, unread, options.conversationId);
  return placed;
}

/** A known message that differs is changed in its place; an identical one is left alone. */
function changeMessage(db: WriterDatabase, changes: ChangeSet, known: KnownRow, message: IncomingMessage, options: PlaceOptions): void {
  const next = message.deleted ? { ...known, deleted: 1, unread: 0 } : changed(known, message, options);
  if (changing.every((column) => next[column] === known[column])) return;
  if (replacesText(known, next)) db.run(sql.keepVersion, { id: known.id, text: known.text, replacedAt: options.readAt });
  db.run(sql.change, next);
  options.known.set(known.remote_id, next);
  changes.message(known.id);
  changes.conversation(options.conversationId);
}

function addMessage(
  db: WriterDatabase,
  changes: ChangeSet,
  message: IncomingMessage,
  { conversationId, known, authorRow, flags }: PlaceOptions,
): number {
  const { remoteId, authorId, authorName, sentAt, order, editedAt = null, clientId = null } = message;
  const { mine, unread } = flags(message);
  const row = {
    id: firstMessageId(sentAt),
    conversation_id: conversationId,
    remote_id: remoteId,
    author_id: authorRow(authorId, authorName),
    author_remote_id: authorId,
    author_name: authorName,
    text: message.deleted ? '' : message.text,
    sent_at: sentAt,
    order_key: order,
    mine: Number(mine),
    unread: Number(unread),
    mine_stated: Number(message.mine !== undefined),
    client_id: clientId,
    edited_at: editedAt,
    deleted: Number(message.deleted ?? false),
    details: mergeDetails(null, message),
    saved: 0,
  };
  // Two messages of one millisecond are rare: only then is the next free number looked up.
  if (!insert(db, row)) {
    row.id = nextMessageId(db, sentAt);
    insert(db, row);
  }
  known.set(remoteId, row);
  changes.added(toMessage(row));
  changes.conversation(conversationId);
  return row.id;
}

/** False when the id is taken. */
function insert(db: WriterDatabase, row: Record<(typeof columns)[number], SqlValue> & { id: number; sent_at: number }): boolean {
  return db.run(sql.insert, row.id - row.sent_at, ...columns.map((column) => row[column])).changes === 1;
}

function changed(known: KnownRow, message: IncomingMessage, { authorRow, readAt }: PlaceOptions): KnownRow {
  const mine = message.mine === undefined ? known.mine : Number(message.mine);
  return {
    ...known,
    text: message.text,
    author_id: authorRow(message.authorId, message.authorName),
    mine,
    mine_stated: message.mine === undefined ? known.mine_stated : 1,
    unread: mine === 1 ? 0 : known.unread,
    client_id: message.clientId ?? known.client_id,
    edited_at: message.editedAt ?? (replacesText(known, message) ? readAt : known.edited_at),
    deleted: 0,
    details: mergeDetails(known.details, message),
  };
}

/** A message that was first seen deleted has no earlier text. */
function replacesText(known: KnownRow, { text }: { text: string }): boolean {
  return text !== known.text && !(known.deleted === 1 && known.text === '');
}
