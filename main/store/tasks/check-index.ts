/** Compares the index of words with the messages. */
import { indexDamageFound } from '../errors.ts';
import { isIndexReadable } from '../inspect.ts';
import { indexAgrees } from '../search/agreement.ts';
import type { Task } from './task.ts';

/** Fails as any call does that comes upon damage in the index. */
export const checkIndex: Task<null, 'sound'> = ({ reader, checkCancelled }) => {
  if (!isIndexReadable(reader)) throw indexDamageFound();
  checkCancelled();
  if (!indexAgrees(reader, checkCancelled)) throw indexDamageFound();
  return 'sound';
};
