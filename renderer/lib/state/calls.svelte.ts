import type { Change } from '../../../preload/contract/changes.ts';
import type { CallRecord } from '../../../preload/contract/provider.ts';
import { parley, sentenceOf } from '../ipc.ts';
import { applied, emptyKeyed, keyed, type Keyed } from './keyed.ts';

/** As many as main keeps. */
const most = 200;

/** The latest calls of the one account being looked at, as they happen. */
export class WatchedCalls {
  phase = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  failure = $state('');
  #accountId = '';
  #records = $state.raw<Keyed<number, CallRecord>>(emptyKeyed());
  readonly newestFirst = $derived([...this.#records.values()].sort((one, other) => other.id - one.id).slice(0, most));

  async watch(accountId: string): Promise<void> {
    this.#accountId = accountId;
    this.#records = emptyKeyed();
    this.phase = 'loading';
    try {
      const records = await parley.accounts.watchCalls({ accountId });
      if (this.#accountId !== accountId) return;
      // A change of the meantime is newer than the answer.
      this.#records = applied(keyed(records), this.#records);
      this.phase = 'ready';
    } catch (error) {
      if (this.#accountId !== accountId) return;
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }

  end(): void {
    this.#accountId = '';
    this.#records = emptyKeyed();
    this.phase = 'idle';
    // Main stops by itself when the window goes.
    parley.accounts.watchCalls({ accountId: null }).catch(() => undefined);
  }

  apply(changes: readonly Change[]): void {
    const calls = changes.flatMap((change) => (change.type === 'call' && change.accountId === this.#accountId ? [change.record] : []));
    this.#records = applied(this.#records, keyed(calls));
  }
}
