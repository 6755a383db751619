/** How long a send whose end is not known may still take effect at the service, and what may be done once it cannot. */
import type { Attempt } from '../../preload/contract/domain.ts';

const second = 1000;

/**
 * After a cut connection or a crash: a request the service has received is acted on within moments, so ten seconds after it began an
 * absent message was never delivered.
 */
const cutSettles = 10 * second;
/** After a time-out the service is known to be slow; absence then proves nothing, and the user is asked. */
const silenceSettles = 5 * second;

/** When the room may be read for the last word, ms UTC. */
export function settledAt(attempt: Attempt): number {
  const ended = attempt.endedAt ?? attempt.startedAt;
  return attempt.outcome === 'interrupted' ? Math.max(attempt.startedAt + cutSettles, ended + 3 * second) : ended + silenceSettles;
}

/** Whether an absent message of this attempt is surely not delivered once it has settled. */
export function absenceProves(attempt: Attempt): boolean {
  return attempt.outcome === 'interrupted';
}
