/** From ConnectNow's JSON to what Parley reads in it. Throws `Protocol` and nothing else. */
import { z } from 'zod';
import { Protocol } from '../errors.ts';
import { authorIdNames, authorNames, messageTextNames, titleNames } from './assumptions.ts';
import { microseconds, orderOf } from './moment.ts';
import { toPerson, type Person } from './person.ts';
import { firstOf } from './pick.ts';
import { listedPersonSchema, messageSchema, titledSchema } from './schemas.ts';

/** A message before its author has got a name. */
export interface ReadMessage {
  remoteId: string;
  text: string;
  /** Milliseconds UTC. */
  sentAt: number;
  /** Microseconds UTC. */
  order: number;
  editedAt: number | null;
  deleted: boolean;
  authorId: string | null;
  /** As nested in the message, if at all. */
  author: Person | null;
}

export interface Titled {
  id: string;
  title: string | null;
  companyId: string | null;
  company: string | null;
}

/** Times further apart than this mean a message was changed after it was written, ms. */
const sameMoment = 1000;

/** `where` names its place in the answer, for the error. */
export function toMessage(json: unknown, where: string): ReadMessage {
  const wire = parse(messageSchema, json, 'a message', where);
  const time = microseconds(wire.created_at);
  if (time === null) throw new Protocol(`ConnectNow Chat answered with a message whose “${where}.created_at” is no time.`, 'no');
  const id = String(wire.id);
  const sentAt = Math.floor(time / 1000);
  const changedAt = Math.floor((microseconds(wire.updated_at ?? '') ?? 0) / 1000);
  const nested = firstOf(wire, authorNames);
  const author = nested && toPerson(nested);
  const authorId = firstOf(wire, authorIdNames) ?? author?.id ?? author?.email ?? author?.name ?? null;
  return {
    remoteId: id,
    text: firstOf(wire, messageTextNames) ?? '',
    sentAt,
    order: orderOf(time, id),
    editedAt: changedAt > sentAt + sameMoment ? changedAt : null,
    deleted: Boolean(wire.deleted_at),
    authorId: authorId === null ? null : String(authorId),
    author,
  };
}

/** A chat or a company. */
export function toTitled(json: unknown, what: string, where: string): Titled {
  const wire = parse(titledSchema, json, what, where);
  const company = wire.company ? firstOf(wire.company, titleNames) : null;
  return {
    id: String(wire.id),
    title: firstOf(wire, titleNames)?.trim() || null,
    companyId: wire.company_id === undefined || wire.company_id === null ? null : String(wire.company_id),
    company: (company ?? wire.company_name)?.trim() || null,
  };
}

/** Someone listed in a chat, so with an id. */
export type ListedPerson = z.infer<typeof listedPersonSchema>;

export function toListedPerson(json: unknown, where: string): ListedPerson {
  return parse(listedPersonSchema, json, 'a person', where);
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown, what: string, where: string): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const path = [where, ...(parsed.error.issues[0]?.path ?? [])].map(String).filter((part) => part !== '');
  throw new Protocol(`ConnectNow Chat answered with ${what} whose “${path.join('.')}” is missing or of an unknown kind.`, 'no');
}
