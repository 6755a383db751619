/** Messages: written by people in the chat, read by them and by the account. */
import { json, type Reply } from '../../reply.ts';
import { inChat, type RouteParts } from '../parts.ts';
import { done, invalid, noSuch, unauthenticated, unauthorized } from '../replies.ts';
import type { Route, Visit } from '../router.ts';
import { check } from '../rules.ts';
import type { Message } from '../tables.ts';

export function messageRoutes(parts: RouteParts): Route[] {
  const { tables, book, wire, behaviour, page, created, onSent } = parts;

  /** The message, for those who may change it: its author, and the account. */
  function withMessage({ ids: [chatId = '', id = ''], caller }: Visit, job: (message: Message) => Reply): Reply {
    return inChat(parts, chatId, caller, (chat) => {
      const message = tables.messages.find(id);
      if (message?.chatId !== chat.id) return noSuch('ChatMessage', id);
      return caller.kind === 'chat-user' && message.chatUserId !== caller.person.id ? unauthorized : job(message);
    });
  }

  return [
    {
      method: 'GET',
      path: '/api/chats/*/messages',
      guard: () => behaviour.readGuard,
      handle: ({ call, caller, ids: [id = ''] }) =>
        inChat(parts, id, caller, (chat) => {
          const messages = book.messages(chat.id).map(wire.message);
          return page(behaviour.order === 'newest-first' ? messages.reverse() : messages, call);
        }),
    },
    {
      method: 'POST',
      path: '/api/chats/*/messages',
      guard: 'chat-user',
      handle: ({ caller, ids: [id = ''], input }) =>
        inChat(parts, id, caller, (chat) => {
          if (caller.kind !== 'chat-user') return unauthenticated;
          const errors = check(input, [{ name: behaviour.textName }]);
          if (errors) return invalid(errors);
          const message = book.write(chat.id, caller.person, input[behaviour.textName] as string);
          onSent(message);
          return created(wire.message(message));
        }),
    },
    {
      method: 'GET',
      path: '/api/chats/*/messages/*',
      guard: () => behaviour.readGuard,
      handle: ({ caller, ids: [chatId = '', id = ''] }) =>
        inChat(parts, chatId, caller, (chat) => {
          const message = tables.messages.find(id);
          return message?.chatId === chat.id ? json(200, wire.message(message)) : noSuch('ChatMessage', id);
        }),
    },
    {
      method: 'PUT',
      path: '/api/chats/*/messages/*',
      guard: 'either',
      handle: (visit) =>
        withMessage(visit, (message) => {
          const errors = check(visit.input, [{ name: behaviour.textName }]);
          if (errors) return invalid(errors);
          book.rewrite(message, visit.input[behaviour.textName] as string);
          return json(200, wire.message(message));
        }),
    },
    {
      method: 'DELETE',
      path: '/api/chats/*/messages/*',
      guard: 'either',
      handle: (visit) =>
        withMessage(visit, (message) => {
          tables.messages.remove(message.id);
          return done;
        }),
    },
  ];
}
