/** Checks what Spika answered against what it should be. */
import type { z } from 'zod';
import { Protocol, type Delivery } from '../errors.ts';

/** The value in the schema's shape; throws `Protocol` with the path of what was wrong. `what` completes "Spika answered with …". */
export function readAs<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  delivered: Delivery = 'no',
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = (parsed.error.issues[0]?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  throw new Protocol(`Spika answered with ${what} whose “${path}” is missing or of an unknown kind.`, delivered);
}
