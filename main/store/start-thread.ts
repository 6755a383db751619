/** Starts one of the store's threads: each is the same script, told by `workerData` what to be. */
import { Worker } from 'node:worker_threads';
import type { WorkerStart } from './protocol.ts';
import type { SearchStart } from './search/protocol.ts';
import type { TaskStart } from './tasks/protocol.ts';

/**
 * A thread holds some ten MB, but V8 lets a heap that may become gigabytes grow far beyond what it holds before it looks for garbage. What
 * needs more than `maxOldGenerationSizeMb` ends: the largest message a service can send takes less than a third of it.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

export function startThread(workerFile: URL, workerData: WorkerStart | SearchStart | TaskStart, name: string): Worker {
  return new Worker(workerFile, { workerData, name, resourceLimits });
}
