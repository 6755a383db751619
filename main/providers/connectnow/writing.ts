/** Sending, changing and deleting messages. */
import type { Outgoing, RemoteMessage, SendReceipt } from '../contract.ts';
import { Protocol, Rejected } from '../errors.ts';
import type { Access } from './access.ts';
import { messageTextNames } from './assumptions.ts';
import type { Client } from './client.ts';
import type { Directory } from './directory.ts';
import { createLearntName } from './learnt-name.ts';
import { toMessage } from './map.ts';
import { unwrap } from './pick.ts';

export interface Writing {
  send(chatId: string, outgoing: Outgoing, signal: AbortSignal): Promise<SendReceipt>;
  edit(chatId: string, messageId: string, text: string, signal: AbortSignal): Promise<RemoteMessage | null>;
  remove(chatId: string, messageId: string, signal: AbortSignal): Promise<void>;
}

export function createWriting(client: Client, access: Access, directory: Directory): Writing {
  const textName = createLearntName(messageTextNames);
  const messagesOf = (chatId: string) => `/api/chats/${encodeURIComponent(chatId)}/messages`;

  /** The message an answer to writing holds; null where it holds none, as with 202: it is taken all the same. */
  function messageIn(chatId: string, json: unknown): RemoteMessage | null {
    try {
      return directory.nameOwn(chatId, toMessage(unwrap(json), 'message'));
    } catch (error) {
      if (error instanceof Protocol) return null;
      throw error;
    }
  }

  return {
    async send(chatId, { text }, signal) {
      if (text.trim() === '') throw new Rejected('There is nothing to send: the message is empty.', 'invalid');
      const json = await textName.send(text, (body) =>
        access.asChatUser(
          chatId,
          (bearer) => client.call({ method: 'POST', path: messagesOf(chatId), bearer, body, about: 'this chat' }, signal),
          signal,
        ),
      );
      return { renderedText: null, message: messageIn(chatId, json) };
    },

    async edit(chatId, messageId, text, signal) {
      if (text.trim() === '') throw new Rejected('A message cannot be changed into an empty one. Delete it instead.', 'invalid');
      const path = `${messagesOf(chatId)}/${encodeURIComponent(messageId)}`;
      const json = await textName.send(text, (body) =>
        access.inChat(
          chatId,
          'changeMessages',
          (bearer) => client.call({ method: 'PUT', path, bearer, body, about: 'this message' }, signal),
          signal,
        ),
      );
      return messageIn(chatId, json);
    },

    async remove(chatId, messageId, signal) {
      const path = `${messagesOf(chatId)}/${encodeURIComponent(messageId)}`;
      try {
        await access.inChat(
          chatId,
          'changeMessages',
          (bearer) => client.call({ method: 'DELETE', path, bearer, about: 'this message' }, signal),
          signal,
        );
      } catch (error) {
        // Gone already.
        if (!(error instanceof Rejected) || error.reason !== 'not-found') throw error;
      }
    },
  };
}
