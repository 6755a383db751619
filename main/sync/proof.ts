/** For an account that can only send, or has nothing else to ask: the credentials are proved from time to time, so that its state is true. */
import { ProviderError } from '../providers/errors.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Attention, Chore } from './poll-loop.ts';

export function createProof(account: ActiveAccount, clock: Clock, attention: () => Attention): Chore {
  const { connection, info } = account;
  const needed = !connection.readLatest && !connection.readChanges && info.pacing.list === null;
  let provedAt: number | null = null;
  let stretch = 1;

  async function prove(): Promise<void> {
    try {
      await account.call('check', (remote, signal) => remote.verify(signal));
    } catch (error) {
      if (!(error instanceof ProviderError) && !account.signal.aborted) throw error;
    } finally {
      provedAt = clock.now();
      stretch = 0.9 + 0.2 * clock.random();
    }
  }

  return {
    plan() {
      if (!needed) return null;
      const interval = attention() === 'background' ? info.pacing.poll.background : info.pacing.poll.visible;
      return { at: provedAt === null ? 0 : provedAt + interval * stretch, run: prove };
    },
  };
}
