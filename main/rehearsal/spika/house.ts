/** A Spika server's people, rooms and messages, as its database would hold them. */
import type { Clock } from '../../clock.ts';

export interface Person {
  id: number;
  displayName: string;
  telephoneNumber: string | null;
  isBot: boolean;
}

export interface StoredMessage {
  id: number;
  roomId: number;
  fromUserId: number;
  type: string;
  body: Record<string, unknown>;
  /** Milliseconds UTC, as all times here. */
  createdAt: number;
  modifiedAt: number;
  localId: string | null;
  replyId: number | null;
  deleted: boolean;
  /** People who took it out of their own view. */
  hiddenFor: Set<number>;
  reactions: { userId: number; reaction: string }[];
  seenBy: Set<number>;
  totalUserCount: number;
  /** Written before the user's device existed: Spika has no copy of the body for it. */
  withheld: boolean;
}

export interface Room {
  id: number;
  name: string;
  type: 'private' | 'group';
  deleted: boolean;
  createdAt: number;
  /** Who is in it, and since when. */
  members: Map<number, number>;
  messages: StoredMessage[];
}

export type NewMessage = Pick<StoredMessage, 'fromUserId' | 'type' | 'body'> & Partial<StoredMessage>;

export interface House {
  people: Map<number, Person>;
  rooms: Map<number, Room>;
  /** Known by name, or new. */
  person(name: string, more?: Partial<Person>): Person;
  addRoom(room: Pick<Room, 'name' | 'type'>, memberIds: number[], createdAt?: number): Room;
  add(room: Room, message: NewMessage): StoredMessage;
  message(id: number): StoredMessage | undefined;
  /** Later than any time so far, so that a change is always newer than what it changes. */
  tick(): number;
}

export function createHouse(clock: Clock): House {
  const people = new Map<number, Person>();
  const rooms = new Map<number, Room>();
  const messages = new Map<number, StoredMessage>();
  let latest = 0;

  function tick(): number {
    return (latest = Math.max(latest + 1, Math.floor(clock.now())));
  }

  return {
    people,
    rooms,
    tick,
    message: (id) => messages.get(id),
    person(name, more = {}) {
      const known = [...people.values()].find((person) => person.displayName === name);
      if (known) return known;
      const id = people.size + 1;
      const person = { id, displayName: name, telephoneNumber: `+3197000${String(id).padStart(5, '0')}`, isBot: false, ...more };
      people.set(id, person);
      return person;
    },
    addRoom({ name, type }, memberIds, createdAt = 0) {
      const members = new Map(memberIds.map((id) => [id, createdAt]));
      const room: Room = { id: rooms.size + 1, name, type, deleted: false, createdAt, members, messages: [] };
      rooms.set(room.id, room);
      return room;
    },
    add(room, given) {
      const createdAt = given.createdAt ?? tick();
      latest = Math.max(latest, createdAt);
      const message: StoredMessage = {
        modifiedAt: createdAt,
        localId: null,
        replyId: null,
        deleted: false,
        hiddenFor: new Set(),
        reactions: [],
        seenBy: new Set([given.fromUserId]),
        totalUserCount: [...room.members.keys()].filter((id) => !people.get(id)?.isBot).length,
        withheld: false,
        ...given,
        id: messages.size + 1,
        roomId: room.id,
        createdAt,
      };
      messages.set(message.id, message);
      room.messages.push(message);
      return message;
    },
  };
}
