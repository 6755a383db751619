/** Watches an answer go by without holding it up. */

export interface Watcher {
  /** Bytes of the body so far, after decompression. */
  onBytes(bytes: number): void;
  /** Once: the body came to its end, was broken off by `error`, or nobody wanted more of it. */
  onEnd(error?: unknown): void;
}

/** Statuses a `Response` with a body can be made for again. */
const canHaveBody = (status: number) => status >= 200 && status <= 599;

/** The same answer; its body is read no sooner and no faster than the reader reads this one. */
export function counted(response: Response, { onBytes, onEnd }: Watcher): Response {
  if (!response.body || !canHaveBody(response.status)) {
    onEnd();
    return response;
  }
  const reader = response.body.getReader();
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
            onEnd();
            return;
          }
          bytes += value.byteLength;
          controller.enqueue(value);
          onBytes(bytes);
        } catch (error) {
          controller.error(error);
          onEnd(error);
        }
      },
      cancel(reason) {
        onEnd();
        return reader.cancel(reason);
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}
