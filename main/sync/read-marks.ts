/** Tells the service what the user has read here, where it wants to know. */
import type { Logger } from '../providers/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';

export interface ReadMarks {
  note(remoteId: string): void;
}

/** Messages read one after another are told in one go, ms. */
const settleTime = 1000;

/** One attempt each: the next conversation that is read makes up for one that failed. */
export function createReadMarks(account: ActiveAccount, clock: Clock, log: Logger): ReadMarks {
  const timers = new Map<string, () => void>();

  async function tell(remoteId: string): Promise<void> {
    timers.delete(remoteId);
    try {
      await account.call('user', (remote, signal) => remote.markRead!(remoteId, signal), { about: remoteId });
    } catch (error) {
      if (!account.signal.aborted) log.info('a read mark was not taken', { account: account.id, error: String(error) });
    }
  }

  account.signal.addEventListener('abort', () => timers.forEach((cancel) => cancel()), { once: true });
  return {
    note(remoteId) {
      if (!account.connection.markRead || account.signal.aborted) return;
      timers.get(remoteId)?.();
      timers.set(
        remoteId,
        clock.after(settleTime, () => void tell(remoteId)),
      );
    },
  };
}
