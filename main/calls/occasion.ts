/** What a call is made for: carried alongside the work itself, so that neither providers nor their arguments need to know. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallRecord } from '../../preload/contract/provider.ts';
import { ProviderError } from '../providers/errors.ts';

export interface Occasion {
  purpose: CallRecord['purpose'];
  /** Why it is done once more; empty for a first try. */
  retryOf: string;
  /** Set with each call made: what makes it known that its answer was of no use. */
  disappointed?: (sentence: string) => void;
}

const occasions = new AsyncLocalStorage<Occasion>();

/** Runs the job; calls it makes are for this purpose, and what it fails with is said of the last of them. */
export async function onOccasion<Value>(
  { purpose, retryOf = '' }: Partial<Occasion> & Pick<Occasion, 'purpose'>,
  job: () => Promise<Value>,
) {
  const occasion: Occasion = { purpose, retryOf };
  try {
    return await occasions.run(occasion, job);
  } catch (error) {
    if (error instanceof ProviderError) occasion.disappointed?.(error.message);
    throw error;
  }
}

export function presentOccasion(): Occasion {
  return occasions.getStore() ?? { purpose: 'other', retryOf: '' };
}
