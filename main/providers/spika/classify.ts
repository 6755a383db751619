/**
 * Which error an answer of Spika is. Its own refusals are JSON with a message of fixed words, those of its sign-in layer plain text, those
 * of Express and of a proxy in front web pages.
 */
import { AuthError, Protocol, RateLimited, Rejected, Unreachable, type ProviderError } from '../errors.ts';
import { parseJson, retryAfter, type TextAnswer } from '../http.ts';
import { quote } from '../quote.ts';
import { serverTrouble } from '../server-trouble.ts';
import { refusalSchema } from './schemas.ts';

export interface Situation {
  /** Whether the request was to change something: then it matters how far it got. */
  changes: boolean;
  credential: 'key' | 'sign-in';
  /** Never to appear in a sentence. */
  secrets: readonly string[];
  now: number;
}

/** The address has no such route: not Spika, or Spika of another generation. */
export class MissingRoute extends Protocol {}

/** This device belongs to another telephone number. */
export class DeviceTaken extends Rejected {}

/** The error for an answer that is not a success; null for a success. A refusal is one even under a 2xx status. */
export function errorOf(answer: TextAnswer, situation: Situation): ProviderError | null {
  const { status, text } = answer;
  const refusal = refusalSchema.safeParse(parseJson(text)).data;
  if (status >= 200 && status < 300 && !refusal) return null;
  const { changes, now, secrets } = situation;
  const message = refusal?.message ?? '';

  if (status === 401) return unauthorised(text, situation);
  if (status === 429) return new RateLimited('The Spika server asks for a pause (429).', retryAfter(answer.headers, now));
  const known = refusals.find(({ words }) => words.test(message));
  if (known) return known.error(situation);
  if (status === 404 && !refusal)
    return new MissingRoute('There is no Spika at this server address (404). Check it in the account’s settings.', 'no');
  if (status === 405)
    return new Protocol('The server address does not take Spika’s calls (405). Check it in the account’s settings.', 'no');
  if (status === 407) return new Unreachable('The proxy set on this computer asks for a sign-in.', 'no');
  if (status === 413) return new Rejected('This is too long for the Spika server (413).', 'too-large');
  if (status === 408 || status >= 500) return serverTrouble('The Spika server', status, changes);
  const said = quote(message, secrets);
  if (status === 404) return new Rejected(`Spika does not know what was asked for (404)${said && `:${said}`}.`, 'not-found');
  if (status === 403) return new Rejected(`Spika does not allow this (403)${said && `:${said}`}.`, 'other');
  if (status >= 400) return new Rejected(`Spika refused the request (${status})${said && `:${said}`}.`, 'invalid');
  return new Protocol(`Spika answered with an error it does not explain (${status})${said && `:${said}`}.`, changes ? 'maybe' : 'no');
}

function unauthorised(text: string, { credential, secrets }: Situation): AuthError {
  if (credential === 'key') {
    const said = quote(text, secrets);
    return new AuthError(
      `Spika does not accept this key${said && `:${said}`}. Copy it again from the settings of its room in Spika; it may have been deleted.`,
    );
  }
  return new AuthError(
    /^Expired access token/i.test(text)
      ? 'The sign-in to Spika has run out. Sign in again with your telephone number.'
      : 'Spika does not accept this sign-in any more: another device may have ended it. Sign in again with your telephone number.',
  );
}

interface KnownRefusal {
  /** The beginning of Spika's own message, as its source has it. */
  words: RegExp;
  error: (situation: Situation) => ProviderError;
}

const rejected =
  (sentence: string, reason: Rejected['reason'], fields: Rejected['fields'] = {}): KnownRefusal['error'] =>
  () =>
    new Rejected(sentence, reason, fields);

const wrongCode = 'This is not the code Spika sent. Check the newest message on your telephone and type it again.';

const refusals: KnownRefusal[] = [
  {
    words: /^(Room user not found|user is not in this room)/i,
    error: ({ credential }) =>
      new Rejected(
        credential === 'key'
          ? 'The key’s sender is not a member of this room. A key belongs to the room it was made in: check the room number in Spika.'
          : 'You are not a member of this room any more.',
        'not-found',
      ),
  },
  {
    words: /^(Room|Chat) not found|^No room found/i,
    error: rejected('Spika knows no such room, or does not show it to you.', 'not-found'),
  },
  { words: /^Room is deleted/i, error: rejected('This room was deleted in Spika: nothing can be sent to it.', 'forbidden') },
  {
    words: /^there is no message with replyId/i,
    error: rejected('The message you answer is not there any more. Send your words as a message of their own.', 'invalid'),
  },
  { words: /^Text is (missing|required)/i, error: rejected('There is nothing to send: the message is empty.', 'invalid') },
  {
    words: /^(Invalid type|FileID is missing|Invalid (fileId|thumbId))/i,
    error: rejected('Spika does not take a message of this kind.', 'invalid'),
  },
  // What follows these words is an exception's own text, and no sentence for anybody.
  { words: /^Invalid params/i, error: rejected('Spika did not understand the request (400).', 'invalid') },
  {
    // Spika cannot hand out a picture or file sent before this device existed, and gives up on the whole page.
    words: /^Server error TypeError/i,
    error: ({ changes }) =>
      changes
        ? serverTrouble('The Spika server', 500, true)
        : new Rejected('Spika cannot give this part of the room to a device that signed in later: it holds a file from before.', 'other'),
  },
  { words: /^Verification code is invalid/i, error: rejected(wrongCode, 'invalid', { code: wrongCode }) },
  { words: /^Device not found/i, error: rejected('Spika has forgotten that this sign-in began. Start it again.', 'not-found') },
  {
    words: /^There is already phone number tied/i,
    error: () => new DeviceTaken('Spika has this computer down under another telephone number.', 'other'),
  },
];
