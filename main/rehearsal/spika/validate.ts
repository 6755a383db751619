/** The checks Spika makes of a request's body before it looks at anything else, in its words. */
import type { Generation } from './wire.ts';

export interface SendBody {
  roomId: number;
  type: string;
  body: Record<string, unknown>;
  localId?: string | undefined;
  replyId?: number | undefined;
}

const wrongType = (field: string, wanted: string, value: unknown) =>
  `Invalid params ValidationError: body.${field} must be a \`${wanted}\` type, but the final value was: \`${JSON.stringify(value)}\`.`;

/** The body, or what is said about the first field that is wrong. */
export function validSend(given: Record<string, unknown>, generation: Generation): SendBody | string {
  const { roomId, type, localId, replyId } = given;
  if (roomId === undefined) return 'Invalid params ValidationError: body.roomId is a required field';
  if (typeof roomId !== 'number') return wrongType('roomId', 'number', roomId);
  if (roomId < 1) return 'Invalid params ValidationError: body.roomId must be greater than or equal to 1';
  if (typeof type !== 'string' || type === '') return wrongType('type', 'string', type);
  const body = objectOf(given['body'], generation);
  if (!body) return wrongType('body', 'object', given['body']);
  if (localId !== undefined && typeof localId !== 'string') return wrongType('localId', 'string', localId);
  if (replyId !== undefined && typeof replyId !== 'number') return wrongType('replyId', 'number', replyId);
  return { roomId: Math.trunc(roomId), type, body, localId, replyId };
}

/** The library of the older generation reads an object out of a string, too. */
function objectOf(value: unknown, generation: Generation): Record<string, unknown> | null {
  const object: unknown = typeof value === 'string' && generation === 'master' ? parsed(value) : value;
  return isRecord(object) ? object : null;
}

/** The first of these fields that is not a string, as it is said; null when all are. */
export function missingString(given: Record<string, unknown>, fields: string[]): string | null {
  const field = fields.find((name) => typeof given[name] !== 'string' || given[name] === '');
  return field === undefined ? null : `Invalid params ValidationError: body.${field} is a required field`;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
