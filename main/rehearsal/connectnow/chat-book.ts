/** What happens in chats, whoever causes it: people come, write and are recognised. */
import type { Chat, ChatUser, Message, Tables } from './tables.ts';

export interface NamedPerson {
  name: string;
  surname: string;
  email: string;
}

export interface ChatBook {
  /** The chat of this id, made if need be. */
  ensureChat(id: number): Chat;
  /** The person of this e-mail address in the chat, whether they left or not. */
  personByEmail(chatId: number, email: string): ChatUser | undefined;
  /** The person of this full name, who joins if need be. */
  ensurePerson(chatId: number, fullName: string): ChatUser;
  join(chatId: number, person: NamedPerson): ChatUser;
  /** Writes now, or at `milliseconds`. */
  write(chatId: number, author: ChatUser, text: string, milliseconds?: number): Message;
  rewrite(message: Message, text: string): void;
  /** Oldest first. */
  messages(chatId: number): Message[];
}

/** `makePassword` for chats that are made without one. */
export function createChatBook(tables: Tables, now: () => number, makePassword: () => string): ChatBook {
  const { chats, people, messages } = tables;
  /** By chat: when its newest message was written, microseconds UTC. */
  const latest = new Map<number, number>();

  function join(chatId: number, { name, surname, email }: NamedPerson): ChatUser {
    return people.add({ chatId, name, surname, email, createdAt: now(), deletedAt: null });
  }

  return {
    join,
    ensureChat: (id) => chats.find(id) ?? chats.add({ name: null, companyId: null, password: makePassword(), createdAt: now() }, id),
    personByEmail: (chatId, email) =>
      people.rows().find((person) => person.chatId === chatId && person.email.toLowerCase() === email.toLowerCase()),
    ensurePerson(chatId, fullName) {
      const known = people.rows().find((person) => person.chatId === chatId && fullNameOf(person) === fullName);
      return known ?? join(chatId, personNamed(fullName));
    },
    write(chatId, author, text, milliseconds = now()) {
      // Nobody writes on the full millisecond, and a clock that was set back must not put a new message before an old one.
      const wanted = Math.floor(milliseconds) * 1000 + ((author.id * 37 + text.length * 101) % 1000);
      const createdAt = Math.max(wanted, (latest.get(chatId) ?? 0) + 1);
      latest.set(chatId, createdAt);
      return messages.add({ chatId, chatUserId: author.id, text, createdAt, updatedAt: createdAt });
    },
    rewrite: (message, text) => void Object.assign(message, { text, updatedAt: now() * 1000 }),
    messages: (chatId) => messages.rows().filter((message) => message.chatId === chatId),
  };
}

export const fullNameOf = ({ name, surname }: Pick<ChatUser, 'name' | 'surname'>) => `${name} ${surname}`.trim();

function personNamed(fullName: string): NamedPerson {
  const [name = '', ...rest] = fullName.split(' ');
  return { name, surname: rest.join(' '), email: `${Buffer.from(fullName).toString('hex').slice(0, 40)}@people.example` };
}
