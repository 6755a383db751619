/** Reads every page of the database once. */
import { damageFound } from '../errors.ts';
import { isReadable } from '../inspect.ts';
import type { Task } from './task.ts';

/** Fails as any call does that comes upon damage. */
export const check: Task<null, 'sound'> = ({ reader, checkCancelled }) => {
  if (!isReadable(reader, checkCancelled)) throw damageFound();
  return 'sound';
};
