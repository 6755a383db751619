/** The user's rooms, and the names of the people in them. */
import { z } from 'zod';
import type { RemoteConversation } from '../contract.ts';
import { Protocol, Rejected } from '../errors.ts';
import { readAs } from '../spika/read.ts';
import { idSchema } from '../spika/schemas.ts';
import type { UserClient } from './client.ts';

export interface Rooms {
  /** All rooms that are not deleted. */
  list(signal: AbortSignal): Promise<RemoteConversation[]>;
  nameOf(userId: number): string | null;
  /** Looks the room up when one of these people is not known yet; only once for each of them. */
  meet(roomId: number, userIds: readonly number[], signal: AbortSignal): Promise<void>;
}

const personSchema = z.looseObject({ id: idSchema, displayName: z.string().nullish().catch(null) });
const roomSchema = z.looseObject({
  id: idSchema,
  name: z.string().nullish(),
  type: z.string().nullish(),
  deleted: z.boolean().nullish(),
  users: z.array(z.looseObject({ userId: idSchema, user: personSchema.nullish() })).nullish(),
});
type WireRoom = z.infer<typeof roomSchema>;
const pageSchema = z.looseObject({ list: z.array(roomSchema) });
const singleSchema = z.looseObject({ room: roomSchema });

const pageSize = 10;

export function createRooms(client: UserClient): Rooms {
  const names = new Map<number, string>();
  const lookedFor = new Set<string>();

  function learn(room: WireRoom): void {
    for (const { userId, user } of room.users ?? []) if (user?.displayName) names.set(userId, user.displayName);
  }

  /** Of a private room, whose name is empty, the other member's. */
  function titleOf({ id, name, type, users }: WireRoom): string {
    const others = (users ?? []).filter(({ userId }) => userId !== client.ownId());
    const person = type === 'private' ? (others[0] ?? users?.[0]) : undefined;
    return (person && names.get(person.userId)) || name || `Room ${id}`;
  }

  return {
    async list(signal) {
      const rooms = new Map<number, WireRoom>();
      for (let page = 1; ; page += 1) {
        const { data } = await client.get(`/rooms?page=${page}`, signal);
        const { list } = readAs(pageSchema, data, 'a list of rooms');
        const before = rooms.size;
        for (const room of list) rooms.set(room.id, room);
        // The count Spika gives includes deleted rooms, which it does not list: only a short page is the end.
        if (list.length < pageSize || rooms.size === before) break;
      }
      for (const room of rooms.values()) learn(room);
      return [...rooms.values()].filter((room) => !room.deleted).map((room) => ({ remoteId: String(room.id), title: titleOf(room) }));
    },

    nameOf: (userId) => names.get(userId) ?? null,

    async meet(roomId, userIds, signal) {
      const strangers = userIds.filter((id) => !names.has(id)).map((id) => `${roomId}/${id}`);
      if (strangers.every((stranger) => lookedFor.has(stranger))) return;
      try {
        const { data } = await client.get(`/rooms/${roomId}`, signal);
        learn(readAs(singleSchema, data, 'a room').room);
      } catch (error) {
        // Whoever has left, or a room that is gone, must not keep the messages from being shown.
        if (!(error instanceof Rejected || error instanceof Protocol)) throw error;
      }
      for (const stranger of strangers) lookedFor.add(stranger);
    },
  };
}
