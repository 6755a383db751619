/** The main thread's side of a task. */
import { startThread } from '../start-thread.ts';
import { StorageError } from '../errors.ts';
import type { TaskArgument, TaskName, TaskValue } from './index.ts';
import type { TaskReply, TaskStart } from './protocol.ts';

export interface TaskOptions {
  onProgress?: (part: number) => void;
  /** Ends the task; the call then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Rejects with `StorageError`, or with the signal's reason. */
export async function runTask<Name extends TaskName>(
  { file, workerFile }: { file: string; workerFile: URL },
  name: Name,
  argument: TaskArgument<Name>,
  { onProgress, signal }: TaskOptions = {},
): Promise<TaskValue<Name>> {
  signal?.throwIfAborted();
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const workerData: TaskStart = { role: 'task', file, name, argument, cancelled };
  const worker = startThread(workerFile, workerData, name);
  const cancel = () => void Atomics.store(cancelled, 0, 1);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      const broken = () => reject(new StorageError('storage', 'This could not be finished: a part of Parley stopped.', `${name} ended`));
      worker.once('error', broken);
      worker.once('exit', broken);
      worker.on('message', (reply: TaskReply) => {
        switch (reply.type) {
          case 'progress':
            return onProgress?.(reply.part);
          case 'done':
            return resolve(reply.value as TaskValue<Name>);
          case 'cancelled':
            return reject(signal?.reason as Error);
          case 'failed':
            return reject(new StorageError(reply.code, reply.sentence, reply.detail));
        }
      });
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
