/** ConnectNow Chat: chats listed by an API token or named by id, written to as a chat user. */
import type { Provider, ProviderContext } from '../contract.ts';
import { Protocol, ProviderError, Rejected, Unreachable } from '../errors.ts';
import { createAccess, type Access } from './access.ts';
import { createClient, type Client } from './client.ts';
import { createConversations } from './conversations.ts';
import { createDirectory } from './directory.ts';
import { info } from './info.ts';
import { createManagement } from './management/index.ts';
import { personIn } from './person.ts';
import { createReading } from './reading.ts';
import { createSignIn } from './sign-in.ts';
import { createWriting } from './writing.ts';

export const connectNow: Provider = {
  info,
  connect: (context) => connectWith(context),
  // Every account without an API token would share one queue otherwise.
  pacingKey: ({ token, email, chats }) => token || `${email}\n${chats}`,
};

/** `timeout` in ms for each call. */
export function connectWith(context: ProviderContext, timeout?: number) {
  const client = createClient(context, timeout);
  const access = createAccess(context, client);
  const directory = createDirectory(client, access, context.clock);
  const conversations = createConversations(client, access, context.values['chats'] ?? '');
  const reading = createReading(client, access, directory);
  const writing = createWriting(client, access, directory);

  /** The first place to refuse settings that no later call could use. */
  function expectUsable(): void {
    client.address();
    if (access.hasApiToken || (conversations.named().length > 0 && context.values['email'])) return;
    const sentence = 'Enter an API token, or your e-mail address and the ids of the chats you belong to.';
    throw new Rejected(sentence, 'invalid', { token: sentence });
  }

  return {
    address: client.address,
    reach: (signal) => reach(client, signal),
    async verify(signal) {
      expectUsable();
      return whoWeAre(client, access, conversations.named(), signal);
    },
    async listConversations(signal) {
      expectUsable();
      return conversations.list(signal);
    },
    conversationFromName: conversations.fromName,
    readLatest: reading.latest,
    needsKnown: true,
    readBefore: reading.before,
    send: writing.send,
    edit: writing.edit,
    remove: (chatId, messageId, _scope, signal) => writing.remove(chatId, messageId, signal),
    removeFor: ['all'],
    signInTo: (chatId) => createSignIn(chatId, client, access, directory),
    management: createManagement(client, access, directory),
  } satisfies ReturnType<Provider['connect']>;
}

/** Without a token, being turned away in JSON is the expected answer. */
async function reach(client: Client, signal: AbortSignal): Promise<void> {
  try {
    await client.call({ method: 'GET', path: '/api/user', about: 'who you are' }, signal);
  } catch (error) {
    if (error instanceof Rejected && error.reason === 'not-found') {
      throw new Protocol(`“${client.address().host}” answers, but has no ConnectNow Chat API at this address (404). Check it.`, 'no');
    }
    const turnedAway = error instanceof ProviderError && !(error instanceof Protocol || error instanceof Unreachable);
    if (!turnedAway) throw error;
  }
}

async function whoWeAre(client: Client, access: Access, chats: string[], signal: AbortSignal): Promise<string> {
  const ask = (path: string) => (bearer: string) => client.call({ method: 'GET', path, bearer, about: 'who you are' }, signal);
  const chat = chats.find((id) => access.chatTokens.get(id) !== null);
  if (!access.hasApiToken && chat === undefined)
    return 'Without an API token there is nothing to prove yet: sign in to each chat to read it and to write in it.';
  const json =
    chat === undefined || access.hasApiToken
      ? await access.asAccount(ask('/api/user'))
      : await access.asChatUser(chat, ask('/api/chat-user'), signal);
  const name = personIn(json)?.name;
  return name ? `Signed in as ${name}.` : 'ConnectNow Chat accepts the token.';
}
