/** What main and the thread of a task say to each other. */
import type { StorageCode } from '../errors.ts';
import type { TaskName } from './index.ts';

export interface TaskStart {
  role: 'task';
  file: string;
  name: TaskName;
  argument: unknown;
  /** One number shared by both threads: 1 once nobody wants the outcome any more. */
  cancelled: Int32Array<SharedArrayBuffer>;
}

export type TaskReply =
  | { type: 'progress'; part: number }
  | { type: 'done'; value: unknown }
  | { type: 'cancelled' }
  | { type: 'failed'; code: StorageCode; sentence: string; detail: string };
