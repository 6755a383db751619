/** Waiting inside one provider call, where the pacer between calls cannot help. */
import { setTimeout } from 'node:timers/promises';

/** Resolves after `milliseconds`; rejects with the signal's reason when aborted before. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
