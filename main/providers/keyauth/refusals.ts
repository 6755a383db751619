/**
 * KeyAuth's words for no. Few are the same for every application; the rest its maker can change, so nothing may depend on them. What stays
 * unexplained about a session is asked with `check` (see `session.ts`).
 */
import { AuthError, RateLimited, Rejected, type ProviderError } from '../errors.ts';
import { quote } from '../quote.ts';

/** The session does not exist (any more, or yet). */
export const isSessionGone = (message: string): boolean => /^Session not found/i.test(message);

interface Refusal {
  pattern: RegExp;
  error: (channel: string, said: string) => ProviderError;
}

/** What KeyAuth looks at once the session is in order, in its order; all in its own fixed words. */
const refusals: Refusal[] = [
  {
    pattern: /^Chat channel not found/i,
    error: (channel) => new Rejected(`KeyAuth has no channel “${channel}” in this application. Check its name.`, 'not-found'),
  },
  {
    // Not "forbidden": a mute ends, and then this conversation can be written to again.
    pattern: /^You.re muted/i,
    error: (_channel, said) => new Rejected(`You may not write here for now. KeyAuth says${said || ' that you are muted'}.`, 'other'),
  },
  {
    pattern: /^Message can.t be blank/i,
    error: () => new Rejected('KeyAuth found nothing left to send: it removes everything that looks like a tag.', 'invalid'),
  },
  { pattern: /^Message too long/i, error: () => new Rejected('KeyAuth finds this message too long: it takes 2000 bytes.', 'too-large') },
];

/** Whether the text alone says that the session is in order. */
export const isAboutTheCall = (message: string): boolean => refusals.some(({ pattern }) => pattern.test(message));

/** Why a message was not taken although the session is in order. */
export function sendRefusal(message: string, channel: string, secrets: readonly string[]): ProviderError {
  const said = quote(message, secrets);
  const known = refusals.find(({ pattern }) => pattern.test(message));
  // Of KeyAuth's reasons only "too soon after your last message" has words the maker can change.
  return known
    ? known.error(channel, said)
    : new RateLimited(
        `KeyAuth does not take another message from you yet${said && `:${said}`}. Parley tries again by itself.`,
        null,
        'call',
      );
}

export function readRefusal(message: string, channel: string, secrets: readonly string[]): ProviderError {
  const said = quote(message, secrets);
  return new Rejected(`KeyAuth does not show the channel “${channel}”${said && `:${said}`}.`, 'other');
}

/** No session was opened: the application is disabled, paused, demands what Parley has not, or does not like this network. */
export function openingRefusal(message: string, secrets: readonly string[]): ProviderError {
  const said = quote(message, secrets);
  return new AuthError(`KeyAuth does not open this application to Parley${said && `:${said}`}.`);
}

/**
 * Whether a refused sign-in wants a two-factor code. Its words are documented nowhere; these are the usual ones, and a text of the maker's
 * own that has none of them reads as any other refusal.
 */
export const asksForCode = (message: string): boolean => /\b2fa\b|two.?factor|authenticator|\bcode\b/i.test(message);

export function signInRefusal(message: string, secrets: readonly string[]): ProviderError {
  const said = quote(message, secrets);
  return new AuthError(`KeyAuth does not accept this sign-in${said && `:${said}`}. Check the details in the account’s settings.`);
}

/** The sign-in itself was right so far, so it is the code that was not. */
export function codeRefusal(message: string, secrets: readonly string[]): ProviderError {
  const said = quote(message, secrets);
  const sentence = `KeyAuth did not accept this code${said && `:${said}`}. Enter the one your app shows now.`;
  return new Rejected(sentence, 'invalid', { code: sentence });
}
