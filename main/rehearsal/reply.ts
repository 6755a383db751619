/** What a rehearsal server says to one request, as data that a fault can still change. */
import type { ServerResponse } from 'node:http';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The connection is reset after this part of the body, 0 to 1. */
  cutAt?: number;
  /** The body trickles out over this many milliseconds. */
  dripFor?: number;
  /** How far the Date header is ahead of the server's clock, ms. */
  dateAhead?: number;
}

/** An answer that stays open. */
export interface StreamReply {
  status: number;
  headers: Record<string, string>;
  /** Called when the headers are out; `write` adds to the body. What it returns is called once the connection is gone, whoever ended it. */
  open(write: (text: string) => void): () => void;
}

/** `drop` resets the connection without a word; `silence` never answers. */
export type Outcome = Reply | StreamReply | 'drop' | 'silence';

export const isStream = (outcome: Outcome): outcome is StreamReply => typeof outcome === 'object' && 'open' in outcome;

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
const mostDrops = 60;

export interface DeliveryParts {
  /** Ms UTC, for the Date header. */
  now: number;
  later(milliseconds: number, job: () => void): void;
}

export function deliver(outcome: Outcome, response: ServerResponse, { now, later }: DeliveryParts): void {
  const { socket } = response;
  if (outcome === 'silence' || !socket || socket.destroyed) return;
  if (outcome === 'drop') {
    socket.resetAndDestroy();
    return;
  }
  if (isStream(outcome)) {
    response.writeHead(outcome.status, { date: dateText(now), ...outcome.headers }).flushHeaders();
    response.once(
      'close',
      outcome.open((text) => void response.write(text)),
    );
    return;
  }
  const { status, headers, body, cutAt, dripFor, dateAhead = 0 } = outcome;
  const bytes = Buffer.from(body);
  response.writeHead(status, { date: dateText(now + dateAhead), ...headers, 'content-length': bytes.byteLength });
  if (cutAt !== undefined) {
    response.write(bytes.subarray(0, Math.floor(bytes.byteLength * cutAt)));
    setTimeout(() => socket.resetAndDestroy(), resetDelay);
  } else if (dripFor !== undefined && bytes.byteLength > 0) {
    drip(bytes, dripFor, response, later);
  } else {
    response.end(bytes);
  }
}

const dateText = (time: number) => new Date(time).toUTCString();

/** Drops may fall in the middle of a character. */
function drip(bytes: Buffer, milliseconds: number, response: ServerResponse, later: DeliveryParts['later']): void {
  const drops = Math.min(bytes.byteLength, mostDrops);
  const until = (drop: number) => Math.floor((bytes.byteLength * drop) / drops);
  function next(drop: number): void {
    if (response.destroyed) return;
    response.write(bytes.subarray(until(drop), until(drop + 1)));
    if (drop + 1 === drops) response.end();
    else later(milliseconds / drops, () => next(drop + 1));
  }
  next(0);
}
