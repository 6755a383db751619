/**
 * The same network over real sockets and Node's own `fetch`: slower, and not the same from run to run, but nothing of it is made up. Whether
 * anything is under way can only be guessed here: an answer that does not come for a while waits for the clock itself.
 */
import { connectionReset, unreachable } from './answer.ts';
import type { Network } from './network.ts';

/** Real ms without a sign of life, after which a service is taken to wait. */
const patience = 40;

/** `onRequest` is called for each request that leaves. */
export function createSocketNetwork(onRequest: (origin: string) => void): Network {
  let up = true;
  let waiting = 0;
  let lastSign = 0;
  const connections = new Set<{ origin: string; controller: AbortController }>();

  function strand(origin?: string): void {
    for (const connection of [...connections]) {
      if (origin === undefined || connection.origin === origin) connection.controller.abort(connectionReset());
    }
  }

  async function exchange(input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Response> {
    if (!up) throw unreachable();
    const { origin } = new URL(String(input));
    const connection = { origin, controller: new AbortController() };
    const { signal } = connection.controller;
    connections.add(connection);
    onRequest(origin);
    waiting += 1;
    lastSign = performance.now();
    try {
      const response = await fetch(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal });
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
      // In one piece: what arrives bit by bit could not be told from what waits for the clock.
      const { status, headers } = response;
      const body = await response.arrayBuffer();
      connections.delete(connection);
      return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
    } catch (error) {
      connections.delete(connection);
      throw error;
    } finally {
      waiting -= 1;
      lastSign = performance.now();
    }
  }

  return {
    fetchFor(program) {
      const never = new Promise<never>(() => {});
      return async (input, init) => {
        if (program.ended()) return never;
        const answer = await exchange(input, init ?? {}).catch((error: unknown) =>
          program.ended() ? never : Promise.reject(error as Error),
        );
        return program.ended() ? never : answer;
      };
    },
    setUp(next) {
      up = next;
      if (!up) strand();
    },
    strand: () => strand(),
    reset: strand,
    // The clock goes on while a request is held up by a busy machine.
    punctual: false,
    isBusy: () => waiting > 0 && performance.now() - lastSign < patience,
  };
}
