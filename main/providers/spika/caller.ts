/** One call to a Spika server: both of its APIs share address, header, envelope and errors. */
import { accountAddress, type ServerAddress } from '../address.ts';
import type { ProviderContext } from '../contract.ts';
import { AuthError, Protocol } from '../errors.ts';
import { isMarkup, parseJson, requestText, type TextAnswer, type TextRequest } from '../http.ts';
import { requestStream, type StreamAnswer } from '../http-stream.ts';
import { errorOf, type Situation } from './classify.ts';
import { successSchema } from './schemas.ts';

export interface Call {
  method: TextRequest['method'];
  /** Below the server address. */
  path: string;
  /** Null to show no credential. */
  credential: string | null;
  body?: unknown;
  maximumBytes?: number;
}

export interface Caller {
  address(): ServerAddress;
  /** Any answer outside 3xx. */
  call(call: Call, signal: AbortSignal): Promise<TextAnswer>;
  /** Spika's server-sent events. */
  stream(path: string, credential: string, signal: AbortSignal): Promise<StreamAnswer>;
  /** The `data` of a success; throws what anything else means. */
  dataOf(answer: TextAnswer, changes: boolean): unknown;
}

export interface CallerParts {
  context: ProviderContext;
  /** The path people may paste together with the address. */
  endpoint: string;
  credential: Situation['credential'];
  /** In ms, for each call. */
  timeout: number | undefined;
  /** Whatever must not appear in a sentence. */
  secrets(): string[];
}

const service = 'Spika';

export function createCaller({ context, endpoint, credential, timeout, secrets }: CallerParts): Caller {
  const { fetch, clock, values } = context;
  const address = () => accountAddress(values, '', endpoint);
  const common = { fetch, clock, service, timeout };

  return {
    address,
    call({ method, path, credential: token, body, maximumBytes }, signal) {
      const headers = { accept: 'application/json', ...tokenHeader(token) };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      return requestText({
        ...common,
        ...content,
        url: address().base + path,
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        maximumBytes,
        signal,
      });
    },
    stream(path, token, signal) {
      const contentType = 'text/event-stream';
      const headers = { accept: contentType, ...tokenHeader(token) };
      return requestStream({ ...common, url: address().base + path, headers, contentType, signal });
    },
    dataOf(answer, changes) {
      const error = errorOf(answer, { changes, credential, secrets: secrets(), now: clock.now() });
      if (error) throw error;
      return successData(answer.text, changes);
    },
  };
}

/** A credential that cannot be a header value would make `fetch` fail with the credential in its text. */
function tokenHeader(token: string | null): Record<string, string> {
  if (token === null) return {};
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new AuthError('The key holds a blank or a character no key has. Copy it again, without anything around it.');
  return { accesstoken: token };
}

function successData(text: string, changes: boolean): unknown {
  const delivered = changes ? 'maybe' : 'no';
  if (text.trim() === '') throw new Protocol('Spika answered without any content.', delivered);
  if (isMarkup(text)) {
    throw new Protocol(
      'A web page came back instead of Spika’s answer. Check the server address; a proxy or sign-in page may be in between.',
      delivered,
    );
  }
  const json = parseJson(text);
  if (json === null) throw new Protocol('Spika’s answer is not the JSON it should be, or only part of it.', delivered);
  const success = successSchema.safeParse(json);
  if (!success.success) throw new Protocol('Spika’s answer is neither a success nor an error.', delivered);
  return success.data.data;
}
