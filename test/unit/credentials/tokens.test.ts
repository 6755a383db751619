import { describe, expect, test } from 'vitest';
import { createCredentials } from '../../../main/credentials/index.ts';
import type { HeldTokens } from '../../../main/credentials/tokens.ts';

const account = { id: 'one', keep: 'keychain' as const };

/** A keychain in memory that can be locked, and answers late so that calls overlap. */
function bench() {
  const entries = new Map<string, string>();
  const warnings: string[] = [];
  const hidden: string[] = [];
  const state = { locked: false };
  const late = async <Value>(value: () => Value) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (state.locked) throw new Error('Cannot create an item in a locked collection');
    return value();
  };
  const keytar = {
    getPassword: (_service: string, name: string) => late(() => entries.get(name) ?? null),
    setPassword: (_service: string, name: string, text: string) => late(() => void entries.set(name, text)),
    deletePassword: (_service: string, name: string) => late(() => entries.delete(name)),
  };
  const log = { warn: (text: string, facts?: Record<string, unknown>) => warnings.push(text + JSON.stringify(facts)) };
  const start = () => createCredentials(keytar, (secret) => hidden.push(secret), log, 'linux');
  return { entries, warnings, hidden, state, start, credentials: start() };
}

async function tokensOf(credentials: ReturnType<typeof createCredentials>): Promise<HeldTokens> {
  const found = await credentials.read(account);
  if (found.outcome !== 'found') throw new Error(found.outcome);
  return found.tokens;
}

describe('tokens', () => {
  test('are kept with the account’s secrets, apart from them, and are there after a restart', async () => {
    const { start, credentials, hidden } = bench();
    await credentials.write(account, { key: 'test_key_1' }, { session: 'session_1' });
    await (await tokensOf(credentials)).set('device', 'device_1');
    const again = await start().read(account);
    expect(again).toMatchObject({ outcome: 'found', secrets: { key: 'test_key_1' } });
    expect((await tokensOf(start())).all()).toEqual({ session: 'session_1', device: 'device_1' });
    expect(hidden).toEqual(expect.arrayContaining(['test_key_1', 'session_1', 'device_1']));
  });

  test('many set at once are all kept', async () => {
    const { start, credentials } = bench();
    await credentials.write(account, {});
    const [tokens, same] = await Promise.all([tokensOf(credentials), tokensOf(credentials)]);
    await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? tokens : same).set(`chat ${index}`, `token_${index}`)));
    expect(Object.keys((await tokensOf(start())).all())).toHaveLength(10);
  });

  test('one is forgotten with null', async () => {
    const { start, credentials } = bench();
    await credentials.write(account, {}, { session: 'session_1' });
    await (await tokensOf(credentials)).set('session', null);
    expect((await tokensOf(credentials)).get('session')).toBeNull();
    expect((await tokensOf(start())).all()).toEqual({});
  });

  test('a keychain that refuses: the token lives on, the log says so without it, and the next one it takes brings both', async () => {
    const { start, state, warnings, credentials, hidden } = bench();
    await credentials.write(account, { key: 'test_key_1' });
    const tokens = await tokensOf(credentials);
    state.locked = true;
    await tokens.set('session', 'session_1');
    expect(tokens.get('session')).toBe('session_1');
    expect(hidden).toContain('session_1');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain('session_1');
    state.locked = false;
    expect((await tokensOf(start())).all()).toEqual({});
    await tokens.set('device', 'device_1');
    expect((await tokensOf(start())).all()).toEqual({ session: 'session_1', device: 'device_1' });
  });

  test('an entry Parley cannot read is never written over', async () => {
    const { entries, credentials } = bench();
    await credentials.write(account, { key: 'test_key_1' });
    const tokens = await tokensOf(credentials);
    entries.set('one', 'somebody else’s');
    await tokens.set('session', 'session_1');
    expect(entries.get('one')).toBe('somebody else’s');
  });

  test('new secrets and removal end them, also those that come in late', async () => {
    const { entries, credentials } = bench();
    await credentials.write(account, { key: 'old_key_1' }, { session: 'session_1' });
    const old = await tokensOf(credentials);
    await credentials.write(account, { key: 'new_key_1' });
    await old.set('session', 'session_2');
    expect((await tokensOf(credentials)).all()).toEqual({});
    expect(entries.get('one')).not.toContain('session');
    const last = await tokensOf(credentials);
    await credentials.remove(account);
    await last.set('session', 'session_3');
    expect(entries.size).toBe(0);
  });
});
