/**
 * The sibling of `http.ts` for an answer that goes on for as long as both sides want: the same rules for headers, redirects and errors,
 * then the body piece by piece. The time-out covers the way to the headers only; how long silence may last is the caller's matter.
 */
import { Protocol } from './errors.ts';
import { defaultTimeout, failureOf, openResponse, readText, timedOut, type TextAnswer, type TextRequest } from './http.ts';

export interface StreamRequest extends Omit<TextRequest, 'method' | 'body'> {
  /** What a success has to be, such as `text/event-stream`: anything else is not the stream that was asked for. */
  contentType: string;
}

export type StreamAnswer =
  /**
   * To be iterated at once and to its end, or until the signal aborts. Ends when the server ends the body; throws `Unreachable` when the
   * connection breaks, and the signal's own reason when it was aborted.
   */
  | { pieces: AsyncGenerator<Uint8Array, void>; status: number }
  /** Any answer outside 2xx and 3xx, read to its end. */
  | { pieces: null; status: number; refusal: TextAnswer };

/** Rejects as `requestText` does, and with `Protocol` for a success of another content type. */
export async function requestStream(streamRequest: StreamRequest): Promise<StreamAnswer> {
  const request: TextRequest = { ...streamRequest, method: 'GET' };
  const { signal, clock, timeout = defaultTimeout } = request;
  signal.throwIfAborted();
  const ending = new AbortController();
  const onAbort = () => ending.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const cancelTimer = clock.after(timeout, () => ending.abort(timedOut(request, timeout)));

  function release(): void {
    cancelTimer();
    signal.removeEventListener('abort', onAbort);
    ending.abort(new Error('done'));
  }
  const reasonOf = (error: unknown): unknown => (ending.signal.aborted ? ending.signal.reason : failureOf(error, request));

  async function* piecesOf(response: Response): AsyncGenerator<Uint8Array, void> {
    try {
      const reader = response.body?.getReader();
      while (reader) {
        const { done, value } = await unlessAborted(reader.read(), ending.signal);
        if (done) return;
        yield value;
      }
    } catch (error) {
      throw reasonOf(error);
    } finally {
      release();
    }
  }

  try {
    const response = await unlessAborted(openResponse(request, ending.signal), ending.signal);
    const { status, headers } = response;
    if (!response.ok) {
      const text = await unlessAborted(readText(response, request), ending.signal);
      release();
      return { pieces: null, status, refusal: { status, headers, text } };
    }
    const { contentType, service } = streamRequest;
    if (!headers.get('content-type')?.toLowerCase().startsWith(contentType)) {
      throw new Protocol(`${service} answered with something else where its live updates should be.`, 'no');
    }
    cancelTimer();
    return { pieces: piecesOf(response), status };
  } catch (error) {
    const reason = reasonOf(error);
    release();
    throw reason;
  }
}

/** A fetch that ignores its signal must not keep the caller waiting. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop));
}
