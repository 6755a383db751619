/** Messages of a room: read page by page, written, changed and deleted. */
import { z } from 'zod';
import type { Outgoing, RemoteMessage, RemotePage, SendReceipt } from '../contract.ts';
import type { Clock } from '../../clock.ts';
import { Rejected } from '../errors.ts';
import { toMessages } from '../spika/map.ts';
import { readAs } from '../spika/read.ts';
import { messageSchema, sentSchema, type WireMessage } from '../spika/schemas.ts';
import { refuseEmpty, sendBody } from '../spika/send-body.ts';
import type { UserClient } from './client.ts';
import type { Rooms } from './rooms.ts';

export interface Messages {
  /** From the newest, or from `cursor` (a message's id, itself included) back. */
  page(roomId: string, cursor: number | null, signal: AbortSignal): Promise<RemotePage>;
  /** Messages of one room, once everybody in them has a name. */
  named(wire: readonly WireMessage[], signal: AbortSignal): Promise<RemoteMessage[]>;
  send(roomId: string, outgoing: Outgoing, signal: AbortSignal): Promise<SendReceipt>;
  edit(roomId: string, messageId: string, text: string, signal: AbortSignal): Promise<RemoteMessage | null>;
  remove(roomId: string, messageId: string, scope: 'self' | 'all', signal: AbortSignal): Promise<void>;
}

const pageSchema = z.looseObject({ list: z.array(messageSchema) });

export function createMessages(client: UserClient, rooms: Rooms, clock: Clock): Messages {
  async function named(wire: readonly WireMessage[], signal: AbortSignal): Promise<RemoteMessage[]> {
    const people = wire.flatMap(({ fromUserId, body }) => [fromUserId, body?.referenceMessage?.fromUserId ?? fromUserId]);
    if (wire[0]) await rooms.meet(wire[0].roomId, people, signal);
    return mapped(wire);
  }

  const mapped = (wire: readonly WireMessage[]) => toMessages(wire, { ownId: client.ownId(), nameOf: rooms.nameOf, now: clock.now() });

  /** What a change answers with. Names come from what is known: no further call may fail once the change is made. */
  const readChanged = (data: unknown) => mapped([readAs(sentSchema, data, 'a message', 'maybe').message])[0]!;

  return {
    named,

    async page(roomId, cursor, signal) {
      const { data } = await client.get(`/messages/roomId/${roomId}${cursor === null ? '' : `?cursor=${cursor}`}`, signal);
      const { list } = readAs(pageSchema, data, 'a list of messages');
      return { messages: await named(list, signal) };
    },

    async send(roomId, outgoing, signal) {
      const message = readChanged(await client.change('POST', '/messages', sendBody(roomId, outgoing), signal));
      return { renderedText: message.text, message };
    },

    async edit(_roomId, messageId, text, signal) {
      refuseEmpty(text);
      return readChanged(await client.change('PUT', `/messages/${messageId}`, { text }, signal));
    },

    async remove(_roomId, messageId, scope, signal) {
      const target = scope === 'all' ? 'all' : 'user';
      try {
        await client.change('DELETE', `/messages/${messageId}?target=${target}`, undefined, signal);
      } catch (error) {
        // Gone already, which is what was wanted.
        if (!(error instanceof Rejected && error.reason === 'not-found')) throw error;
      }
    },
  };
}
