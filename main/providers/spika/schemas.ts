/**
 * What Spika answers (its public source, branches `master` and `work/main`). Fields not named here pass unread. What stands in a message's
 * `body` is whatever some client sent, so nothing in there is worth refusing a whole page for.
 */
import { z } from 'zod';

export const refusalSchema = z.looseObject({ status: z.literal('error'), message: z.string().nullish().catch(null) });

export const successSchema = z.looseObject({ status: z.literal('success'), data: z.unknown() });

/** Numbers that count upwards from 1, one row for each thing. */
export const idSchema = z.int().nonnegative();

/** Milliseconds since 1970; null in a copy made for a device that came later. */
const timeSchema = z.int().nonnegative().nullish();
const countSchema = z.int().nonnegative().nullish();
const sayingSchema = z.string().nullish().catch(null);

const fileSchema = z.looseObject({ fileName: sayingSchema }).nullish().catch(null);

const quotedSchema = z
  .looseObject({
    id: idSchema,
    fromUserId: idSchema.nullish().catch(null),
    type: sayingSchema,
    body: z.looseObject({ text: sayingSchema, file: fileSchema }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const bodySchema = z.looseObject({ text: sayingSchema, file: fileSchema, referenceMessage: quotedSchema }).nullish().catch(null);

/** What somebody did with a message: `delivered`, `seen` or `reaction`. */
export const recordSchema = z.looseObject({
  type: z.string().nullish(),
  userId: idSchema.nullish(),
  reaction: z.string().nullish(),
  isDeleted: z.boolean().nullish(),
});

export const messageSchema = z.looseObject({
  id: idSchema,
  roomId: idSchema,
  fromUserId: idSchema,
  totalUserCount: countSchema,
  seenCount: countSchema,
  type: z.string().nullish(),
  /** Missing in a copy made for a device that came later. */
  body: bodySchema,
  createdAt: timeSchema,
  modifiedAt: timeSchema,
  /** A string is what is sent; the documentation shows a number. */
  localId: z.union([z.string(), z.number()]).nullish(),
  deleted: z.boolean().nullish(),
  /** Reactions; only where messages are read room by room. */
  messageRecords: z.array(recordSchema).nullish(),
});
export type WireMessage = z.infer<typeof messageSchema>;

export const sentSchema = z.looseObject({ message: messageSchema });
