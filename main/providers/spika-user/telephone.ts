/** Telephone numbers as Spika keeps them: E.164, so + and up to fifteen digits. */
import { Rejected } from '../errors.ts';

const sentence = 'Write the telephone number in its international form: + and the country code first, as in +31 20 123 4567.';

/** Takes the signs people group digits with, and 00 for the +. Throws `Rejected` for the field `telephone`. */
export function telephoneNumber(typed: string): string {
  const number = typed.replace(/[\s().\-/\u2010-\u2013]/g, '').replace(/^00/, '+');
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new Rejected(sentence, 'invalid', { telephone: sentence });
  return number;
}
