/** What the routes share. */
import type { Call, Reply } from '../reply.ts';
import type { Behaviour } from './behaviour.ts';
import type { ChatBook } from './chat-book.ts';
import type { Post } from './post.ts';
import { noSuch, unauthorized } from './replies.ts';
import type { Caller } from './router.ts';
import type { Chat, Message, Tables } from './tables.ts';
import type { Wire } from './wire.ts';

export interface RouteParts {
  tables: Tables;
  book: ChatBook;
  wire: Wire;
  post: Post;
  behaviour: Behaviour;
  now(): number;
  page(items: object[], call: Call): Reply;
  /** The reply to creating something: the thing itself, or only that it was taken. */
  created(thing: object): Reply;
  /** A new token for this person. */
  tokenFor(personId: number): string;
  /** A message was written through the API. */
  onSent(message: Message): void;
}

/** Runs `job` with the chat, or says why not: people see their own chat only. */
export function inChat({ tables }: RouteParts, id: string, caller: Caller, job: (chat: Chat) => Reply): Reply {
  const chat = tables.chats.find(id);
  if (!chat) return noSuch('Chat', id);
  return caller.kind === 'chat-user' && caller.person.chatId !== chat.id ? unauthorized : job(chat);
}
