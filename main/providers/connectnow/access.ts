/** Which token a call is made with. ConnectNow has two kinds and does not say which of them a route of a chat takes. */
import type { ProviderContext } from '../contract.ts';
import { AuthError, ProviderError, Rejected } from '../errors.ts';
import { createChatTokens, type ChatTokens } from './chat-tokens.ts';
import { chatRoutes } from './assumptions.ts';
import type { Client } from './client.ts';

export type TokenKind = 'api' | 'chat-user';
export type ChatRoute = keyof typeof chatRoutes;

export interface Access {
  chatTokens: ChatTokens;
  hasApiToken: boolean;
  /** Runs the job with the API token; throws `AuthError` when it is not accepted, `Rejected` when there is none. */
  asAccount<Value>(job: (bearer: string) => Promise<Value>): Promise<Value>;
  /** Runs the job with the chat-user token: as `asAccount`, but what goes wrong with this token is this chat's matter alone. */
  asChatUser<Value>(chatId: string, job: (bearer: string) => Promise<Value>, signal: AbortSignal): Promise<Value>;
  /**
   * Runs the job with one kind of token and, when the service refuses that (401, 403), once with the other. Where the other worked, it is
   * the first to be tried for this route from then on.
   */
  inChat<Value>(chatId: string, route: ChatRoute, job: (bearer: string) => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

export function createAccess(context: ProviderContext, client: Client): Access {
  const chatTokens = createChatTokens(context);
  const apiToken = context.values['token']?.trim() || null;
  if (apiToken !== null) client.hide(apiToken);
  const firstFor = new Map<ChatRoute, TokenKind>();

  const tokenOf = (kind: TokenKind, chatId: string) => (kind === 'api' ? apiToken : chatTokens.get(chatId));
  const otherThan = (kind: TokenKind): TokenKind => (kind === 'api' ? 'chat-user' : 'api');

  /** Whether a token is no longer any good, asked where surely this kind of token belongs. */
  async function isDead(kind: TokenKind, bearer: string, signal: AbortSignal): Promise<boolean> {
    const path = kind === 'api' ? '/api/user' : '/api/chat-user';
    try {
      await client.call({ method: 'GET', path, bearer, about: 'who you are' }, signal);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return error instanceof AuthError;
    }
    return false;
  }

  /** A 401 may mean that the token is dead, or that the route wants the other kind. */
  async function takeRefusal(error: AuthError, kind: TokenKind, chatId: string, bearer: string, signal: AbortSignal): Promise<void> {
    if (!(await isDead(kind, bearer, signal))) return;
    if (kind === 'api') throw error;
    await chatTokens.forget(chatId);
  }

  return {
    chatTokens,
    hasApiToken: apiToken !== null,
    async asAccount(job) {
      if (apiToken === null) throw new Rejected('This takes an API token. Enter one in the account’s settings.', 'other');
      return job(apiToken);
    },
    async asChatUser(chatId, job, signal) {
      const bearer = chatTokens.get(chatId);
      if (bearer === null) throw signInNeeded();
      try {
        return await job(bearer);
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        await takeRefusal(error, 'chat-user', chatId, bearer, signal);
        throw signInNeeded();
      }
    },
    async inChat(chatId, route, job, signal) {
      const start = firstFor.get(route) ?? chatRoutes[route];
      let refusal: ProviderError | null = null;
      for (const kind of [start, otherThan(start)]) {
        const bearer = tokenOf(kind, chatId);
        if (bearer === null) continue;
        try {
          const value = await job(bearer);
          if (refusal) firstFor.set(route, kind);
          return value;
        } catch (error) {
          if (error instanceof AuthError) await takeRefusal(error, kind, chatId, bearer, signal);
          else if (!(error instanceof Rejected) || error.reason !== 'forbidden') throw error;
          refusal ??= error;
        }
      }
      throw refusal instanceof Rejected ? refusal : signInNeeded();
    },
  };
}

/** Not `forbidden`: signing in cures it. */
const signInNeeded = () => new Rejected('Sign in to this chat first: ConnectNow Chat asks who you are in it.', 'other');
