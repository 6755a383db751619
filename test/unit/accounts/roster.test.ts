import { describe, expect, test } from 'vitest';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Account, AccountState } from '../../../preload/contract/domain.ts';
import { createRoster } from '../../../main/accounts/roster.ts';
import type { AccountRecord } from '../../../main/store/contract.ts';
import { createFakeClock } from '../fake-clock.ts';

const record: AccountRecord = {
  id: 'a',
  kind: 'test',
  name: 'Office',
  hue: 0,
  settings: {},
  keep: 'keychain',
  createdAt: 0,
  paused: false,
};

function setup() {
  const clock = createFakeClock();
  const published: Change[] = [];
  const loggedOut: Account[] = [];
  const removed: string[] = [];
  const roster = createRoster({
    changes: { publish: (...changes) => void published.push(...changes), onBatch: () => () => {} },
    clock,
    onLoggedOut: (account) => void loggedOut.push(account),
    onRemoved: (id) => void removed.push(id),
  });
  roster.put(record);
  const become = (...states: AccountState[]) => {
    for (const state of states)
      roster.setHealth('a', { state, sentence: state === 'ok' ? '' : `It is ${state}.`, succeeded: state === 'ok' });
  };
  return { clock, published, loggedOut, removed, roster, become };
}

describe('a silent log-out', () => {
  test('is told once, with its reason, until the account worked again', () => {
    const { become, loggedOut } = setup();
    become('connecting', 'ok', 'refused', 'refused', 'offline', 'refused');
    expect(loggedOut).toHaveLength(1);
    expect(loggedOut[0]).toMatchObject({ name: 'Office', health: { state: 'refused', sentence: 'It is refused.' } });
    become('ok', 'limited', 'refused');
    expect(loggedOut).toHaveLength(2);
  });

  test('is none when the account never worked', () => {
    const { become, loggedOut } = setup();
    become('connecting', 'refused', 'offline', 'refused');
    expect(loggedOut).toEqual([]);
  });

  test('is none when the user just changed the account', () => {
    const { become, loggedOut, roster } = setup();
    become('ok');
    roster.put({ ...record, settings: { address: 'elsewhere' } });
    become('connecting', 'refused');
    expect(loggedOut).toEqual([]);
  });
});

describe('what crosses the wall', () => {
  test('is each change of state or sentence at once, and the rest at most each ten seconds', async () => {
    const { clock, published, roster, become } = setup();
    become('ok');
    roster.setHealth('a', { nextPollAt: clock.now() + 2000, oldestReadAt: clock.now() });
    const before = published.length;
    for (let index = 0; index < 30; index += 1) {
      await clock.advance(1000);
      roster.setHealth('a', { state: 'ok', sentence: '', errorStreak: 0, succeeded: true });
      roster.setHealth('a', { nextPollAt: clock.now() + 2000, oldestReadAt: clock.now(), budget: { left: index, of: 30, per: 30_000 } });
    }
    expect(published.length - before).toBe(3);
    expect(published.at(-1)).toMatchObject({
      value: { health: { lastSuccessAt: clock.now(), nextPollAt: clock.now() + 2000, budget: { left: 29 } } },
    });
    roster.setHealth('a', { state: 'offline', sentence: 'No way there.', errorStreak: 1, nextPollAt: clock.now() + 4000 });
    roster.setHealth('a', { state: 'offline', sentence: 'No way there.', errorStreak: 2, nextPollAt: clock.now() + 8000 });
    roster.setHealth('a', { live: 'connecting' });
    expect(published.length - before).toBe(6);
  });

  test('is nothing when nothing changed', async () => {
    const { clock, published, roster, become } = setup();
    become('paused');
    roster.setHealth('a', { nextPollAt: null });
    const before = published.length;
    await clock.advance(60_000);
    roster.setHealth('a', { nextPollAt: null });
    expect(published.length).toBe(before);
  });

  test('a removed account is gone, for those who keep something of it, too', () => {
    const { published, roster, removed } = setup();
    roster.remove('a');
    expect(published.at(-1)).toEqual({ type: 'delete', object: 'account', id: 'a' });
    expect(removed).toEqual(['a']);
    expect(() => roster.view('a')).toThrow('no longer there');
    roster.setHealth('a', { state: 'ok' });
    expect(published.at(-1)).toMatchObject({ type: 'delete' });
  });
});
