/** A task's side of its thread: runs it on a connection that cannot write, and says what came of it. */
import type { MessagePort } from 'node:worker_threads';
import { connectReader } from '../connections.ts';
import { asStorageError } from '../errors.ts';
import { tasks } from './index.ts';
import type { TaskReply, TaskStart } from './protocol.ts';
import { TaskCancelled, type Task } from './task.ts';

export async function serveTask(port: MessagePort, { file, name, argument, cancelled }: TaskStart): Promise<void> {
  const tell = (reply: TaskReply): void => port.postMessage(reply);
  const checkCancelled = () => {
    if (Atomics.load(cancelled, 0) === 1) throw new TaskCancelled();
  };
  try {
    const progress = (part: number) => tell({ type: 'progress', part });
    const reader = connectReader(file);
    let value: unknown;
    try {
      // The argument was typed where the task was asked for (run-task.ts).
      value = await (tasks[name] as Task<unknown, unknown>)({ reader, file, progress, checkCancelled }, argument);
    } finally {
      reader.close();
    }
    // Last, so that who closes the store now is the last to hold the file, and the log is moved into it.
    tell({ type: 'done', value });
  } catch (error) {
    if (error instanceof TaskCancelled) return tell({ type: 'cancelled' });
    const { code, message: sentence, detail } = asStorageError(error);
    tell({ type: 'failed', code, sentence, detail });
  }
}
