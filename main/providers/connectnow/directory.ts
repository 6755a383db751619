/** Who is in a chat, and which of them is this account: to name authors whose messages carry only an id. */
import type { Clock } from '../../clock.ts';
import { ProviderError } from '../errors.ts';
import type { RemoteMessage } from '../contract.ts';
import type { Access } from './access.ts';
import { largestPage } from './assumptions.ts';
import { expectJson, type Client } from './client.ts';
import { toListedPerson, type ListedPerson, type ReadMessage } from './map.ts';
import { readAll, toListing } from './paging.ts';
import { personIn, toPerson, type Person } from './person.ts';

export interface Directory {
  /** Everybody the service lists in a chat. */
  list(chatId: string, signal: AbortSignal): Promise<ListedPerson[]>;
  /** The messages with their authors' names. Asks for people where a name is missing, but never fails for want of one. */
  name(chatId: string, messages: ReadMessage[], signal: AbortSignal): Promise<RemoteMessage[]>;
  /** A message this account has just written, without asking anybody. */
  nameOwn(chatId: string, message: ReadMessage): RemoteMessage;
  /** A sign-in or an answer said who we are in a chat. */
  noteMe(chatId: string, person: Person | null): void;
}

interface Chat {
  people: Map<string, Person>;
  /** When the people were last asked for, ms UTC. */
  askedAt: number;
  /** Ids of authors whom a listing did not hold: they have left. */
  former: Set<string>;
  me: Person | null;
  askedForMe: boolean;
}

/** Between two listings of a chat's people, ms. */
const patience = 5 * 60_000;

export function createDirectory(client: Client, access: Access, clock: Clock): Directory {
  const chats = new Map<string, Chat>();

  function chatOf(chatId: string): Chat {
    const chat = chats.get(chatId) ?? { people: new Map(), askedAt: -Infinity, former: new Set(), me: null, askedForMe: false };
    chats.set(chatId, chat);
    return chat;
  }

  async function list(chatId: string, signal: AbortSignal): Promise<ListedPerson[]> {
    const path = `/api/chats/${encodeURIComponent(chatId)}/users?per_page=${largestPage}`;
    const about = 'the people of this chat';
    const people = await readAll(
      (page) =>
        access.inChat(
          chatId,
          'readPeople',
          async (bearer) =>
            toListing(expectJson(await client.call({ method: 'GET', path: `${path}&page=${page}`, bearer, about }, signal)), 'people'),
          signal,
        ),
      toListedPerson,
    );
    const chat = chatOf(chatId);
    for (const person of people) chat.people.set(String(person.id), toPerson(person));
    return people;
  }

  async function askForMe(chatId: string, chat: Chat, signal: AbortSignal): Promise<void> {
    if (chat.me || chat.askedForMe || access.chatTokens.get(chatId) === null) return;
    chat.askedForMe = true;
    await tolerate(async () => {
      const call = (bearer: string) => client.call({ method: 'GET', path: '/api/chat-user', bearer, about: 'who you are' }, signal);
      chat.me = personIn(await access.asChatUser(chatId, call, signal));
    });
  }

  async function askForPeople(chatId: string, chat: Chat, messages: ReadMessage[], signal: AbortSignal): Promise<void> {
    const isKnown = (id: string) => chat.people.has(id) || chat.former.has(id);
    const unknown = messages.flatMap(({ authorId, author }) => (authorId === null || author?.name || isKnown(authorId) ? [] : [authorId]));
    if (unknown.length === 0 || clock.now() - chat.askedAt < patience) return;
    chat.askedAt = clock.now();
    await tolerate(async () => {
      await list(chatId, signal);
      for (const id of unknown) if (!chat.people.has(id)) chat.former.add(id);
    });
  }

  function named(message: ReadMessage, chat: Chat, email: string): RemoteMessage {
    const { authorId, author, ...rest } = message;
    const person = author?.name ? author : authorId === null ? null : (chat.people.get(authorId) ?? null);
    const mine = isMe(authorId, person, chat.me, email);
    return {
      ...rest,
      authorId: authorId ?? '',
      authorName: person?.name ?? nameless(authorId, chat),
      ...(mine === null ? {} : { mine }),
    };
  }

  function nameOwn(chatId: string, message: ReadMessage): RemoteMessage {
    const chat = chatOf(chatId);
    const email = access.chatTokens.email(chatId);
    const author = message.author ?? chat.me ?? { id: null, name: email || null, email };
    return { ...named({ ...message, author, authorId: message.authorId ?? author.id }, chat, email), mine: true };
  }

  return {
    list,
    async name(chatId, messages, signal) {
      const chat = chatOf(chatId);
      await askForMe(chatId, chat, signal);
      await askForPeople(chatId, chat, messages, signal);
      return messages.map((message) => named(message, chat, access.chatTokens.email(chatId)));
    },
    nameOwn,
    noteMe(chatId, person) {
      const chat = chatOf(chatId);
      chat.me = person?.id ? person : null;
      chat.askedForMe = false;
    },
  };
}

function nameless(authorId: string | null, chat: Chat): string {
  if (authorId === null) return 'Unknown sender';
  return chat.former.has(authorId) ? 'Former participant' : `Participant ${authorId}`;
}

/** By id or e-mail address: a message may name its author by another kind of id than the one we know ourselves by. Null: cannot be told. */
function isMe(authorId: string | null, author: Person | null, me: Person | null, email: string): boolean | null {
  if (me?.id && authorId === me.id) return true;
  if (email !== '' && author?.email) return author.email === email;
  return me?.id && authorId !== null ? false : null;
}

/** A name is not worth a failed read; the service's refusal is not, either. */
async function tolerate(job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}
