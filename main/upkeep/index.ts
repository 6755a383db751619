/**
 * What the database needs while Parley runs: every day free room goes back to the disk, then a backup is made. Making one reads every page
 * there is, so it is also the daily look for damage; on a day without a backup the pages are read for their own sake. The index of words is
 * compared with the messages after it.
 */
import type { BackupHealth } from '../../preload/contract/domain.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';

export interface Upkeep {
  health(): BackupHealth;
  stop(): void;
}

export interface UpkeepParts {
  store: Pick<Store, 'runTask' | 'giveBackPages'>;
  clock: Clock;
  log: Logger;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** After the start everything else comes first. */
const firstAfter = 2 * minute;
/** Between two steps of giving room back. */
const step = 25;
/** After a backup that could not be made: the disk may have room again. */
const againAfter = 60 * minute;

export function startUpkeep({ store, clock, log }: UpkeepParts): Upkeep {
  const stopping = new AbortController();
  const { signal } = stopping;
  let health: BackupHealth = { lastAt: null, trouble: '' };
  let checkedAt = -Infinity;
  let cancelTimer = clock.after(firstAfter, () => void work());

  async function work(): Promise<void> {
    await giveBack();
    if (signal.aborted) return;
    const wait = await backUp();
    if (!signal.aborted) cancelTimer = clock.after(wait, () => void work());
  }

  async function giveBack(): Promise<void> {
    try {
      while (!signal.aborted && (await store.giveBackPages()) > 0) await new Promise<void>((resolve) => clock.after(step, resolve));
    } catch (error) {
      // It is room for what comes next, at least.
      log.warn('free room stays in the file', { error: String(error) });
    }
  }

  /** Answers when to come back, ms from now. */
  async function backUp(): Promise<number> {
    try {
      const now = clock.now();
      const lastAt = await store.runTask('backUp', { now, every: day }, { signal });
      health = { lastAt, trouble: '' };
      if (lastAt === now) await look('checkIndex');
      return Math.max(lastAt + day - clock.now(), minute);
    } catch (error) {
      if (signal.aborted) return 0;
      log.warn('no backup was made', { error: String(error) });
      health = { ...health, trouble: sentenceOf(error) };
      await check();
      return againAfter;
    }
  }

  async function check(): Promise<void> {
    if (clock.now() - checkedAt < day) return;
    checkedAt = clock.now();
    await look('check');
    await look('checkIndex');
  }

  /** What it finds is the store's to tell and to mend. */
  async function look(what: 'check' | 'checkIndex'): Promise<void> {
    if (!signal.aborted) await store.runTask(what, null, { signal }).catch(() => undefined);
  }

  return {
    health: () => health,
    stop() {
      cancelTimer();
      stopping.abort(new Error('Parley is quitting'));
    },
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
