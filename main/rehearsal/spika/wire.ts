/** What the server tells of its rows. The two generations differ in a few fields. */
import type { House, Person, Room, StoredMessage } from './house.ts';

/** The branches of Spika's public source. */
export type Generation = 'master' | 'work/main';

const deletedText = { text: 'Deleted message' };

export function userOnWire({ id, displayName, telephoneNumber, isBot }: Person): Record<string, unknown> {
  return { id, displayName, avatarFileId: 0, telephoneNumber, emailAddress: null, verified: true, isBot };
}

export function roomOnWire(room: Room, house: House, generation: Generation): Record<string, unknown> {
  const { id, name, type, deleted, createdAt, members } = room;
  const users = [...members.keys()].map((userId) => ({ userId, isAdmin: false, user: userOnWire(house.people.get(userId)!) }));
  const unread = generation === 'work/main' ? { unreadCount: 0 } : {};
  return {
    ...{ id, name, type, deleted, createdAt, users },
    ...{ avatarFileId: 0, muted: false, pinned: false, modifiedAt: createdAt },
    ...unread,
  };
}

/** For one reader's device. `withReactions` where messages are read room by room. */
export function messageOnWire(
  message: StoredMessage,
  readerId: number,
  generation: Generation,
  withReactions = false,
): Record<string, unknown> {
  const { id, roomId, fromUserId, totalUserCount, seenBy, type, createdAt, modifiedAt, localId, replyId, withheld } = message;
  const gone = isGoneFor(message, readerId);
  const body = withheld ? {} : { body: gone ? deletedText : message.body };
  const times = withheld && generation === 'work/main' ? { createdAt: null, modifiedAt: null } : { createdAt, modifiedAt };
  return {
    ...{ id, roomId, fromUserId, totalUserCount, deliveredCount: seenBy.size, seenCount: seenBy.size },
    ...{ type: message.deleted ? 'text' : type, ...body, ...times, localId, replyId, deleted: gone },
    ...(generation === 'work/main' ? { isForwarded: false, hasLink: false } : {}),
    ...(withReactions ? { messageRecords: reactionsOnWire(message) } : {}),
  };
}

export const isGoneFor = (message: StoredMessage, readerId: number) => message.deleted || message.hiddenFor.has(readerId);

function reactionsOnWire({ id, roomId, reactions, createdAt }: StoredMessage): Record<string, unknown>[] {
  return reactions.map(({ userId, reaction }, index) => ({
    ...{ id: id * 100 + index, type: 'reaction', messageId: id, userId, reaction, roomId, createdAt },
  }));
}
