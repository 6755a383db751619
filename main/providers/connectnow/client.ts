/** One call to ConnectNow: headers, JSON both ways, errors, and the two paths whose spelling is not sure. */
import { accountAddress, type ServerAddress } from '../address.ts';
import type { ProviderContext } from '../contract.ts';
import { AuthError, Protocol, Rejected } from '../errors.ts';
import { parseJson, Redirected, requestText, type TextRequest } from '../http.ts';
import { unsurePrefixes } from './assumptions.ts';
import { errorOf, InvalidInput, NoSuchRoute } from './classify.ts';
import { defaultAddress, info } from './info.ts';

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash and holds no secret. */
  path: string;
  bearer?: string;
  body?: Record<string, unknown>;
  /** What it is about, in sentences: “this chat”. */
  about: string;
}

export interface Client {
  /** Throws `Rejected('invalid')` when no request can be built on the account's settings. */
  address(): ServerAddress;
  /** The JSON of a 2xx answer; undefined where it holds none. */
  call(call: Call, signal: AbortSignal): Promise<unknown>;
  /** As `call`, for a path printed without `/api`: tries both spellings until one is known to be right. */
  callUnsure(call: Call, signal: AbortSignal): Promise<unknown>;
  /** From now on this text is kept out of every sentence. */
  hide(secret: string): void;
}

/** `timeout` in ms for each call. */
export function createClient({ values, fetch, clock }: ProviderContext, timeout?: number): Client {
  const secrets = new Set<string>();
  /** By the kind of call, the spelling that worked. */
  const rightPrefix = new Map<string, string>();
  const address = () => accountAddress(values, defaultAddress, '/api');

  async function call({ method, path, bearer, body, about }: Call, signal: AbortSignal): Promise<unknown> {
    const answer = await ask({
      fetch,
      clock,
      service: info.name,
      url: address().base + path,
      method,
      headers: {
        accept: 'application/json',
        ...(bearer === undefined ? {} : { authorization: bearerHeader(bearer) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout,
      signal,
    });
    const error = errorOf(answer, { changes: method !== 'GET', about, secrets: [...secrets], now: clock.now() });
    if (error) throw error;
    return parseJson(answer.text) ?? undefined;
  }

  /** A token that cannot be a header value would make `fetch` fail with the token in its text. */
  function bearerHeader(token: string): string {
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new AuthError('The API token holds a blank or a character no token has. Copy it again, without anything around it.');
    secrets.add(token);
    return `Bearer ${token}`;
  }

  async function callUnsure(request: Call, signal: AbortSignal): Promise<unknown> {
    const kind = request.path.split('/').at(-1)!;
    const known = rightPrefix.get(kind);
    let refusal: unknown;
    for (const prefix of known === undefined ? unsurePrefixes : [known]) {
      try {
        const json = await call({ ...request, path: prefix + request.path }, signal);
        rightPrefix.set(kind, prefix);
        return json;
      } catch (error) {
        if (!isWrongPath(error)) {
          // Refused, but understood: this is the path.
          if (error instanceof InvalidInput) rightPrefix.set(kind, prefix);
          throw error;
        }
        refusal ??= error;
      }
    }
    throw refusal;
  }

  return { address, call, callUnsure, hide: (secret) => void secrets.add(secret) };
}

/** 404 and 405: surely without effect, and perhaps about the path only. */
const isWrongPath = (error: unknown) => error instanceof NoSuchRoute || (error instanceof Rejected && error.reason === 'not-found');

/** Laravel sends to its sign-in page what does not look like a program; where else a server may point to is nothing to repeat. */
async function ask(request: TextRequest) {
  try {
    return await requestText(request);
  } catch (error) {
    if (!(error instanceof Redirected)) throw error;
    const { host } = new URL(request.url);
    throw new Redirected(
      `“${host}” sent Parley on to another page, perhaps to sign in. Parley does not follow, so that the token goes nowhere else. Check the server address.`,
      error.delivered,
    );
  }
}

/** For answers that must hold something. */
export function expectJson(json: unknown): unknown {
  if (json !== undefined) return json;
  throw new Protocol('ConnectNow Chat’s answer is not the JSON it should be, or only part of it.', 'no');
}
