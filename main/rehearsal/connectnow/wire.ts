/** Rows as JSON, in the shape of ConnectNow's sister APIs. */
import type { Behaviour } from './behaviour.ts';
import type { Chat, ChatUser, Company, Message, Tables } from './tables.ts';

export interface Wire {
  company(row: Company): object;
  chat(row: Chat): object;
  person(row: ChatUser): object;
  message(row: Message): object;
}

export function createWire({ companies, people }: Tables, behaviour: Behaviour): Wire {
  /** By second, to the second: whoever reads a chat is told the same times again. */
  const told = new Map<number, string>();

  /** `2021-04-26T22:25:35.000000Z`. */
  function moment(microseconds: number): string {
    const second = Math.floor(microseconds / 1_000_000);
    const text = told.get(second) ?? new Date(second * 1000).toISOString().slice(0, 19);
    told.set(second, text);
    const fraction = behaviour.precision === 'seconds' ? '000000' : String(microseconds % 1_000_000).padStart(6, '0');
    return `${text}.${fraction}Z`;
  }
  const times = (milliseconds: number) => ({ created_at: moment(milliseconds * 1000), updated_at: moment(milliseconds * 1000) });

  function person({ id, chatId, name, surname, email, createdAt, deletedAt }: ChatUser): object {
    return { id, chat_id: chatId, name, surname, email, ...times(createdAt), deleted_at: deletedAt && moment(deletedAt * 1000) };
  }

  return {
    person,
    company: ({ id, name, createdAt }) => ({ id, name, ...times(createdAt) }),
    chat({ id, name, companyId, createdAt }) {
      const company = companyId === null ? undefined : companies.find(companyId);
      return { id, name, company_id: companyId, company: company ? { id: company.id, name: company.name } : null, ...times(createdAt) };
    },
    message({ id, chatId, chatUserId, text, createdAt, updatedAt }) {
      const author = people.find(chatUserId);
      return {
        id,
        chat_id: chatId,
        chat_user_id: chatUserId,
        [behaviour.textName]: text,
        created_at: moment(createdAt),
        updated_at: moment(updatedAt),
        ...(behaviour.authors === 'nested' ? { chat_user: author && author.deletedAt === null ? person(author) : null } : {}),
      };
    },
  };
}
