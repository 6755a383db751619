/** Reads everything there is in the database once, but what stands in the index of words (check-index.ts). */
import { damageFound } from '../errors.ts';
import { isWhole } from '../inspect.ts';
import type { Task } from './task.ts';

/** Fails as any call does that comes upon damage. */
export const check: Task<null, 'sound'> = ({ reader, checkCancelled }) => {
  if (!isWhole(reader, checkCancelled)) throw damageFound();
  return 'sound';
};
