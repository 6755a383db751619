/** The chats of an account: those the API token lists, and those the user named. */
import type { RemoteConversation } from '../contract.ts';
import { Rejected } from '../errors.ts';
import type { Access } from './access.ts';
import { largestPage } from './assumptions.ts';
import { expectJson, type Client } from './client.ts';
import { toTitled, type Titled } from './map.ts';
import { readAll, toListing } from './paging.ts';

export interface Conversations {
  list(signal: AbortSignal): Promise<RemoteConversation[]>;
  fromName(name: string): RemoteConversation;
  /** The ids the user named, in order, each once; throws `Rejected` for one that cannot be an id. */
  named(): string[];
}

/** `chats`: one id per line. */
export function createConversations(client: Client, access: Access, chats: string): Conversations {
  function conversation(id: string, title: string | null, company: string | null): RemoteConversation {
    const name = title ?? `Chat #${id}`;
    return {
      remoteId: id,
      title: company === null ? name : `${name} (${company})`,
      readOnlyReason: '',
      signIn: access.chatTokens.get(id) === null ? 'needed' : 'done',
    };
  }

  const fromName = (name: string) => conversation(chatId(name), null, null);

  function named(): string[] {
    const lines = chats.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    return [...new Set(lines.map(chatId))];
  }

  return {
    named,
    fromName,
    async list(signal) {
      const listed = access.hasApiToken ? await listTitled(client, access, 'chats', signal) : [];
      const others = named().filter((id) => !listed.some((chat) => chat.id === id));
      return [...listed.map(({ id, title, company }) => conversation(id, title, company)), ...others.map(fromName)];
    },
  };
}

/** All chats, or all companies. */
export function listTitled(client: Client, access: Access, kind: 'chats' | 'companies', signal: AbortSignal): Promise<Titled[]> {
  return readAll(
    (page) =>
      access.asAccount(async (bearer) => {
        const path = `/api/${kind}?per_page=${largestPage}&page=${page}`;
        return toListing(expectJson(await client.call({ method: 'GET', path, bearer, about: `your ${kind}` }, signal)), kind);
      }),
    (json, where) => toTitled(json, kind === 'chats' ? 'a chat' : 'a company', where),
  );
}

/** Numbers, or the letters, digits and hyphens of a UUID; people also write `#17`. */
function chatId(name: string): string {
  const id = name.trim().replace(/^#/, '');
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new Rejected('A chat is named by its id, such as 17. ConnectNow shows it on the chat’s page.', 'invalid');
}
