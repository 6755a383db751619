/** From KeyAuth's window of a channel to plain lines. Throws `Protocol` and nothing else. */
import { z } from 'zod';
import { Protocol } from '../errors.ts';
import type { Author } from './authors.ts';

/** A line of a channel: KeyAuth gives it no id. */
export interface Line extends Author {
  text: string;
  /** Milliseconds UTC of a full second: KeyAuth knows no more. */
  sentAt: number;
}

/** The documentation has times as strings, the server's source as numbers; both are seconds. */
const wireLine = z.looseObject({
  author: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
  timestamp: z.union([z.int(), z.string().regex(/^\d{1,13}$/)]).transform(Number),
});
const wireWindow = z.looseObject({ messages: z.array(wireLine) });

/** The farthest second a JavaScript date can hold. */
const lastSecond = 8.64e12;

/** Oldest first, whichever way round they came. */
export function toLines(json: unknown, authorOf: (name: string) => Author): Line[] {
  const parsed = wireWindow.safeParse(json);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path ?? [];
    throw unexpected(path.length === 0 ? 'something that is not a list of messages' : `“${path.join('.')}” missing or of an unknown kind`);
  }
  const lines = parsed.data.messages.map(({ author, message, timestamp }, index): Line => {
    if (timestamp < 0 || timestamp > lastSecond) throw unexpected(`“messages.${index}.timestamp”, which is no time`);
    // As it will be stored, so that what is read again is found to be the same.
    return { ...authorOf(String(author ?? '').toWellFormed()), text: (message ?? '').toWellFormed(), sentAt: timestamp * 1000 };
  });
  return isNewestFirst(lines) ? lines.reverse() : lines;
}

/** KeyAuth promises no order. It gives the order of writing; a server that gave the reverse would be told by its times. */
function isNewestFirst(lines: Line[]): boolean {
  const falls = lines.slice(1).every((line, index) => line.sentAt <= lines[index]!.sentAt);
  return falls && lines.length > 1 && lines.at(-1)!.sentAt < lines[0]!.sentAt;
}

const unexpected = (what: string) => new Protocol(`KeyAuth answered with ${what}.`, 'no');
