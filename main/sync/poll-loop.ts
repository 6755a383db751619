/** What an account does by itself, one thing at a time: whatever is due and most urgent, and history in the pauses between. */
import type { Logger } from '../providers/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';

/** How much of Parley the user has in view. */
export type Attention = 'visible' | 'background';

/** What a kind of work would do next, and from when on, ms UTC. */
export interface Plan {
  at: number;
  /** Deals with the service's errors by itself. */
  run(): Promise<void>;
}

export interface Chore {
  /** null when there is nothing to do until something changes. */
  plan(): Plan | null;
}

export interface PollLoop {
  /** Looks again at what is due, because something changed. */
  wake(): void;
}

export interface PollLoopParts {
  account: ActiveAccount;
  /** The most urgent first: of what is due, the first is done. */
  chores: Chore[];
  history: Chore;
  clock: Clock;
  log: Logger;
  /** When the service will be asked again, ms UTC. */
  onPlanned(nextPollAt: number): void;
}

/** With very many conversations a read is always due; history that has waited this long goes first for once, ms. */
const historyPatience = 5000;
/** After a defect of ours the loop goes on, but not at once, ms. */
const defectPause = 5000;

export function startPollLoop({ account, chores, history, clock, log, onPlanned }: PollLoopParts): PollLoop {
  let cancelTimer = () => {};
  let busy = false;

  async function step(): Promise<void> {
    if (busy || account.signal.aborted) return;
    cancelTimer();
    const now = clock.now();
    const from = (plan: Plan | null) => Math.max(plan?.at ?? Infinity, account.pausedUntil(), now);
    const plans = chores.map((chore) => chore.plan());
    const older = history.plan();
    const nextPollAt = Math.min(...plans.map(from));
    if (nextPollAt < Infinity) onPlanned(nextPollAt);
    const urgent = plans.find((plan) => from(plan) === now);
    const historysTurn = from(older) === now && (!urgent || now - older!.at > historyPatience);
    const next = historysTurn ? older : urgent;
    const at = Math.min(nextPollAt, from(older));
    if (next) await carryOut(next);
    else if (at < Infinity) wakeIn(at - now);
  }

  async function carryOut(plan: Plan): Promise<void> {
    busy = true;
    try {
      await plan.run();
      busy = false;
      void step();
    } catch (error) {
      busy = false;
      if (account.signal.aborted) return;
      log.warn('reading failed', { account: account.id, error: String(error) });
      wakeIn(defectPause);
    }
  }

  function wakeIn(milliseconds: number): void {
    if (!account.signal.aborted) cancelTimer = clock.after(milliseconds, () => void step());
  }

  account.signal.addEventListener('abort', () => cancelTimer(), { once: true });
  // Not at once: whoever starts the account may learn meanwhile that it is no longer wanted.
  wakeIn(0);
  return { wake: () => void step() };
}
