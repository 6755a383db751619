/** Leaves nothing valid behind at the service, where it knows such a thing and can be reached: removing an account waits for it only so long. */
import type { Clock } from '../clock.ts';
import type { Logger, ProviderConnection } from '../providers/contract.ts';

/** ms */
const patience = 5_000;

export async function signOut(connection: ProviderConnection, { clock, log }: { clock: Clock; log: Logger }): Promise<void> {
  if (!connection.signOut) return;
  const limit = new AbortController();
  const cancelTimer = clock.after(patience, () => limit.abort(new Error('signing out took too long')));
  try {
    await connection.signOut(limit.signal);
  } catch (error) {
    log.info('signing out failed', { error: error instanceof Error ? error.name : typeof error });
  } finally {
    cancelTimer();
  }
}
