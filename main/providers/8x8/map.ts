/** From 8x8's JSON to plain messages. Throws `Protocol` and nothing else. */
import { createHash } from 'node:crypto';
import type { RemoteMessage } from '../contract.ts';
import { Protocol } from '../errors.ts';
import { messageFields, messagesSchema, sentSchema, type WireMessage } from './schemas.ts';

/** Ascending by (order, id), each id once. `order` is in microseconds UTC, `sentAt` in milliseconds. */
export function toMessages(json: unknown): RemoteMessage[] {
  const parsed = messagesSchema.safeParse(isSingleMessage(json) ? [json] : json);
  if (!parsed.success) {
    const path = pathText(parsed.error.issues[0]?.path ?? []);
    const what = path === '' ? 'something that is not a list of messages' : `a message whose “${path}” is missing or of an unknown kind`;
    throw new Protocol(`8x8 answered with ${what}.`, 'no');
  }
  const byId = new Map<string, RemoteMessage>();
  for (const message of parsed.data.map(toMessage).sort(compare)) byId.set(message.remoteId, message);
  return [...byId.values()].sort(compare);
}

/** The text as 8x8 rendered it, from the answer to a send; null when it does not say: any 2xx without it still means sent. */
export function toRenderedText(json: unknown): string | null {
  const parsed = sentSchema.safeParse(json);
  return parsed.success ? (parsed.data.parsed ?? parsed.data.messageParsed ?? null) : null;
}

function toMessage(wire: WireMessage, index: number): RemoteMessage {
  const order = microseconds(wire.timestamp, index);
  const { id, name, email } = wire.authorUser ?? {};
  const text = wire.parsed ?? wire.messageParsed ?? wire.messageRaw ?? '';
  const authorName = name || email || 'Unknown sender';
  const authorId = String(id ?? '') || email || name || '';
  return {
    remoteId: String(wire.id ?? '') || derivedId(authorId, order, text),
    authorId,
    authorName,
    text,
    sentAt: Math.floor(order / 1000),
    order,
  };
}

/** The same message read twice must get the same id. */
function derivedId(authorId: string, order: number, text: string): string {
  return `derived-${createHash('sha256')
    .update(JSON.stringify([authorId, order, text]))
    .digest('base64url')}`;
}

/** Documented values are microseconds; what is far too small for them is taken for milliseconds or seconds (all mean 1973 or later). */
function microseconds(timestamp: number | string, index: number): number {
  const value = Number(timestamp);
  const factor = value >= 1e14 ? 1 : value >= 1e11 ? 1e3 : value >= 1e8 ? 1e6 : NaN;
  const order = Math.floor(value * factor);
  if (!Number.isSafeInteger(order)) throw new Protocol(`8x8 answered with a message whose “[${index}].timestamp” is no time.`, 'no');
  return order;
}

function isSingleMessage(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && messageFields.some((field) => Object.hasOwn(json, field));
}

function compare(a: RemoteMessage, b: RemoteMessage): number {
  return a.order - b.order || (a.remoteId < b.remoteId ? -1 : a.remoteId > b.remoteId ? 1 : 0);
}

function pathText(path: PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}
