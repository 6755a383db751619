/** What an attempt that failed means for its item: tried again, given up, or its fate to be looked up. */
import type { Attempt, OutboxState } from '../../preload/contract/domain.ts';
import { ProviderError, RateLimited, Rejected } from '../providers/errors.ts';

export interface Verdict {
  state: Extract<OutboxState, 'queued' | 'failed' | 'unknown'>;
  outcome: NonNullable<Attempt['outcome']>;
  reason: string;
  nextAttemptAt: number | null;
}

/** Where a service limits single calls and does not say for how long, ms. */
const usualWait = 60_000;

/** `pausedUntil` is until when the account leaves its service alone, ms UTC; 0 when it does not. */
export function verdictOn(error: unknown, pausedUntil: number, now: number): Verdict {
  // The account was stopped under way, by Parley itself.
  if (!(error instanceof ProviderError))
    return { state: 'unknown', outcome: 'interrupted', reason: 'Sending was interrupted.', nextAttemptAt: null };
  const reason = error.message;
  if (error instanceof Rejected) return { state: 'failed', outcome: 'not-delivered', reason, nextAttemptAt: null };
  if (error.delivered === 'no') {
    const wait = error instanceof RateLimited && error.scope === 'call' ? now + (error.retryAfter ?? usualWait) : 0;
    return { state: 'queued', outcome: 'not-delivered', reason, nextAttemptAt: Math.max(wait, pausedUntil) || null };
  }
  return { state: 'unknown', outcome: error.delivered === 'cut' ? 'interrupted' : 'unknown', reason, nextAttemptAt: null };
}

/** A change that repeating cannot harm is made this often before the user is told that it did not work. */
const mostChanges = 3;

/** Whether a change (`edit`, `delete`) whose attempts ended in the dark may be made once more. */
export function mayRepeatChange(attempts: Attempt[]): boolean {
  return attempts.filter(({ outcome }) => outcome === 'unknown' || outcome === 'interrupted').length < mostChanges;
}
