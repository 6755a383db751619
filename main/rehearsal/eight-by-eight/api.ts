/** The two calls of 8x8's Chat API, refusing what the service refuses. Where 8x8 does not say how it behaves, tests choose. */
import { json, type Call, type Reply } from '../reply.ts';
import { chapi } from './people.ts';
import { invalid, methodNotAllowed, missingKey, noSuchProxy, privateRoom, replies } from './replies.ts';
import type { Room, RoomStore, WireMessage } from './room-store.ts';
import { createSpikeArrest } from './spike-arrest.ts';

/** What the documentation leaves open. */
export interface Behaviour {
  /** What `ts` selects: messages at that time or before, at that time or after, or nothing at all. 0 is always the latest page. */
  ts: 'before' | 'after' | 'ignored';
  order: 'newest-first' | 'oldest-first';
}

export interface EightByEightApi {
  act(call: Call): Reply;
  behaviour: Behaviour;
  /** Requests refused for coming too fast. */
  rateViolations(): number;
}

export interface EightByEightApiParts {
  rooms: RoomStore;
  key: string;
  now(): number;
  /** A message was sent through the API. */
  onSent(room: Room, message: WireMessage): void;
}

const path = '/chat/api/chat/v1/messages';
export const sandboxName = 'CHAPI sandbox';
const defaultPageSize = 30;
const largestPageSize = 100;

export function createEightByEightApi({ rooms, key, now, onSent }: EightByEightApiParts): EightByEightApi {
  const behaviour: Behaviour = { ts: 'before', order: 'newest-first' };
  const withinRate = createSpikeArrest();
  let violations = 0;

  function read(query: URLSearchParams): Reply {
    const pageSize = integer(query.get('pageSize'), defaultPageSize);
    const ts = integer(query.get('ts'), 0);
    if (pageSize === null || pageSize < 1) return invalid('pageSize must be a positive int32');
    if (ts === null) return invalid('ts must be an int64');
    const room = rooms.find(query.get('room') || sandboxName);
    if (!room) return replies.notFound;
    const page = select(room.messages, ts, Math.min(pageSize, largestPageSize));
    return json(200, behaviour.order === 'newest-first' ? page.reverse() : page);
  }

  /** Oldest first, a copy. */
  function select(messages: WireMessage[], ts: number, size: number): WireMessage[] {
    if (ts === 0 || behaviour.ts === 'ignored') return messages.slice(-size);
    if (behaviour.ts === 'before') return messages.filter((message) => message.timestamp <= ts).slice(-size);
    return messages.filter((message) => message.timestamp >= ts).slice(0, size);
  }

  function send(call: Call): Reply {
    if (!/^application\/json\s*(;|$)/i.test(call.headers['content-type'] ?? '')) return invalid('Content-Type must be application/json');
    const body = parseObject(call.body);
    if (!body) return invalid('The body is not a JSON object');
    const { messageRaw, room: name = sandboxName } = body;
    if (typeof messageRaw !== 'string' || messageRaw.trim() === '') return invalid('messageRaw is required');
    if (typeof name !== 'string' || name === '') return invalid('room must be a string');
    // As the real one: a room nobody has heard of comes into being.
    const room = rooms.ensure(name);
    if (room.isPrivate) return privateRoom;
    const message = rooms.add(room, chapi, messageRaw.replaceAll('\r\n', '\n'));
    onSent(room, message);
    return json(200, { parsed: message.parsed });
  }

  return {
    behaviour,
    rateViolations: () => violations,
    act(call) {
      if (call.path !== path && call.path !== `${path}/`) return noSuchProxy;
      const given = call.headers['x-api-key'];
      if (given === undefined) return missingKey;
      if (given !== key) return replies.invalidKey;
      if (!withinRate(now())) {
        violations += 1;
        return replies.rateLimit(429);
      }
      if (call.method === 'GET') return read(call.query);
      return call.method === 'POST' ? send(call) : methodNotAllowed;
    },
  };
}

/** The number, `missing` when there is none, null when it is not a whole number. */
function integer(text: string | null, missing: number): number | null {
  if (text === null) return missing;
  return /^-?\d{1,18}$/.test(text) ? Number(text) : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
