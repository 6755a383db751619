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
  /** An account that is new, or that the user changed. */
  put(record: AccountRecord): void;
  remove(id: string): void;
  /** Merges into the account's health; publishes only what a user could notice. `succeeded`: the service answered just now. */
  setHealth(id: string, health: Partial<Health> & { succeeded?: boolean }): void;
}

export interface RosterParts {
  changes: ChangeHub;
  clock: Clock;
  /** An account that worked is refused, and nobody had changed it. Once until it works again. */
  onLoggedOut(account: Account): void;
  onRemoved(id: string): void;
}

/** What changes with every call crosses the wall no more often than this, ms. */
const quietInterval = 10_000;

export function createRoster({ changes, clock, onLoggedOut, onRemoved }: RosterParts): Roster {
  const records = new Map<string, AccountRecord>();
  const healths = new Map<string, Health>();
  const published = new Map<string, { at: number; health: Health }>();
  /** Accounts whose refusal would be news. */
  const working = new Set<string>();

  const fresh = (): Health => ({
    state: 'connecting',
    sentence: '',
    since: clock.now(),
    lastSuccessAt: null,
    nextPollAt: null,
    oldestReadAt: null,
    errorStreak: 0,
    budget: null,
    live: 'none',
  });

  function record(id: string): AccountRecord {
    const found = records.get(id);
    if (!found) throw new Problem('not-found', 'This account is no longer there.');
    return found;
  }

  function view(id: string): Account {
    const { createdAt: _createdAt, paused: _paused, ...account } = record(id);
    return { ...account, health: healths.get(id)! };
  }

  function publish(id: string): void {
    published.set(id, { at: clock.now(), health: healths.get(id)! });
    changes.publish({ type: 'upsert', object: 'account', value: view(id) });
  }

  function noteWhetherItWorks(id: string, state: Health['state']): void {
    if (state === 'ok') working.add(id);
    if (state === 'refused' && working.delete(id)) onLoggedOut(view(id));
  }

  return {
    all: () => [...records.keys()].map(view),
    record,
    view,
    put(next) {
      records.set(next.id, next);
      working.delete(next.id);
      if (!healths.has(next.id)) healths.set(next.id, fresh());
      publish(next.id);
    },
    remove(id) {
      records.delete(id);
      healths.delete(id);
      published.delete(id);
      working.delete(id);
      changes.publish({ type: 'delete', object: 'account', id });
      onRemoved(id);
    },
    setHealth(id, { succeeded, ...news }) {
      const before = healths.get(id);
      if (!before) return;
      const after: Health = { ...before, ...news };
      if (after.state !== before.state) after.since = clock.now();
      if (succeeded) after.lastSuccessAt = clock.now();
      healths.set(id, after);
      const told = published.get(id)!;
      // The time of the next poll comes last of what a call changes: then all of it fits together.
      const quietly = news.nextPollAt !== undefined && clock.now() - told.at >= quietInterval && !sameFacts(after, told.health);
      if (quietly || isNoticeable(after, told.health)) publish(id);
      noteWhetherItWorks(id, after.state);
    },
  };
}

function isNoticeable(after: Health, told: Health): boolean {
  return (
    after.state !== told.state ||
    after.sentence !== told.sentence ||
    after.errorStreak !== told.errorStreak ||
    after.live !== told.live ||
    (after.nextPollAt === null) !== (told.nextPollAt === null) ||
    (after.oldestReadAt === null) !== (told.oldestReadAt === null)
  );
}

function sameFacts(one: Health, other: Health): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
