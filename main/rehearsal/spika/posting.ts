/** Writing, changing and deleting messages, with the checks both APIs make in the same order, and word of it to everybody. */
import type { Reply } from '../reply.ts';
import type { Broadcast } from './broadcast.ts';
import type { Device } from './devices.ts';
import type { House, Room, StoredMessage } from './house.ts';
import { error, success } from './replies.ts';
import type { SendBody } from './validate.ts';
import { isGoneFor, messageOnWire, type Generation } from './wire.ts';

export interface Posting {
  send(userId: number, body: SendBody, device: Device | null): Reply;
  edit(device: Device, id: number, text: unknown): Reply;
  remove(device: Device, id: number, target: string | null): Reply;
  /** Without any check: what people in the rehearsal do. */
  write(room: Room, userId: number, body: Record<string, unknown>, more?: Partial<StoredMessage>): StoredMessage;
  rewrite(message: StoredMessage, text: string): void;
  erase(message: StoredMessage, forUserId: number | null): void;
  react(message: StoredMessage, userId: number, reaction: string): void;
  unreact(message: StoredMessage, userId: number): void;
  see(messages: readonly StoredMessage[], userId: number): void;
}

export interface PostingParts {
  house: House;
  broadcast: Broadcast;
  generation(): Generation;
  onWritten(message: StoredMessage, room: Room): void;
  /** Written through the API, so by the user of the rehearsal. */
  onSent(message: StoredMessage, room: Room): void;
}

const fileTypes = ['image', 'audio', 'video', 'file'];

export function createPosting({ house, broadcast, generation, onWritten, onSent }: PostingParts): Posting {
  function tell(type: string, message: StoredMessage, userIds: Iterable<number>, exceptDeviceId?: string): void {
    for (const userId of userIds) broadcast.tell([userId], { type, message: messageOnWire(message, userId, generation()) }, exceptDeviceId);
  }

  const membersOf = (message: StoredMessage) => house.rooms.get(message.roomId)!.members.keys();

  function write(
    room: Room,
    fromUserId: number,
    body: Record<string, unknown>,
    more: Partial<StoredMessage> = {},
    device?: string,
  ): StoredMessage {
    const message = house.add(room, { fromUserId, type: 'text', body: { ...body, ...quotedBy(more.replyId ?? null) }, ...more });
    tell('NEW_MESSAGE', message, room.members.keys(), device);
    onWritten(message, room);
    return message;
  }

  /** A copy, not changed later. */
  function quotedBy(replyId: number | null): Record<string, unknown> {
    const quoted = replyId === null ? undefined : house.message(replyId);
    return quoted ? { referenceMessage: messageOnWire(quoted, -1, generation()) } : {};
  }

  function rewrite(message: StoredMessage, text: string): void {
    Object.assign(message, { body: { ...message.body, text }, modifiedAt: house.tick() });
    tell('UPDATE_MESSAGE', message, membersOf(message));
  }

  function erase(message: StoredMessage, forUserId: number | null): void {
    message.modifiedAt = house.tick();
    if (forUserId === null) message.deleted = true;
    else message.hiddenFor.add(forUserId);
    tell('DELETE_MESSAGE', message, forUserId === null ? membersOf(message) : [forUserId]);
  }

  /** The older generation does not say in which room. */
  function tellRecord(event: string, message: StoredMessage, record: Record<string, unknown>): void {
    const room = generation() === 'master' ? {} : { roomId: message.roomId };
    broadcast.tell(membersOf(message), { type: event, messageRecord: { messageId: message.id, ...record, ...room } });
  }

  /** The newer generation looks for this device's copy only after the change, and stumbles where there is none. */
  function changed(message: StoredMessage, device: Device): Reply {
    if (message.withheld && generation() === 'work/main')
      return error(500, "Server error TypeError: Cannot read properties of undefined (reading 'createdAt')");
    return success({ message: messageOnWire(message, device.userId, generation()) });
  }

  return {
    write,
    rewrite,
    erase,
    react(message, userId, reaction) {
      message.reactions.push({ userId, reaction });
      tellRecord('NEW_MESSAGE_RECORD', message, { type: 'reaction', userId, reaction });
    },
    unreact(message, userId) {
      message.reactions = message.reactions.filter((each) => each.userId !== userId);
      tellRecord('DELETE_MESSAGE_RECORD', message, { type: 'reaction', userId });
    },
    see(messages, userId) {
      for (const message of messages) {
        if (message.seenBy.has(userId)) continue;
        message.seenBy.add(userId);
        tellRecord('NEW_MESSAGE_RECORD', message, { type: 'seen', userId });
      }
    },
    send(userId, { roomId, type, body, localId, replyId }, device) {
      const room = house.rooms.get(roomId);
      if (room && !room.members.has(userId)) return error(400, 'Room user not found');
      if (!room) return error(400, generation() === 'master' ? 'Room not found' : 'Chat not found');
      if (room.deleted) return error(403, 'Room is deleted');
      if (fileTypes.includes(type)) return error(400, body['fileId'] === undefined ? 'FileID is missing' : 'Invalid fileId');
      if (replyId && !house.message(replyId)) return error(400, 'there is no message with replyId');
      if (!replyId && type !== 'text') return error(400, 'Invalid type');
      if (!body['text']) return error(400, 'Text is missing');
      const message = write(room, userId, body, { type, localId: localId ?? null, replyId: replyId ?? null }, device?.deviceId);
      onSent(message, room);
      // The answer leaves before anybody can have seen the message, its author included.
      return success({ message: { ...messageOnWire(message, userId, generation()), deliveredCount: 0, seenCount: 0 } });
    },
    edit(device, id, text) {
      if (typeof text !== 'string' || text === '') return error(400, 'Text is required');
      const message = house.message(id);
      if (!message) return error(404, 'Not found');
      if (message.fromUserId !== device.userId) return error(403, 'Not the owner of this message');
      if (message.type !== 'text') return error(400, 'Not a text message');
      rewrite(message, text);
      return changed(message, device);
    },
    remove(device, id, target) {
      if (target !== 'all' && target !== 'user') return error(400, 'Invalid target query param');
      const message = house.message(id);
      if (!message) return error(404, 'Not found');
      if (target === 'all' && message.fromUserId !== device.userId) return error(403, 'Not the owner of this message');
      if (!isGoneFor(message, device.userId) || target === 'all') erase(message, target === 'all' ? null : device.userId);
      return changed(message, device);
    },
  };
}
