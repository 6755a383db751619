/** From Spika's messages to plain ones. */
import type { RemoteMessage } from '../contract.ts';
import type { WireMessage } from './schemas.ts';
import { textOf } from './text.ts';

/** Who reads, and what is known of the others. */
export interface Reader {
  /** Null while it is not known. */
  ownId: number | null;
  nameOf(userId: number): string | null;
  /** Milliseconds UTC, for messages without any time. */
  now: number;
}

const unknownPerson = 'Unknown person';

/** Ascending by (order, id), each id once; the later of two with one id counts. `order` is Spika's id: its times may be missing. */
export function toMessages(wire: readonly WireMessage[], reader: Reader): RemoteMessage[] {
  const byId = new Map(wire.map((message) => [message.id, message]));
  const sorted = [...byId.values()].sort((a, b) => a.id - b.id);
  const times = sentTimes(sorted, reader.now);
  return sorted.map((message, index) => toMessage(message, times[index] ?? reader.now, reader));
}

/** The time of each message; where it has none, that of the one before it, else of the one after it. */
function sentTimes(sorted: readonly WireMessage[], now: number): number[] {
  const own = sorted.map(({ createdAt, modifiedAt }) => createdAt ?? modifiedAt ?? null);
  let last = own.find((time) => time !== null) ?? now;
  return own.map((time) => (last = time ?? last));
}

function toMessage(wire: WireMessage, sentAt: number, { ownId, nameOf }: Reader): RemoteMessage {
  const { id, fromUserId, createdAt, modifiedAt, localId, body } = wire;
  const mine = fromUserId === ownId;
  const deleted = wire.deleted === true;
  const edited = !deleted && typeof createdAt === 'number' && typeof modifiedAt === 'number' && modifiedAt > createdAt;
  const quoted = body?.referenceMessage;
  return {
    remoteId: String(id),
    authorId: String(fromUserId),
    authorName: nameOf(fromUserId) ?? unknownPerson,
    text: textOf(wire),
    sentAt,
    order: id,
    ...(ownId === null ? {} : { mine }),
    editedAt: edited ? modifiedAt : null,
    deleted,
    system: wire.type === 'system',
    replyTo: quoted
      ? { remoteId: String(quoted.id), authorName: nameOf(quoted.fromUserId ?? -1) ?? unknownPerson, text: textOf(quoted) }
      : null,
    ...(wire.messageRecords ? { reactions: reactionsOf(wire.messageRecords, ownId) } : {}),
    seenBy: mine ? seenBy(wire) : null,
    // Anybody may send any `localId`: only on a message of ours does it prove anything.
    clientId: mine && localId !== null && localId !== undefined ? String(localId) : null,
  };
}

/** The author counts in both numbers: Spika marks a message as seen by its author when it is sent. */
function seenBy({ seenCount, totalUserCount }: WireMessage): { count: number; of: number } | null {
  const others = (totalUserCount ?? 0) - 1;
  return others < 1 ? null : { count: Math.min(others, Math.max(0, (seenCount ?? 0) - 1)), of: others };
}

/** One of a kind counts once for each person. */
function reactionsOf(records: NonNullable<WireMessage['messageRecords']>, ownId: number | null): NonNullable<RemoteMessage['reactions']> {
  const people = new Map<string, Set<number | null>>();
  for (const { type, reaction, userId = null, isDeleted } of records) {
    if (type !== 'reaction' || !reaction || isDeleted) continue;
    people.set(reaction, (people.get(reaction) ?? new Set()).add(userId));
  }
  return [...people].map(([emoji, users]) => ({ emoji, count: users.size, mine: ownId !== null && users.has(ownId) }));
}
