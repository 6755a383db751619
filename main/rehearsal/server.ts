/** An HTTP server on this computer only, in which a service's API is played. Whatever goes wrong on purpose goes wrong here. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { FaultSwitch } from './fault-switch.ts';
import { deliver, empty, html, isStream, type Call, type Outcome } from './reply.ts';

export interface RequestRecord {
  method: string;
  path: string;
  query: string;
  /** When it arrived, ms UTC. */
  at: number;
  /** Null when the connection was dropped or left waiting, and until the answer. */
  status: number | null;
}

export interface LoopbackServer {
  port: number;
  /** The latest 5000 requests, oldest first; without headers, so without keys. */
  requests: RequestRecord[];
  /** One request that comes without a socket: noted, delayed and failed like any other. */
  answer(call: Call): Promise<Outcome>;
  /** Resets the connection of every answer that is still open. */
  breakStreams(): void;
  stop(): Promise<void>;
}

export interface LoopbackServerParts {
  /** The service itself; called for requests no fault has answered. */
  act(call: Call): Outcome;
  faults: FaultSwitch;
  clock: Clock;
}

const recordLimit = 5000;
const bodyLimit = 1_000_000;

/** Listens on a free port of 127.0.0.1. */
export async function startLoopbackServer(parts: LoopbackServerParts): Promise<LoopbackServer> {
  const requests: RequestRecord[] = [];
  const timers = new Set<() => void>();
  const streams = new Set<ServerResponse>();

  function later(milliseconds: number, job: () => void): void {
    const cancel = parts.clock.after(milliseconds, () => {
      timers.delete(cancel);
      job();
    });
    timers.add(cancel);
  }

  function wait(milliseconds: number | undefined): Promise<void> {
    return milliseconds ? new Promise((resolve) => later(milliseconds, resolve)) : Promise.resolve();
  }

  async function answer(call: Call): Promise<Outcome> {
    const fault = parts.faults.take(call);
    await wait(fault?.delayBefore);
    const outcome: Outcome = fault?.instead ? fault.instead(call) : parts.act(call);
    await wait(fault?.delayAfter);
    if (isStream(outcome)) return fault?.breaksStreams ? 'drop' : outcome;
    return fault?.change && typeof outcome === 'object' ? fault.change(outcome, call) : outcome;
  }

  async function noted(request: Pick<RequestRecord, 'method' | 'path' | 'query'>, answering: () => Promise<Outcome>): Promise<Outcome> {
    const record: RequestRecord = { ...request, at: parts.clock.now(), status: null };
    requests.push(record);
    if (requests.length > recordLimit) requests.shift();
    const outcome = await answering();
    if (typeof outcome === 'object') record.status = outcome.status;
    return outcome;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const facts = { method: request.method ?? '', path: url.pathname, query: url.search };
    const outcome = await noted(facts, () => answerTo(request, url));
    deliver(outcome, response, { now: parts.clock.now(), later });
    if (!isStream(outcome) || response.destroyed) return;
    streams.add(response);
    response.once('close', () => streams.delete(response));
  }

  async function answerTo(request: IncomingMessage, url: URL): Promise<Outcome> {
    // A web page whose host name was pointed at 127.0.0.1 comes with that name.
    if (!isOwnHost(request.headers.host, port)) return html(421, 'Misdirected request');
    const body = await readBody(request);
    if (body === null) return { ...empty(413), headers: { connection: 'close' } };
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    return answer({ method: request.method ?? '', path: url.pathname, query: url.searchParams, headers, body });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.socket?.destroy());
  });
  // Clients poll more slowly than Node's five seconds; a connection closed under their hands would be a fault nobody asked for.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    requests,
    breakStreams() {
      for (const { socket } of streams) socket?.resetAndDestroy();
    },
    answer: (call) =>
      noted({ method: call.method, path: call.path, query: call.query.size > 0 ? `?${call.query}` : '' }, () => answer(call)),
    async stop() {
      for (const cancel of timers) cancel();
      timers.clear();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const isOwnHost = (host: string | undefined, port: number) => host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** The body as text; null when it is larger than the server takes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    // Read to the end all the same: a client that is still writing would see a reset instead of the answer.
    if (size <= bodyLimit) parts.push(part);
  }
  return size > bodyLimit ? null : Buffer.concat(parts).toString('utf8');
}
