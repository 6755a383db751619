/** What tests do at the server behind Parley's back, and what they may know of it. */
import type { Broadcast } from './broadcast.ts';
import type { Devices } from './devices.ts';
import type { House, Room, StoredMessage } from './house.ts';
import type { Posting } from './posting.ts';
import { isGoneFor, roomOnWire } from './wire.ts';

export interface SpikaHelpers {
  /** In a room by its number, else by its name, else in a new one of that name. Answers the message's id. */
  post(conversation: string, author: string, text: string, more?: Partial<StoredMessage>): string;
  editAs(author: string, messageId: string, text: string): void;
  removeAs(author: string, messageId: string): void;
  reactAs(author: string, messageId: string, reaction: string): void;
  unreactAs(author: string, messageId: string): void;
  seeAs(reader: string, messageId: string): void;
  /** The user reads a room on another device. */
  seenElsewhere(roomId: string): void;
  /** The room disappears for everybody. */
  deleteRoom(roomId: string): void;
  /** The user's device came later than this message, and has no copy of it. */
  withhold(messageId: string): void;
  expireTokens(): void;
  revokeTokens(): void;
  /** What the service holds, oldest first, deleted messages included; empty for an unknown room. */
  messages(roomId: string): StoredMessage[];
  truth(roomId: string): { author: string; text: string }[];
  /** All rooms the user is in, by number. */
  rooms(): { id: string; name: string }[];
  onMessage(listener: (room: Room, message: StoredMessage) => void): () => void;
}

export interface HelperParts {
  house: House;
  posting: Posting;
  broadcast: Broadcast;
  devices: Devices;
  userId: number;
  listeners: Set<(room: Room, message: StoredMessage) => void>;
}

export function createHelpers({ house, posting, broadcast, devices, userId, listeners }: HelperParts): SpikaHelpers {
  function roomOf(conversation: string): Room {
    const known = [...house.rooms.values()].find((room) => String(room.id) === conversation || room.name === conversation);
    if (known) return known;
    const room = house.addRoom({ name: conversation, type: 'group' }, [userId]);
    broadcast.tell([userId], { type: 'NEW_ROOM', room: roomOnWire(room, house, 'master') });
    return room;
  }

  function message(id: string): StoredMessage {
    const found = house.message(Number(id));
    if (!found) throw new Error(`There is no message ${id}.`);
    return found;
  }

  function own(author: string, id: string): StoredMessage {
    const found = message(id);
    if (found.fromUserId !== house.person(author).id) throw new Error(`Message ${id} is not by ${author}.`);
    return found;
  }

  const messages = (roomId: string) => [...(house.rooms.get(Number(roomId))?.messages ?? [])];

  return {
    messages,
    post(conversation, author, text, more) {
      const room = roomOf(conversation);
      const person = house.person(author);
      if (!room.members.has(person.id)) room.members.set(person.id, room.createdAt);
      return String(posting.write(room, person.id, { text }, more).id);
    },
    editAs: (author, id, text) => posting.rewrite(own(author, id), text),
    removeAs: (author, id) => posting.erase(own(author, id), null),
    reactAs: (author, id, reaction) => posting.react(message(id), house.person(author).id, reaction),
    unreactAs: (author, id) => posting.unreact(message(id), house.person(author).id),
    seeAs: (reader, id) => posting.see([message(id)], house.person(reader).id),
    seenElsewhere: (roomId) => broadcast.tell([userId], { type: 'SEEN_ROOM', roomId: Number(roomId) }),
    deleteRoom(roomId) {
      const room = roomOf(roomId);
      room.deleted = true;
      broadcast.tell(room.members.keys(), { type: 'DELETE_ROOM', room: roomOnWire(room, house, 'master') });
    },
    withhold(id) {
      message(id).withheld = true;
    },
    expireTokens: devices.expireAll,
    revokeTokens: devices.revokeAll,
    truth: (roomId) =>
      messages(roomId)
        .filter((found) => !isGoneFor(found, userId))
        .map((found) => ({ author: house.people.get(found.fromUserId)!.displayName, text: String(found.body['text']) })),
    rooms: () => [...house.rooms.values()].filter((room) => room.members.has(userId)).map(({ id, name }) => ({ id: String(id), name })),
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
