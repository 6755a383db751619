/** What the provider tests share: a server that says exactly what a test wants, and contexts to call it with. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../main/clock.ts';
import type { Known, Logger, Outgoing, ProviderContext, Tokens } from '../../../main/providers/contract.ts';
import { ProviderError } from '../../../main/providers/errors.ts';
import { startEightByEight, type EightByEightService } from '../../../main/rehearsal/eight-by-eight/index.ts';

export const key = 'test_key_0f9e8d7c6b5a49382716';

export interface Stub {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
}

/** Ends with the test. */
export async function startStub(listener: RequestListener): Promise<Stub> {
  const requests: Stub['requests'] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(parts).toString() });
      listener(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** A server with one answer to everything. */
export function answering(status: number, body: unknown, headers: Record<string, string> = {}): Promise<Stub> {
  return startStub((_, response) => response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)));
}

export const quietLog: Logger = { debug() {}, info() {}, warn() {} };

export function contextFor(address: string, values: Record<string, string> = {}): ProviderContext {
  return { values: { key, rooms: 'Lamp launch', address, ...values }, tokens: tokensInMemory(), fetch, clock: systemClock, log: quietLog };
}

export function tokensInMemory(initial: Record<string, string> = {}): Tokens & { all: Map<string, string> } {
  const all = new Map(Object.entries(initial));
  return {
    all,
    get: (name) => all.get(name) ?? null,
    async set(name, value) {
      if (value === null) all.delete(name);
      else all.set(name, value);
    },
  };
}

export const never = () => new AbortController().signal;

/** What Parley holds of a conversation it has never read. */
export const nothing: Known = { count: 0, newest: [] };

export const outgoing = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({ text, clientId: 'client-1', replyTo: null, ...more });

/** A clock whose time, or whose timers, a test takes into its own hands. */
export const clockWith = (own: Partial<Clock>): Clock => ({ ...systemClock, ...own });

/** What a call threw, which has to be one of the shared errors and free of the key. */
export async function errorFrom(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProviderError)) throw error;
  for (let start = 0; start + 10 <= key.length; start += 1) {
    if (error.message.includes(key.slice(start, start + 10))) throw new Error(`part of the key stands in: ${error.message}`);
  }
  return error;
}

/** A clock that moves so fast that no rate is ever exceeded, while waits pass at once. */
export function hastyClock(step = 250): Clock {
  let time = Date.now();
  return { ...systemClock, now: () => (time += step) };
}

/** An 8x8 rehearsal that is never too fast for its rate; ends with the test. */
export async function rehearse(
  options: Parameters<typeof startEightByEight>[0] = {},
): Promise<EightByEightService & { context: ProviderContext }> {
  const rehearsal = await startEightByEight({ clock: hastyClock(), ...options });
  onTestFinished(() => rehearsal.stop());
  return Object.assign(rehearsal, { context: { ...contextFor(''), values: rehearsal.accounts[0]!.values } });
}
