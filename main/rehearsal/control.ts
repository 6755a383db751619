/** Starts and ends the rehearsal inside Parley: its servers, and the accounts that stand and fall with them. */
import type { RehearsalState } from '../../preload/contract/changes.ts';
import type { Accounts } from '../accounts/index.ts';
import type { ChangeHub } from '../changes.ts';
import type { Logger } from '../providers/contract.ts';
import { Problem } from '../problem.ts';
import { startRehearsal, type Rehearsal } from './index.ts';

export interface RehearsalControl {
  state(): RehearsalState;
  start(): Promise<RehearsalState>;
  stop(): Promise<RehearsalState>;
  /** null switches the fault off. */
  setFault(id: string | null): Promise<RehearsalState>;
  /** At quit: the servers go; the accounts are removed at the next start. */
  close(): Promise<void>;
}

export function createRehearsal({ accounts, changes, log }: { accounts: Accounts; changes: ChangeHub; log: Logger }): RehearsalControl {
  let running: { rehearsal: Rehearsal; accountIds: string[] } | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  function state(): RehearsalState {
    return {
      running: running !== null,
      accountIds: running?.accountIds ?? [],
      faults: running?.rehearsal.faults ?? [],
      activeFault: running?.rehearsal.activeFault() ?? null,
    };
  }

  function announce(): RehearsalState {
    const value = state();
    changes.publish({ type: 'rehearsal', value });
    return value;
  }

  /** Start and stop take a moment, and a double click must not start two. */
  function inTurn(job: () => Promise<void>): Promise<RehearsalState> {
    const next = turn.then(job).then(announce);
    turn = next.catch(() => undefined);
    return next;
  }

  return {
    state,
    start: () =>
      inTurn(async () => {
        if (running) return;
        const rehearsal = await startRehearsal({ lively: true });
        const accountIds: string[] = [];
        running = { rehearsal, accountIds };
        for (const { tokens = {}, ...sample } of rehearsal.accounts) {
          const account = await accounts.add({ ...sample, keep: 'rehearsal' }, tokens);
          accountIds.push(account.id);
        }
        log.info('rehearsal started');
      }),
    stop: () =>
      inTurn(async () => {
        if (!running) return;
        const { rehearsal, accountIds } = running;
        for (const id of accountIds) await accounts.remove(id);
        running = null;
        await rehearsal.stop();
        log.info('rehearsal ended');
      }),
    async setFault(id) {
      if (running && id !== null && !running.rehearsal.faults.some((fault) => fault.id === id))
        throw new Problem('not-found', 'The rehearsal has no such fault.');
      running?.rehearsal.setFault(id);
      return announce();
    },
    async close() {
      await running?.rehearsal.stop();
      running = null;
    },
  };
}
