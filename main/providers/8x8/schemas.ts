/**
 * What 8x8 answers (OpenAPI file `chapi_-_chat_api.json`, and the getting-started page). No field is declared as required there and the
 * two disagree on names, so everything but the time may be absent; fields not named here pass unread.
 */
import { z } from 'zod';

const text = z.string().nullish();
/** Strings as documented; numbers are taken, too. */
const identifier = z.union([z.string(), z.number()]).nullish();

const messageSchema = z.looseObject({
  id: identifier,
  authorUser: z.looseObject({ id: identifier, name: text, email: text }).nullish(),
  /** The getting-started page. */
  parsed: text,
  /** The OpenAPI example. */
  messageParsed: text,
  messageRaw: text,
  /** Sixteen digits: microseconds since 1970. */
  timestamp: z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]),
});
export type WireMessage = z.infer<typeof messageSchema>;

export const messagesSchema = z.array(messageSchema);

/** A single object in place of a list (the OpenAPI example) is told from other objects by these. */
export const messageFields = ['id', 'authorUser', 'parsed', 'messageParsed', 'messageRaw', 'timestamp'];

export const sentSchema = z.looseObject({ parsed: text, messageParsed: text });

/** Apigee's fault, and the two forms other 8x8 APIs answer with. Anything not as expected reads as absent. */
export const faultSchema = z.looseObject({
  fault: z
    .looseObject({
      faultstring: z.string().nullish().catch(null),
      detail: z
        .looseObject({ errorcode: z.string().nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  message: text.catch(null),
  title: text.catch(null),
  detail: text.catch(null),
  errors: z.array(z.unknown()).nullish().catch(null),
});
