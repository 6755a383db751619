/** What a rehearsal server says to one request, as data that a fault can still change. */
import type { ServerResponse } from 'node:http';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The connection is reset after this part of the body, 0 to 1. */
  cutAt?: number;
}

/** `drop` resets the connection without a word; `silence` never answers. */
export type Outcome = Reply | 'drop' | 'silence';

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

export const html = (status: number, title: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});

export const empty = (status: number): Reply => ({ status, headers: {}, body: '' });

/** Long enough for what was written to leave this process before the reset overtakes it. */
const resetDelay = 30;

export function deliver(outcome: Outcome, response: ServerResponse): void {
  const { socket } = response;
  if (outcome === 'silence' || !socket || socket.destroyed) return;
  if (outcome === 'drop') {
    socket.resetAndDestroy();
    return;
  }
  const { status, headers, body, cutAt } = outcome;
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
  if (cutAt === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.byteLength * cutAt)));
  setTimeout(() => socket.resetAndDestroy(), resetDelay);
}
