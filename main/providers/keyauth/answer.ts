/**
 * What an answer of KeyAuth's is. It says no with HTTP 200 and `success: false`; other statuses come only from a crash of its own and from
 * what stands in front of it.
 */
import { AuthError, Protocol, RateLimited, Rejected, Unreachable, type Delivery } from '../errors.ts';
import { isMarkup, parseJson, retryAfter, type TextAnswer } from '../http.ts';

/** KeyAuth's yes or no, with its reason. */
export interface Reply {
  success: boolean;
  /** Often a text the application's maker has chosen; empty when there is none. */
  message: string;
  body: Readonly<Record<string, unknown>>;
}

export interface Situation {
  /** What a failure without a clear answer means for the call. */
  unclear: Delivery;
  now: number;
}

const second = 1000;
const minute = 60 * second;

/** The whole body when owner id and name match no application. */
export const noSuchApplication = 'KeyAuth_Invalid';

/** Throws one of the shared errors for everything that is neither a yes nor a no to this one call. */
export function readAnswer(answer: TextAnswer, { unclear, now }: Situation): Reply {
  const { status, headers, text } = answer;
  if (text.trim() === noSuchApplication) {
    throw new AuthError('KeyAuth knows no application of this name with this owner id. Check both in the account’s settings.');
  }
  const body = objectIn(text);
  const message = typeof body?.['message'] === 'string' ? body['message'] : '';
  const wait = pauseAskedFor(status, body, message);
  if (wait !== null) throw new RateLimited('KeyAuth asks for a pause: it has had too many requests.', retryAfter(headers, now) ?? wait);
  if (status < 200 || status >= 300) throw errorOfStatus(status, message, unclear);
  if (typeof body?.['success'] !== 'boolean') throw notKeyAuth(text, unclear);
  return { success: body['success'], message, body };
}

/**
 * Milliseconds to leave the service alone by any of its three ways of asking for it, else null. The texts are KeyAuth's own and the same
 * for every application.
 */
function pauseAskedFor(status: number, body: Reply['body'] | null, message: string): number | null {
  if (body?.['status'] === false || /^You.ve been rate limited/i.test(message)) return 30 * minute;
  if (body?.['success'] === false && /^This application has sent too many requests/i.test(message)) return minute;
  return status === 429 ? 5 * minute : null;
}

function errorOfStatus(status: number, message: string, unclear: Delivery): Error {
  if (status >= 500 && /Incorrect string value/i.test(message)) {
    return new Rejected(
      'KeyAuth could not store this message. It most likely holds an emoji, or another character this application cannot keep: leave it out.',
      'invalid',
    );
  }
  if (status === 502 || status === 503 || status === 504) {
    return new Unreachable(`KeyAuth is not available right now (${status}). Parley tries again by itself.`, unclear);
  }
  if (status === 408 || status >= 500)
    return new Unreachable(`KeyAuth has a problem of its own (${status}). Parley tries again by itself.`, unclear);
  if (status === 401 || status === 403) {
    return new AuthError(`KeyAuth, or a firewall in front of it, does not let this computer in (${status}). A VPN may be the reason.`);
  }
  if (status === 404 || status === 405) return new Protocol(`There is no KeyAuth API at this server address (${status}).`, 'no');
  if (status === 413) return new Rejected('KeyAuth finds this too long.', 'too-large');
  return new Rejected(`KeyAuth refused the request (${status}).`, status === 400 || status === 422 ? 'invalid' : 'other');
}

function notKeyAuth(text: string, unclear: Delivery): Protocol {
  const what =
    text.trim() === ''
      ? 'KeyAuth answered without any content.'
      : isMarkup(text)
        ? 'A web page came back instead of KeyAuth’s answer. Check the server address; a proxy or sign-in page may be in between.'
        : 'KeyAuth’s answer is not what it should be, or only part of it.';
  return new Protocol(what, unclear);
}

function objectIn(text: string): Record<string, unknown> | null {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}
