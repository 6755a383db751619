/**
 * The one way a provider talks HTTP: the answer's text with a size limit and a time-out over all of it, no redirects, and every failure
 * as one of the shared errors. Nothing that was sent or received is repeated in an error's sentence.
 */
import type { Clock } from '../clock.ts';
import { Protocol, ProviderError, Unreachable, type Delivery } from './errors.ts';
import { isRedirectFailure, networkFailure } from './network-failure.ts';

export interface TextRequest {
  fetch: typeof fetch;
  clock: Clock;
  /** What the service is called in sentences. */
  service: string;
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds for connecting, headers and body together; 20 s when left out. */
  timeout?: number | undefined;
  /** Bytes after decompression; 5 MB when left out. */
  maximumBytes?: number | undefined;
  signal: AbortSignal;
}

export interface TextAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** The server wanted the request elsewhere. A key must not travel to another host, so Parley never follows. */
export class Redirected extends Protocol {}

export const defaultTimeout = 20_000;
const defaultMaximumBytes = 5_000_000;

/**
 * Resolves with any complete answer outside 3xx, whatever its status. Rejects with `Unreachable` (no answer, or half of one), `Protocol`
 * (too large), `Redirected`, or the signal's own reason when it was aborted.
 */
export async function requestText(request: TextRequest): Promise<TextAnswer> {
  const { signal, timeout = defaultTimeout } = request;
  signal.throwIfAborted();
  const ending = new AbortController();
  const { promise: ended, reject: end } = Promise.withResolvers<never>();
  ended.catch(() => {});

  function stop(reason: unknown): void {
    end(reason);
    ending.abort(reason);
  }
  const onAbort = () => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const cancelTimer = request.clock.after(timeout, () => stop(timedOut(request, timeout)));

  try {
    // A fetch that ignores its signal must not keep the caller waiting.
    return await Promise.race([exchange(request, ending.signal), ended]);
  } catch (error) {
    throw ending.signal.aborted ? ending.signal.reason : failureOf(error, request);
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', onAbort);
    // Lets go of a connection whose answer is not wanted to its end.
    ending.abort(new Error('done'));
  }
}

async function exchange(request: TextRequest, signal: AbortSignal): Promise<TextAnswer> {
  const response = await openResponse(request, signal);
  return { status: response.status, headers: response.headers, text: await readText(response, request) };
}

/** The answer up to its headers, unless it is a redirect. Rejects with what `fetch` rejects with, or `Redirected`. */
export async function openResponse(request: TextRequest, signal: AbortSignal): Promise<Response> {
  const { fetch, url, method, headers, body } = request;
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  });
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    // 303 is how a server says "done, see there"; every other redirect asks for the request to be made elsewhere.
    throw redirected(request, response.headers.get('location'), status === 303 ? 'maybe' : 'no');
  }
  return response;
}

export async function readText(response: Response, request: TextRequest): Promise<string> {
  if (!response.body) return '';
  const { maximumBytes = defaultMaximumBytes } = request;
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maximumBytes) {
      reader.cancel().catch(() => {});
      const limit = maximumBytes >= 1_000_000 ? `${Math.round(maximumBytes / 1_000_000)} MB` : `${maximumBytes} bytes`;
      throw new Protocol(`${request.service} answered with more than ${limit}, which Parley does not read.`, deliveryOf(request, 'maybe'));
    }
    text += decoder.decode(value, { stream: true });
  }
}

export function timedOut(request: TextRequest, timeout: number): Unreachable {
  const seconds = Math.max(1, Math.round(timeout / 1000));
  const within = seconds === 1 ? 'a second' : `${seconds} seconds`;
  return new Unreachable(`“${new URL(request.url).host}” did not answer within ${within}.`, deliveryOf(request, 'maybe'));
}

/** What went wrong below the service, as one of the shared errors. */
export function failureOf(error: unknown, request: TextRequest): ProviderError {
  if (error instanceof ProviderError) return error;
  if (isRedirectFailure(error)) return redirected(request, null, 'no');
  return networkFailure(error, new URL(request.url).host, request.method !== 'GET');
}

function redirected(request: TextRequest, location: string | null, delivered: Delivery): Redirected {
  const from = new URL(request.url);
  const target = location === null ? null : URL.parse(location, from.href);
  const where = target && target.host !== from.host && /^[\w.:[\]-]+$/.test(target.host) ? ` (“${target.host}”)` : '';
  const sentence = `The server “${from.host}” sent Parley on to another address${where}. Parley does not follow, so that the key goes nowhere else. Check the server address.`;
  return new Redirected(hasSecretOf(request, where) ? sentence.replace(where, '') : sentence, deliveryOf(request, delivered));
}

function deliveryOf(request: TextRequest, delivered: Delivery): Delivery {
  return request.method === 'GET' ? 'no' : delivered;
}

/** A host name made of what we sent would carry a key into a sentence. Keys stand in headers, some after a word, or in the body. */
function hasSecretOf({ headers, body = '' }: TextRequest, text: string): boolean {
  const sent = [...Object.values(headers), body].join(' ').toLowerCase();
  const shown = text.toLowerCase();
  return sent.split(/[^\w.-]+/).some((word) => word.length >= 6 && shown.includes(word));
}

/** The value the text stands for; null when it is not JSON (or is JSON's own null). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Something in between, such as a sign-in page, wrote this. */
export const isMarkup = (text: string) => /^\s*</.test(text);

/** A server that asks for more than a day means something else. */
const longestRetryAfter = 24 * 60 * 60 * 1000;

/** Milliseconds to wait by the `Retry-After` header, seconds or HTTP date (RFC 9110, 10.2.3); null when absent or senseless. */
export function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Math.ceil(Number(value) * 1000) : Date.parse(value) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), longestRetryAfter);
}
