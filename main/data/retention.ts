/**
 * Lets go of what accounts no longer keep, once a day and when the user says so, and sees to it that what was removed is gone: from the file,
 * from its log and from its backups. All in small steps, one after another, so that nothing else waits.
 */
import type { Cursor } from '../../preload/contract/domain.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';

export interface Retention {
  /** What the account keeps was changed. */
  changed(accountId: string): void;
  /** Something was removed for good: its room is given back, and backups that still hold it are replaced. */
  tidySoon(): void;
  stop(): void;
}

export interface RetentionParts {
  store: Pick<Store, 'advanceRetention' | 'letGo' | 'giveBackPages' | 'runTask'>;
  clock: Clock;
  log: Logger;
  accountIds(): string[];
  /** Everything that was to be removed is gone. */
  onTidied(): void;
}

/** After the start, so that it does not slow it down, and then between two runs, ms. */
const first = 60_000;
const daily = 24 * 60 * 60_000;
/** Between two steps, ms: other calls come in between. */
const pause = 5;
/** Messages looked at in one step. */
const stepSize = 200;

export function startRetention({ store, clock, log, accountIds, onTidied }: RetentionParts): Retention {
  let stopped = false;
  let tidyWanted = false;
  let last: Promise<void> = Promise.resolve();
  let cancelTimer = clock.after(first, run);

  const rest = () => new Promise<void>((resolve) => void clock.after(pause, resolve));

  /** One thing after another; what fails today is tried again tomorrow. */
  function inTurn(work: () => Promise<void>): void {
    last = last.then(work).catch((error: unknown) => {
      if (!stopped) log.warn('removing old messages failed', { error: error instanceof Error ? error.name : String(error) });
    });
  }

  function run(): void {
    cancelTimer = clock.after(daily, run);
    inTurn(async () => {
      for (const accountId of accountIds()) await letGoOf(accountId);
      await tidy();
    });
  }

  async function letGoOf(accountId: string): Promise<void> {
    for (const conversationId of await store.advanceRetention({ accountId, now: clock.now() })) {
      let after: Cursor | null = null;
      do {
        if (stopped) return;
        const step: { removed: number; next: Cursor | null } = await store.letGo({ conversationId, after, limit: stepSize });
        tidyWanted ||= step.removed > 0;
        after = step.next;
        await rest();
      } while (after);
    }
  }

  async function tidy(): Promise<void> {
    if (!tidyWanted || stopped) return;
    while ((await store.giveBackPages()) > 0 && !stopped) await rest();
    if (stopped) return;
    await store.runTask('renewBackups', { now: clock.now() });
    tidyWanted = false;
    onTidied();
  }

  return {
    changed(accountId) {
      inTurn(async () => {
        await letGoOf(accountId);
        await tidy();
      });
    },
    tidySoon() {
      tidyWanted = true;
      inTurn(tidy);
    },
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
}
