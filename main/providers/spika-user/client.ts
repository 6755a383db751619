/** Calls to Spika's core API as the signed-in user, with the token renewed before it runs out. */
import { z } from 'zod';
import type { ProviderContext } from '../contract.ts';
import type { ServerAddress } from '../address.ts';
import { AuthError, Protocol, ProviderError } from '../errors.ts';
import type { TextAnswer } from '../http.ts';
import { createCaller, type Call } from '../spika/caller.ts';
import { MissingRoute } from '../spika/classify.ts';
import { createSession, tokenSchema } from './session.ts';

export interface UserClient {
  address(): ServerAddress;
  ownId(): number | null;
  /** Resolves when something that speaks like Spika answers. Does not show it the token. */
  reach(signal: AbortSignal): Promise<void>;
  /** `path` is below `/api/messenger`. Resolves with the `data` of a success and the server's own time, ms UTC; null where it does not tell. */
  get(path: string, signal: AbortSignal, maximumBytes?: number): Promise<{ data: unknown; serverTime: number | null }>;
  change(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
  /** Makes the token worthless. */
  signOut(signal: AbortSignal): Promise<void>;
  /** The pieces of the event stream, once it is open. */
  stream(signal: AbortSignal): Promise<AsyncGenerator<Uint8Array, void>>;
}

const api = '/api/messenger';
const hour = 60 * 60 * 1000;
const renewedSchema = z.looseObject({ device: z.looseObject({ token: tokenSchema }) });

/** `timeout` in ms for each call. */
export function createUserClient(context: ProviderContext, timeout?: number): UserClient {
  const { clock, tokens, values } = context;
  const session = createSession(tokens, clock);
  const secrets = () => [tokens.get('access') ?? '', tokens.get('device') ?? '', values['telephone'] ?? ''];
  const spika = createCaller({ context, endpoint: api, credential: 'sign-in', timeout, secrets });
  let renewing: Promise<void> | null = null;
  let renewNotBefore = 0;

  /** Renewing ends the old token, so it happens once at a time. That it fails is no harm yet: the old token has a week left. */
  async function renew(): Promise<void> {
    try {
      const call: Call = { method: 'POST', path: `${api}/auth/refresh`, credential: session.token() };
      // Not under the caller's signal: an answer that nobody waits for would take the new token with it.
      const answer = await spika.call(call, new AbortController().signal);
      const renewed = renewedSchema.safeParse(spika.dataOf(answer, true));
      if (renewed.success) await session.begin(renewed.data.device.token, null);
      else renewNotBefore = clock.now() + hour;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      // Servers of the newer generation have no such call: they prolong a token by themselves.
      renewNotBefore = error instanceof MissingRoute ? Infinity : clock.now() + hour;
    }
  }

  /** Runs a call; once more if its token was exchanged while it was under way, as what was refused for its token had no effect. */
  async function withToken<Answer extends { status: number }>(run: (token: string) => Promise<Answer>): Promise<Answer> {
    if (session.isAgeing() && clock.now() >= renewNotBefore) renewing ??= renew().finally(() => (renewing = null));
    await renewing;
    const token = session.token();
    const answer = await run(token);
    await renewing;
    return answer.status === 401 && session.token() !== token ? run(session.token()) : answer;
  }

  const call = (parts: Omit<Call, 'credential'>, signal: AbortSignal): Promise<TextAnswer> =>
    withToken((credential) => spika.call({ ...parts, path: api + parts.path, credential }, signal));

  return {
    address: spika.address,
    ownId: session.ownId,

    async reach(signal) {
      const answer = await spika.call({ method: 'GET', path: `${api}/rooms?page=1`, credential: null }, signal);
      try {
        spika.dataOf(answer, false);
      } catch (error) {
        // Without a token, being turned away is the expected answer.
        if (!(error instanceof AuthError)) throw error;
      }
    },

    async get(path, signal, maximumBytes) {
      const answer = await call({ method: 'GET', path, ...(maximumBytes === undefined ? {} : { maximumBytes }) }, signal);
      const date = Date.parse(answer.headers.get('date') ?? '');
      return { data: spika.dataOf(answer, false), serverTime: Number.isNaN(date) ? null : date };
    },

    async change(method, path, body, signal) {
      return spika.dataOf(await call({ method, path, body }, signal), true);
    },

    async signOut(signal) {
      // Without renewing it first, however old it is.
      const answer = await spika.call({ method: 'POST', path: `${api}/auth/logout`, credential: session.token() }, signal);
      spika.dataOf(answer, true);
    },

    async stream(signal) {
      // The token goes in the header: Spika would take it in the address, too, where logs would keep it.
      const answer = await withToken((token) => spika.stream('/api/sse', token, signal));
      if (answer.pieces) return answer.pieces;
      spika.dataOf(answer.refusal, false);
      throw new Protocol('Spika answered with something else where its live updates should be.', 'no');
    },
  };
}
