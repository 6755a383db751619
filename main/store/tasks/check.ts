/** Reads every page of the database once. */
import type { Task } from './task.ts';

export const check: Task<null, 'sound' | 'damaged'> = ({ reader }) =>
  reader.pragma('quick_check(1)', { simple: true }) === 'ok' ? 'sound' : 'damaged';
