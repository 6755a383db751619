/**
 * Which error an answer is. 8x8 stands behind Apigee, whose faults name their cause in `fault.detail.errorcode`; that is surer than the
 * status, which is documented only as 401, 403 and 404 and, for the rate limit, may be 500.
 */
import { AuthError, Protocol, RateLimited, Rejected, Unreachable, type ProviderError } from '../errors.ts';
import { parseJson, retryAfter, type TextAnswer } from '../http.ts';
import { quote } from '../quote.ts';
import { serverTrouble } from '../server-trouble.ts';
import { faultSchema } from './schemas.ts';

export interface Situation {
  doing: 'read' | 'send';
  room: string;
  /** The key has read a room before: a refusal then is about this room. */
  keyWorks: boolean;
  /** Never to appear in a sentence. */
  key: string;
  now: number;
}

const authCodes = /InvalidAccessToken|InvalidApiKey|FailedToResolve|invalid_access_token|^keymanagement\.service\./;
const rateCodes = /^policies\.ratelimit\.|SpikeArrestViolation|QuotaViolation/;

/** The error for an answer that is not a success; null for a success. A fault is an error even under a 2xx status. */
export function errorOf(answer: TextAnswer, situation: Situation): ProviderError | null {
  const { status } = answer;
  const { code, text, isFault } = readFault(answer.text);
  if (status >= 200 && status < 300 && !isFault) return null;
  const { doing, now, room } = situation;
  const said = quote(text, [situation.key]);

  if (rateCodes.test(code) || status === 429) {
    return new RateLimited('8x8 asks for a pause: it takes five calls a second with one key.', retryAfter(answer.headers, now));
  }
  if (authCodes.test(code) || status === 401) {
    return new AuthError(
      `8x8 does not accept this key${said && `:${said}`}. Copy it again from the Admin Console, API Keys; it may have been replaced.`,
    );
  }
  if (status === 403) return forbidden(situation);
  if (/ApplicationNotFound/.test(code)) {
    return new Protocol('There is no 8x8 chat API at this server address. It usually ends in “/chat”.', 'no');
  }
  if (status === 404) {
    return new Rejected(
      doing === 'read'
        ? `8x8 knows no room named “${room}”, or this key may not see it.`
        : `8x8 did not take the message for “${room}” (404). If the room is private, 8x8 lets the key read it but not send to it.`,
      'not-found',
    );
  }
  if (status === 407) return new Unreachable('The proxy set on this computer asks for a sign-in.', 'no');
  if (status === 413 || status === 414 || status === 431) {
    return new Rejected(doing === 'send' ? '8x8 finds this message too long.' : 'The room name is too long for 8x8.', 'too-large');
  }
  if (status === 405)
    return new Protocol('The server address does not take 8x8 chat calls (405). Check it in the account’s settings.', 'no');
  if (status === 408 || (status >= 500 && status < 600)) return serverTrouble('8x8', status, doing === 'send');
  if (status >= 400 && status < 500) {
    const reason = status === 400 || status === 422 ? 'invalid' : 'other';
    return new Rejected(`8x8 refused the ${doing === 'send' ? 'message' : 'request'} (${status})${said && `:${said}`}.`, reason);
  }
  return new Protocol(`8x8 answered with a fault it does not explain (${status})${said && `:${said}`}.`, doing === 'send' ? 'maybe' : 'no');
}

function forbidden({ doing, room, keyWorks }: Situation): ProviderError {
  if (!keyWorks) {
    return new AuthError(`8x8 does not let this key in (403). It needs the API product “Chat” and, for a private room, an invitation.`);
  }
  return doing === 'send'
    ? new Rejected('This room is private: 8x8 lets the key read it but not send to it.', 'forbidden')
    : new Rejected(`8x8 does not let this key read “${room}”. If the room is private, invite the API user to it.`, 'forbidden');
}

/** The code and the words of an error body, whichever of the known forms it has; HTML, plain text and nothing have none. */
function readFault(body: string): { code: string; text: string | null; isFault: boolean } {
  const parsed = faultSchema.safeParse(parseJson(body));
  if (!parsed.success) return { code: '', text: null, isFault: false };
  const { fault, message, title, detail, errors } = parsed.data;
  const text = fault?.faultstring ?? message ?? detail ?? title ?? firstText(errors ?? []);
  return { code: fault?.detail?.errorcode ?? '', text, isFault: fault !== null && fault !== undefined };
}

/** Lists of errors hold strings, or objects with a text under one of the usual names. */
function firstText(errors: unknown[]): string | null {
  const first = errors[0];
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null) return null;
  const named = first as Record<string, unknown>;
  return [named['message'], named['detail'], named['title']].find((value) => typeof value === 'string') ?? null;
}
