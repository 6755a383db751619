/** The accounts as the rest of Parley sees them: what is stored, with their live health. Every change is published. */
import type { Account, Health } from '../../preload/contract/domain.ts';
import type { AccountRecord } from '../store/contract.ts';
import type { ChangeHub } from '../changes.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';

export interface Roster {
  all(): Account[];
  record(id: string): AccountRecord;
  view(id: string): Account;
  put(record: AccountRecord): void;
  remove(id: string): void;
  /** Merges into the account's health; publishes only what a user could notice. */
  setHealth(id: string, health: Partial<Health> & { succeeded?: boolean }): void;
}

/** A success every few seconds need not cross the wall each time. */
const successInterval = 10_000;

export function createRoster(changes: ChangeHub, clock: Clock): Roster {
  const records = new Map<string, AccountRecord>();
  const healths = new Map<string, Health>();

  const fresh = (): Health => ({ state: 'connecting', sentence: '', since: clock.now(), lastSuccessAt: null, nextPollAt: null });

  function record(id: string): AccountRecord {
    const found = records.get(id);
    if (!found) throw new Problem('not-found', 'This account is no longer there.');
    return found;
  }

  function view(id: string): Account {
    const { createdAt: _createdAt, paused: _paused, ...account } = record(id);
    return { ...account, health: healths.get(id) ?? fresh() };
  }

  return {
    all: () => [...records.keys()].map(view),
    record,
    view,
    put(next) {
      records.set(next.id, next);
      if (!healths.has(next.id)) healths.set(next.id, fresh());
      changes.publish({ type: 'upsert', object: 'account', value: view(next.id) });
    },
    remove(id) {
      records.delete(id);
      healths.delete(id);
      changes.publish({ type: 'delete', object: 'account', id });
    },
    setHealth(id, { succeeded, ...next }) {
      const before = healths.get(id);
      if (!before) return;
      const after: Health = { ...before, ...next };
      if (after.state !== before.state) after.since = clock.now();
      if (succeeded) after.lastSuccessAt = clock.now();
      healths.set(id, after);
      const noticeable =
        after.state !== before.state ||
        after.sentence !== before.sentence ||
        (after.state !== 'ok' && after.nextPollAt !== before.nextPollAt) ||
        (after.lastSuccessAt ?? 0) - (before.lastSuccessAt ?? 0) > successInterval;
      if (noticeable) changes.publish({ type: 'upsert', object: 'account', value: view(id) });
    },
  };
}
