import { describe, expect, test } from 'vitest';
import type { Provider, SignIn } from '../../../main/providers/contract.ts';
import { AuthError, Rejected } from '../../../main/providers/errors.ts';
import type { SignInStep } from '../../../preload/contract/provider.ts';
import { field, toy } from '../check/toy.ts';
import { benchWith } from './bench.ts';

const codeStep: SignInStep = {
  title: 'Enter the code',
  sentence: 'It was sent to your telephone.',
  fields: [field('code', 'code', { required: true })],
  submitLabel: 'Sign in',
};

/** Asks for the code 1234 and then hands out a token that tells for whom and where. */
const withCode: Provider['signIn'] = ({ values, tokens }): SignIn => ({
  async start() {
    if (values['key'] === 'unknown_key') throw new Rejected('Nobody has this key.', 'invalid', { key: 'Unknown.' });
    return codeStep;
  },
  async answer({ code }) {
    if (code !== '1234') throw new Rejected('That is not the code.', 'invalid', { code: 'Not the one that was sent.' });
    await tokens.set('session', `session of ${values['key']} at ${values['address']}`);
    return 'done';
  },
});

const service = toy({ verify: async () => 'Signed in.' }, {}, withCode);
const form = { key: 'test_key_1', address: 'https://one.example' };
const newAccount = { kind: 'toy', name: 'Toy', values: form, keep: 'keychain' as const };
const tokenAtOne = 'session of test_key_1 at https://one.example';

async function withAccount() {
  const bench = benchWith(service);
  const { accounts } = bench;
  await accounts.signIns.begin('one', { kind: 'toy', values: form });
  await accounts.signIns.answer('one', { code: '1234' });
  const account = await accounts.add({ ...newAccount, signInId: 'one' });
  return { ...bench, account };
}

describe('a new account', () => {
  test('is signed in step by step; what that brought runs it and is kept with its secrets', async () => {
    const { accounts, started, keychain, hidden } = benchWith(service);
    expect(await accounts.signIns.begin('one', { kind: 'toy', values: form })).toEqual({ done: false, step: codeStep });
    expect(await accounts.signIns.answer('one', { code: ' 1234 ' })).toEqual({ done: true });
    const { id } = await accounts.add({ ...newAccount, signInId: 'one' });
    expect(started).toHaveLength(1);
    expect(started[0]!.secrets).toEqual({ key: 'test_key_1' });
    expect(started[0]!.tokens.get('session')).toBe(tokenAtOne);
    expect(keychain.get(id)).toContain(tokenAtOne);
    expect(hidden).toEqual(expect.arrayContaining(['test_key_1', '1234', tokenAtOne]));
  });

  test('a wrong answer is said at its field, and the step is answered again', async () => {
    const { accounts } = benchWith(service);
    await accounts.signIns.begin('one', { kind: 'toy', values: form });
    await expect(accounts.signIns.answer('one', { code: '' })).rejects.toMatchObject({ fields: { code: '“code” is missing.' } });
    await expect(accounts.signIns.answer('one', { code: '9999' })).rejects.toMatchObject({
      fields: { code: 'Not the one that was sent.' },
    });
    expect(await accounts.signIns.answer('one', { code: '1234' })).toEqual({ done: true });
  });

  test('a form the service refuses ends the sign-in at once', async () => {
    const { accounts } = benchWith(service);
    await expect(accounts.signIns.begin('one', { kind: 'toy', values: { key: '' } })).rejects.toThrow(/missing/);
    await expect(accounts.signIns.begin('one', { kind: 'toy', values: { key: 'unknown_key' } })).rejects.toThrow(/Nobody has/);
    await expect(accounts.signIns.answer('one', { code: '1234' })).rejects.toThrow(/lapsed/);
  });

  test('without a finished sign-in there is no account', async () => {
    const { accounts } = benchWith(service);
    await expect(accounts.add(newAccount)).rejects.toThrow(/needs a sign-in/);
    await accounts.signIns.begin('one', { kind: 'toy', values: form });
    await expect(accounts.add({ ...newAccount, signInId: 'one' })).rejects.toThrow(/needs a sign-in/);
    await expect(accounts.add({ ...newAccount, signInId: 'other' })).rejects.toThrow(/needs a sign-in/);
  });

  test('a token goes to no other server than the one that gave it', async () => {
    const { accounts } = benchWith(service);
    await accounts.signIns.begin('one', { kind: 'toy', values: form });
    await accounts.signIns.answer('one', { code: '1234' });
    const moved = { ...newAccount, values: { ...form, address: 'https://two.example' }, signInId: 'one' };
    await expect(accounts.add(moved)).rejects.toThrow(/changed after the sign-in/);
  });

  test('a keychain that refuses costs no second code', async () => {
    const { accounts, keychain, started } = benchWith(service);
    await accounts.signIns.begin('one', { kind: 'toy', values: form });
    await accounts.signIns.answer('one', { code: '1234' });
    keychain.locked = true;
    await expect(accounts.add({ ...newAccount, signInId: 'one' })).rejects.toThrow(/locked/);
    await accounts.add({ ...newAccount, keep: 'run', signInId: 'one' });
    expect(started[0]!.tokens.get('session')).toBe(tokenAtOne);
    await expect(accounts.add({ ...newAccount, signInId: 'one' })).rejects.toThrow(/needs a sign-in/);
  });

  test('the rehearsal brings its tokens along', async () => {
    const { accounts, started } = benchWith(service);
    await accounts.add({ ...newAccount, keep: 'rehearsal' }, { session: 'rehearsed' });
    expect(started[0]!.tokens.get('session')).toBe('rehearsed');
  });

  test('a service without a sign-in has none to begin', async () => {
    const { accounts } = benchWith(toy({}));
    await expect(accounts.signIns.begin('one', { kind: 'toy', values: form })).rejects.toThrow(/its form is enough/);
  });
});

describe('a sign-in under way', () => {
  test('lapses after fifteen idle minutes, and not while the user is at it', async () => {
    const { accounts, clock } = benchWith(service);
    await accounts.signIns.begin('one', { kind: 'toy', values: form });
    await clock.advance(14 * 60_000);
    await expect(accounts.signIns.answer('one', { code: '0' })).rejects.toThrow(/not the code/);
    await clock.advance(14 * 60_000);
    await expect(accounts.signIns.answer('one', { code: '0' })).rejects.toThrow(/not the code/);
    await clock.advance(16 * 60_000);
    await expect(accounts.signIns.answer('one', { code: '1234' })).rejects.toThrow(/lapsed/);
  });

  test('is ended by the user, with its call', async () => {
    const hanging = toy({}, {}, () => ({
      start: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      answer: () => Promise.reject(new Error('never asked')),
    }));
    const { accounts } = benchWith(hanging);
    const beginning = accounts.signIns.begin('one', { kind: 'toy', values: form });
    await new Promise((resolve) => setImmediate(resolve));
    accounts.signIns.cancel('one');
    await expect(beginning).rejects.toThrow(/was ended/);
  });

  test('of very many, the oldest is forgotten', async () => {
    const { accounts } = benchWith(service);
    for (let index = 0; index < 9; index += 1) await accounts.signIns.begin(`id ${index}`, { kind: 'toy', values: form });
    await expect(accounts.signIns.answer('id 0', { code: '1234' })).rejects.toThrow(/lapsed/);
    expect(await accounts.signIns.answer('id 8', { code: '1234' })).toEqual({ done: true });
  });
});

describe('an account that is there', () => {
  test('signs in again with its stored secrets and runs anew', async () => {
    const { accounts, account, started, keychain } = await withAccount();
    await accounts.signIns.begin('two', { accountId: account.id, values: { key: '' } });
    await accounts.signIns.answer('two', { code: '1234' });
    expect(started).toHaveLength(2);
    expect(started[1]!.tokens.get('session')).toBe(tokenAtOne);
    expect(JSON.parse(keychain.get(account.id)!)).toEqual({ key: 'test_key_1', 'token:session': tokenAtOne });
  });

  test('signs in with other secrets: these and what they brought take the place of the old', async () => {
    const { accounts, account, started, keychain } = await withAccount();
    await accounts.signIns.begin('two', { accountId: account.id, values: { key: 'test_key_2' } });
    expect(keychain.get(account.id)).toContain('test_key_1');
    await accounts.signIns.answer('two', { code: '1234' });
    expect(started[1]).toMatchObject({ secrets: { key: 'test_key_2' } });
    expect(keychain.get(account.id)).toContain('session of test_key_2');
    expect(keychain.get(account.id)).not.toContain('test_key_1');
  });

  test('a locked keychain is not an empty one', async () => {
    const { accounts, account, keychain } = await withAccount();
    keychain.locked = true;
    await expect(accounts.signIns.begin('two', { accountId: account.id, values: {} })).rejects.toMatchObject({ code: 'keychain' });
  });

  test('a keychain that refuses the last step can be unlocked: the code need not be used twice', async () => {
    const { accounts, account, started, keychain } = await withAccount();
    await accounts.signIns.begin('two', { accountId: account.id, values: { key: 'test_key_2' } });
    keychain.locked = true;
    await expect(accounts.signIns.answer('two', { code: '1234' })).rejects.toThrow(/locked/);
    keychain.locked = false;
    expect(await accounts.signIns.answer('two', { code: 'whatever' })).toEqual({ done: true });
    expect(started.at(-1)).toMatchObject({ secrets: { key: 'test_key_2' } });
  });

  test('new secrets drop what the old ones brought, and so does another server', async () => {
    const { accounts, account, started } = await withAccount();
    await accounts.replaceSecret({ accountId: account.id, values: { key: 'test_key_3' }, keep: 'keychain' });
    expect(started.at(-1)!.tokens.get('session')).toBeNull();
    await started.at(-1)!.tokens.set('session', 'at one');
    await accounts.update({ accountId: account.id, name: 'Other name', values: {} });
    await accounts.refresh(account.id);
    expect(started.at(-1)!.tokens.get('session')).toBe('at one');
    await accounts.update({ accountId: account.id, name: '', values: { address: 'https://two.example' } });
    expect(started.at(-1)!.tokens.get('session')).toBeNull();
  });
});

describe('one conversation', () => {
  const steps: SignIn = {
    start: async () => codeStep,
    answer: withCode!({ values: {}, tokens: { get: () => null, set: async () => {} } } as never).answer,
  };

  test('is signed in to on the running account, and then read again', async () => {
    const { accounts, account, connection, readNow } = await withAccount();
    const asked: string[] = [];
    connection.now = {
      signInTo(remoteId) {
        asked.push(remoteId);
        return steps;
      },
    };
    expect(await accounts.signIns.begin('two', { conversationId: 1 })).toEqual({ done: false, step: codeStep });
    expect(await accounts.signIns.answer('two', { code: '1234' })).toEqual({ done: true });
    expect(asked).toEqual(['chat']);
    expect(readNow).toEqual([account.id]);
  });

  test('says why it cannot be', async () => {
    const { accounts, connection } = await withAccount();
    await expect(accounts.signIns.begin('two', { conversationId: 2 })).rejects.toThrow(/no longer there/);
    await expect(accounts.signIns.begin('two', { conversationId: 1 })).rejects.toThrow(/not connected/);
    connection.now = {};
    await expect(accounts.signIns.begin('two', { conversationId: 1 })).rejects.toThrow(/no sign-in of its own/);
  });
});

describe('the check of a form', () => {
  const seen: (string | null)[] = [];
  const checked: Provider = {
    ...service,
    connect: (context) => ({
      ...service.connect(context),
      async verify() {
        seen.push(context.tokens.get('session'));
        if (seen.at(-1) === null) throw new AuthError('Not signed in.');
        return 'Signed in.';
      },
    }),
  };
  const run = async (bench: ReturnType<typeof benchWith>, argument: Partial<Parameters<typeof bench.accounts.check>[0]>) =>
    (await bench.accounts.check({ kind: 'toy', values: form, ...argument }, () => {})).steps.find(({ name }) => name === 'Credentials')!
      .state;

  test('uses what its sign-in brought, or waits for it', async () => {
    const bench = benchWith(checked);
    expect(await run(bench, {})).toBe('skipped');
    await bench.accounts.signIns.begin('one', { kind: 'toy', values: form });
    await bench.accounts.signIns.answer('one', { code: '1234' });
    expect(await run(bench, { signInId: 'one' })).toBe('passed');
    expect(await run(bench, { signInId: 'one', values: { ...form, address: 'https://two.example' } })).toBe('skipped');
    expect(seen.splice(0)).toEqual([tokenAtOne]);
  });

  test('of an account that is there uses its own, for its own values alone', async () => {
    const bench = benchWith(checked);
    const { id } = await bench.accounts.add(newAccount, { session: tokenAtOne });
    expect(await run(bench, { accountId: id, values: {} })).toBe('passed');
    expect(await run(bench, { accountId: id, values: { address: 'https://two.example' } })).toBe('skipped');
    expect(seen.splice(0)).toEqual([tokenAtOne]);
  });
});

describe('an account that is removed', () => {
  test('is signed out at the service, after its secrets are gone here', async () => {
    const { accounts, account, connection, keychain } = await withAccount();
    const kept: boolean[] = [];
    connection.now = { signOut: async () => void kept.push(keychain.has(account.id)) };
    await accounts.remove(account.id);
    expect(kept).toEqual([false]);
  });

  test('goes all the same when the service refuses, or says nothing', async () => {
    for (const signOut of [() => Promise.reject(new AuthError('No.')), stayingSilent]) {
      const { accounts, account, connection, clock, keychain } = await withAccount();
      connection.now = { signOut };
      const removing = accounts.remove(account.id);
      await clock.advance(5_000);
      await removing;
      expect(keychain.has(account.id)).toBe(false);
    }
  });

  test('stays signed in when the keychain does not let go of its secrets', async () => {
    const { accounts, account, connection, keychain } = await withAccount();
    let asked = 0;
    connection.now = { signOut: async () => void (asked += 1) };
    keychain.locked = true;
    await expect(accounts.remove(account.id)).rejects.toThrow();
    expect(asked).toBe(0);
  });
});

const stayingSilent = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
