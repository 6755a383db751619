/** Rooms and their messages as 8x8 would hold them. */
import { createHash } from 'node:crypto';

export interface WireMessage {
  authorUser: { avatarUrl: string; email: string; id: string; name: string };
  parsed: string;
  id: string;
  /** Microseconds since 1970; of new messages unique and growing. */
  timestamp: number;
}

export interface Room {
  name: string;
  /** Members only; the API may read it but not write to it. */
  isPrivate: boolean;
  messages: WireMessage[];
}

export type Author = WireMessage['authorUser'];

export interface RoomStore {
  find(name: string): Room | undefined;
  /** The room of this name, made if need be: names that differ in case are different rooms. */
  ensure(name: string, isPrivate?: boolean): Room;
  /** Adds a message now, or at `milliseconds`. */
  add(room: Room, author: Author, text: string, milliseconds?: number): WireMessage;
  names(): string[];
}

export function createRoomStore(seed: string, now: () => number): RoomStore {
  const rooms = new Map<string, Room>();
  let added = 0;
  let latest = 0;

  return {
    find: (name) => rooms.get(name),
    names: () => [...rooms.keys()],
    ensure(name, isPrivate = false) {
      const room = rooms.get(name) ?? { name, isPrivate, messages: [] };
      rooms.set(name, room);
      return room;
    },
    add(room, author, text, milliseconds) {
      added += 1;
      const digest = createHash('sha256').update(`${seed}/${room.name}/${added}`).digest();
      // The clock gives milliseconds; the rest of a microsecond is made up, as nobody posts on the full one.
      const wanted = Math.floor(milliseconds ?? now()) * 1000 + (digest.readUInt16BE(0) % 1000);
      const timestamp = milliseconds === undefined ? Math.max(wanted, latest + 1) : wanted;
      latest = Math.max(latest, timestamp);
      const message: WireMessage = { authorUser: author, parsed: text, id: digest.toString('base64url'), timestamp };
      room.messages.push(message);
      room.messages.sort((a, b) => a.timestamp - b.timestamp);
      return message;
    },
  };
}
