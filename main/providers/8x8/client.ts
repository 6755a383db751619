/** The two calls 8x8 has, with their errors. */
import type { ProviderContext, RemoteMessage, SendReceipt } from '../contract.ts';
import { accountAddress, type ServerAddress } from '../address.ts';
import { AuthError, Protocol, ProviderError, Rejected } from '../errors.ts';
import { isMarkup, parseJson, Redirected, requestText, type TextAnswer } from '../http.ts';
import { errorOf, type Situation } from './classify.ts';
import { defaultAddress, info } from './info.ts';
import { toMessages, toRenderedText } from './map.ts';

export interface EightByEightClient {
  /** Throws `Rejected('invalid')` when no request can be built on the account's settings. */
  address(): ServerAddress;
  /** Up to 100 messages: the newest, or those at `before` (microseconds) and earlier. */
  read(room: string, before: number | null, signal: AbortSignal): Promise<RemoteMessage[]>;
  send(room: string, text: string, signal: AbortSignal): Promise<SendReceipt>;
  /** Resolves when something that speaks like 8x8 answers. Does not show it the key. */
  reach(signal: AbortSignal): Promise<void>;
}

const endpoint = '/api/chat/v1/messages';
/** No maximum is documented; more than a page of the size people scroll is not worth the risk of a refusal. */
const pageSize = 100;

/** `timeout` in ms for each call. */
export function createClient({ values, fetch, clock }: ProviderContext, timeout?: number): EightByEightClient {
  const key = (values['key'] ?? '').trim();
  /** Guide and OpenAPI file disagree on the slash at the end of the path for sending; what worked is kept. */
  let sendPath = endpoint;
  let keyWorks = false;

  const address = () => accountAddress(values, defaultAddress, endpoint);
  const situation = (doing: Situation['doing'], room: string): Situation => ({ doing, room, keyWorks, key, now: clock.now() });

  function call(method: 'GET' | 'POST', path: string, headers: Record<string, string>, signal: AbortSignal, body?: string) {
    const url = address().base + path;
    return requestText({
      fetch,
      clock,
      service: info.name,
      url,
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      timeout,
      signal,
    });
  }

  /** A key that cannot be a header value would make `fetch` fail with the key in its text. */
  function keyHeader(): Record<string, string> {
    if (key === '') throw new AuthError('This account has no key yet. Copy one from the 8x8 Admin Console, API Keys.');
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new AuthError('The key holds a blank or a character no key has. Copy it again, without anything around it.');
    return { 'x-api-key': key };
  }

  /** Passes a success on; throws what the answer means otherwise. */
  function expectSuccess(answer: TextAnswer, about: Situation): void {
    const error = errorOf(answer, about);
    if (error instanceof AuthError) keyWorks = false;
    if (error) throw error;
  }

  async function post(path: string, room: string, text: string, signal: AbortSignal): Promise<SendReceipt> {
    const headers = { ...keyHeader(), 'content-type': 'application/json' };
    const answer = await call('POST', path, headers, signal, JSON.stringify({ messageRaw: text, room }));
    const echoed = toRenderedText(parseJson(answer.text));
    if (answer.status >= 300 && echoed !== null) {
      throw new Protocol(`8x8 repeated the message but called it an error (${answer.status}).`, 'maybe');
    }
    expectSuccess(answer, situation('send', room));
    // Not 8x8 but something in between wrote this, so it proves nothing.
    if (isMarkup(answer.text))
      throw new Protocol('A web page came back instead of 8x8’s answer. A proxy or sign-in page may be in between.', 'maybe');
    sendPath = path;
    return { renderedText: echoed, message: null };
  }

  return {
    address,

    async read(room, before, signal) {
      const query = `?pageSize=${pageSize}&room=${encodeURIComponent(room)}${before === null ? '' : `&ts=${before}`}`;
      const answer = await call('GET', endpoint + query, keyHeader(), signal);
      expectSuccess(answer, situation('read', room));
      const messages = readMessages(answer.text);
      keyWorks = true;
      // What `ts` does is documented nowhere, so its effect is not relied on.
      return before === null ? messages : messages.filter((message) => message.order <= before);
    },

    async send(room, text, signal) {
      if (text.trim() === '') throw new Rejected('There is nothing to send: the message is empty.', 'invalid');
      const first = sendPath;
      try {
        return await post(first, room, text, signal);
      } catch (error) {
        if (!mayBeWrongPath(error)) throw error;
        const other = first === endpoint ? `${endpoint}/` : endpoint;
        try {
          return await post(other, room, text, signal);
        } catch (second) {
          // Two refusals of the path: the one for the path that was meant to work says more.
          throw mayBeWrongPath(second) ? error : second;
        }
      }
    },

    async reach(signal) {
      const answer = await call('GET', `${endpoint}?pageSize=1`, {}, signal);
      const error = errorOf(answer, situation('read', ''));
      if (error instanceof Rejected && error.reason === 'not-found') {
        throw new Protocol(`“${address().host}” answers, but has no 8x8 chat API at this address (404). It usually ends in “/chat”.`, 'no');
      }
      // Without a key, being turned away is the expected answer.
      if (error?.code === 'unreachable' || error?.code === 'protocol') throw error;
      if (!error) readMessages(answer.text);
    },
  };
}

function readMessages(text: string): RemoteMessage[] {
  if (text.trim() === '') throw new Protocol('8x8 answered without any content where the messages should be.', 'no');
  if (isMarkup(text))
    throw new Protocol(
      'A web page came back instead of 8x8’s answer. Check the server address; a proxy or sign-in page may be in between.',
      'no',
    );
  const json = parseJson(text);
  if (json === null) throw new Protocol('8x8’s answer is not the JSON it should be, or only part of it.', 'no');
  return toMessages(json);
}

/** Whether a send was turned away in a way that the other spelling of the path may cure, and surely had no effect. */
function mayBeWrongPath(error: unknown): boolean {
  if (!(error instanceof ProviderError) || error.delivered !== 'no') return false;
  return error instanceof Redirected || (error instanceof Rejected && error.reason === 'not-found') || error instanceof Protocol;
}
