/**
 * The network between the computer and the services: latency, cuts, and answers as `fetch` gives them. No sockets are used, so that a day
 * takes seconds; what goes wrong is told with the error codes Node's own `fetch` has for it.
 */
import type { Random } from '../../main/rehearsal/random.ts';
import type { Call, Outcome } from '../../main/rehearsal/reply.ts';
import type { ProgramClock, SimulatedTime } from './clock.ts';
import { connectionReset, unreachable, createAnswer } from './answer.ts';

export interface Network {
  /** What one run of the program calls; with the program it falls silent. */
  fetchFor(program: ProgramClock): typeof fetch;
  /** A cut strands what is under way. */
  setUp(up: boolean): void;
  /** No answer under way arrives: the computer falls asleep, or the program dies. */
  strand(): void;
  /** Resets what is under way to one service, open streams included. */
  reset(origin: string): void;
  /** Something is under way that no clock of ours times. */
  isBusy(): boolean;
  /** Requests arrive at the time that the clock shows: only then does it mean anything when a service finds two too close. */
  readonly punctual: boolean;
}

export interface NetworkParts {
  time: SimulatedTime;
  random: Random;
  /** Passes a request on to the service behind `http://127.0.0.1:PORT`. */
  deliver(origin: string, call: Call): Promise<Outcome>;
}

/** One way, ms. Pacing by the sender is only as good as the network is even: the services forgive some tens of milliseconds. */
const latency = { shortest: 15, longest: 60 };

interface Connection {
  origin: string;
  /** `hang`: neither side hears of the other again. */
  end(how: 'reset' | 'hang'): void;
}

export function createNetwork({ time, random, deliver }: NetworkParts): Network {
  let up = true;
  const connections = new Set<Connection>();
  const delay = () => random.between(latency.shortest, latency.longest);

  function exchange(program: ProgramClock, url: URL, init: RequestInit): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const { signal } = init;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (!up) {
      program.after(1, () => reject(unreachable()));
      return promise;
    }
    const answer = createAnswer(program, delay);
    let open = true;
    const close = (): void => {
      open = false;
      connections.delete(connection);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (reason: unknown): void => {
      close();
      answer.fail(reason);
      reject(reason);
    };
    const onAbort = () => fail(signal!.reason);
    const connection: Connection = {
      origin: url.origin,
      end: (how) => (how === 'reset' ? fail(connectionReset()) : (close(), answer.leave())),
    };
    connections.add(connection);
    signal?.addEventListener('abort', onAbort, { once: true });

    const lostIfEnded = random.next() < 0.5;
    time.world.after(delay(), () => {
      if (!open && lostIfEnded) return;
      void deliver(url.origin, toCall(url, init)).then((outcome) => {
        if (!open || outcome === 'silence') return;
        program.after(delay(), () => {
          if (!open) return;
          if (outcome === 'drop') fail(connectionReset());
          else resolve(answer.begin(outcome, time.world.now(), close));
        });
      });
    });
    return promise;
  }

  function strand(): void {
    for (const { end } of [...connections]) end(random.next() < 0.5 ? 'reset' : 'hang');
  }

  return {
    fetchFor: (program) => (input, init) =>
      program.ended() ? new Promise<never>(() => {}) : exchange(program, new URL(String(input)), init ?? {}),
    setUp(next) {
      up = next;
      if (!up) strand();
    },
    strand,
    punctual: true,
    isBusy: () => false,
    reset(origin) {
      for (const connection of [...connections]) if (connection.origin === origin) connection.end('reset');
    },
  };
}

function toCall(url: URL, { method = 'GET', headers, body }: RequestInit): Call {
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { host: url.host, ...Object.fromEntries(new Headers(headers)) },
    body: typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : '',
  };
}
