/** Which error an answer is: by its status, with Laravel's own words where they help. Debug pages of a failing server are never repeated. */
import { AuthError, Protocol, RateLimited, Rejected, Unreachable, type ProviderError } from '../errors.ts';
import { isMarkup, parseJson, retryAfter, type TextAnswer } from '../http.ts';
import { quote } from '../quote.ts';
import { serverTrouble } from '../server-trouble.ts';
import { errorSchema } from './schemas.ts';

export interface Situation {
  /** The call is not a mere read. */
  changes: boolean;
  /** What it is about: “this chat”. */
  about: string;
  /** Never to appear in a sentence. */
  secrets: readonly string[];
  now: number;
}

/** The address or method is not one the service has: perhaps another spelling of the path is. */
export class NoSuchRoute extends Protocol {}

/** 422: by field, the service's own words as a sentence; and the words themselves, to be read by code only. */
export class InvalidInput extends Rejected {
  readonly words: Readonly<Record<string, string>>;
  constructor(sentence: string, fields: Rejected['fields'], words: InvalidInput['words']) {
    super(sentence, 'invalid', fields);
    this.words = words;
  }
}

/** The error for an answer that is not a success; null for a success. */
export function errorOf(answer: TextAnswer, situation: Situation): ProviderError | null {
  const { status, text } = answer;
  const { about, changes, now } = situation;
  if (status >= 200 && status < 300) {
    if (!isMarkup(text)) return null;
    const sentence =
      'A web page came back instead of ConnectNow Chat’s answer. Check the server address; a sign-in page may be in between.';
    return new Protocol(sentence, changes ? 'maybe' : 'no');
  }
  switch (status) {
    case 401:
      return new AuthError('ConnectNow Chat does not accept the API token (401). Make a new one on its website and enter it here.');
    case 403:
      return new Rejected(
        `ConnectNow Chat does not allow Parley ${changes ? 'to change' : 'to read'} ${about} (403). You may lack the right; or ConnectNow has not yet admitted the internet address of this computer, which its support has to list.`,
        'forbidden',
      );
    case 404:
      if (isMarkup(text)) return new NoSuchRoute('There is no ConnectNow Chat API at this server address (404). Check it.', 'no');
      return new Rejected(`ConnectNow Chat does not find ${about} (404). It may have been deleted.`, 'not-found');
    case 405:
      return new NoSuchRoute('The server address does not take ConnectNow Chat’s calls (405). Check it in the account’s settings.', 'no');
    case 407:
      return new Unreachable('The proxy set on this computer asks for a sign-in.', 'no');
    case 413:
    case 414:
    case 431:
      return new Rejected(`ConnectNow Chat finds this too long (${status}). Shorten it.`, 'too-large');
    case 422:
      return invalidInput(text, situation);
    case 429:
      return new RateLimited(
        'ConnectNow Chat asks for a pause: it limits how often each thing may be asked.',
        retryAfter(answer.headers, now),
        'call',
      );
  }
  if (status === 408 || status >= 500) return serverTrouble('ConnectNow Chat', status, changes);
  const said = quote(readError(text).message ?? null, situation.secrets);
  return new Rejected(`ConnectNow Chat refused the call about ${about} (${status})${said && `:${said}`}.`, 'other');
}

function invalidInput(text: string, { secrets }: Situation): InvalidInput {
  const { message, errors } = readError(text);
  const words: Record<string, string> = {};
  for (const [name, given] of Object.entries(errors ?? {})) {
    const first: unknown = Array.isArray(given) ? given[0] : given;
    words[name] = typeof first === 'string' ? first : '';
  }
  const fields = Object.fromEntries(Object.entries(words).map(([name, said]) => [name, fieldSentence(said, secrets)]));
  // Older Laravel's message says only that something was invalid; the first field says what.
  const said = quote(Object.values(words).find((word) => word !== '') ?? message ?? null, secrets);
  return new InvalidInput(`ConnectNow Chat does not take this${said && `:${said}`}. Change it and try again.`, fields, words);
}

function fieldSentence(said: string, secrets: readonly string[]): string {
  const quoted = quote(said, secrets);
  return quoted === '' ? 'ConnectNow Chat does not accept this.' : `ConnectNow Chat says:${quoted}`;
}

function readError(text: string) {
  const parsed = errorSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : { message: null, errors: null };
}
