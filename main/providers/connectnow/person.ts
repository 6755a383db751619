/** People as ConnectNow describes them: account holders and chat users alike. */
import { authorNames } from './assumptions.ts';
import { firstOf, isObject, unwrap } from './pick.ts';
import { personSchema } from './schemas.ts';
import type { z } from 'zod';

export interface Person {
  id: string | null;
  /** Name and surname, else the e-mail address; null when there is neither. */
  name: string | null;
  /** In lower case. */
  email: string | null;
}

export function toPerson({ id, name, surname, email }: z.infer<typeof personSchema>): Person {
  const address = email?.trim() || null;
  const fullName = [name, surname]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
  return {
    id: id === undefined || id === null ? null : String(id),
    name: fullName || address,
    email: address?.toLowerCase() ?? null,
  };
}

/** The person an answer is about: the answer itself, what it wraps in `data`, or what it nests beside a token. Null when none can be seen. */
export function personIn(json: unknown): Person | null {
  const object = unwrap(json);
  if (!isObject(object)) return null;
  const parsed = personSchema.safeParse(firstOf(object, authorNames) ?? object);
  if (!parsed.success) return null;
  const person = toPerson(parsed.data);
  return person.id === null && person.name === null ? null : person;
}
