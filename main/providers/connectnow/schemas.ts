/**
 * What ConnectNow answers, after its sister APIs: snake_case, ids that may be numbers or strings, relations as `<name>_id` and perhaps
 * nested. Only an id and, for a message, its time have to be there; fields not named here pass unread.
 */
import { z } from 'zod';

const text = z.string().nullish();
const identifier = z.union([z.string().min(1), z.number()]);

export const personSchema = z.looseObject({ id: identifier.nullish(), name: text, surname: text, email: text });
export const listedPersonSchema = personSchema.extend({ id: identifier });
const nested = personSchema.nullish().catch(null);

export const messageSchema = z.looseObject({
  id: identifier,
  message: text,
  body: text,
  content: text,
  text,
  chat_user_id: identifier.nullish(),
  user_id: identifier.nullish(),
  chat_user: nested,
  user: nested,
  chatUser: nested,
  created_at: z.string(),
  updated_at: text,
  deleted_at: text,
});

/** A chat or a company. */
export const titledSchema = z.looseObject({
  id: identifier,
  name: text,
  title: text,
  subject: text,
  company_id: identifier.nullish(),
  company_name: text.catch(null),
  company: z.looseObject({ name: text, title: text, subject: text }).nullish().catch(null),
});

export const listingSchema = z.union([
  z.array(z.unknown()),
  z.looseObject({
    data: z.array(z.unknown()),
    next_page_url: text,
    links: z.looseObject({ next: text }).nullish().catch(null),
    meta: z.looseObject({ per_page: z.unknown().optional() }).nullish().catch(null),
    per_page: z.unknown().optional(),
  }),
]);

/** Laravel's error body. Anything not as expected reads as absent. */
export const errorSchema = z.looseObject({
  message: text.catch(null),
  errors: z.record(z.string(), z.unknown()).nullish().catch(null),
});
