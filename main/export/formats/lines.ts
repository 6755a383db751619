/** The lines of a JSON Lines export; `docs/export-format.md` describes them. Unknown fields and kinds of lines are left out by a reader. */
import { z } from 'zod';
import { messageSchema, messageVersionSchema } from '../../../preload/contract/domain.ts';

const time = z.int().nonnegative();
const text = z.string();

export const headerLine = z.object({ type: z.literal('parley-export'), version: z.int().positive(), createdAt: time, writtenBy: text });

export const accountLine = z.object({
  type: z.literal('account'),
  id: z.string().min(1).max(64),
  kind: text,
  name: text,
  hue: z.int(),
  settings: z.record(text, text),
  createdAt: time,
  ownAuthorId: text.nullable(),
});

export const conversationLine = z.object({
  type: z.literal('conversation'),
  accountId: text,
  remoteId: text,
  title: text,
  historyComplete: z.boolean(),
  letGoBefore: time.nullable(),
  seen: z.boolean(),
  readOnlyReason: text,
  pinnedAt: time.nullable(),
  mutedUntil: time.nullable(),
  archived: z.boolean(),
  snoozedUntil: time.nullable(),
  remindAt: time.nullable(),
  labels: z.array(z.object({ name: text, hue: z.int() })),
  gaps: z.array(z.object({ afterOrder: z.int(), beforeOrder: z.int(), since: time, until: time })),
});

const { authorId, authorName, sentAt, order, mine, editedAt, deleted, system, replyTo, reactions, seenBy } = messageSchema.shape;

/** What few messages have is left out where there is nothing of it. */
export const messageLine = z.object({
  type: z.literal('message'),
  id: z.int(),
  remoteId: text,
  authorId,
  authorName,
  text,
  sentAt,
  order,
  mine,
  editedAt: editedAt.default(null),
  deleted: deleted.default(false),
  system: system.default(false),
  replyTo: replyTo.default(null),
  reactions: reactions.default([]),
  seenBy: seenBy.default(null),
  clientId: text.nullable().default(null),
  savedAt: time.nullable().default(null),
  versions: z.array(messageVersionSchema).default([]),
});

export const endLine = z.object({ type: z.literal('end'), conversations: time, messages: time });

export const dataLine = z.discriminatedUnion('type', [accountLine, conversationLine, messageLine, endLine]);
export type DataLine = z.output<typeof dataLine>;
