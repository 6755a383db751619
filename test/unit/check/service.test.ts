import { describe, expect, test } from 'vitest';
import { runCheck } from '../../../main/check/index.ts';
import { createNetwork } from '../../../main/check/network.ts';
import { eightByEight } from '../../../main/providers/8x8/index.ts';
import type { Provider, ProviderContext } from '../../../main/providers/contract.ts';
import { AuthError, Protocol, RateLimited, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { contextFor, never, rehearse } from '../providers/support.ts';
import { field, toy } from './toy.ts';

/** The way to the server is always sound here. */
const network = { ...createNetwork(), lookup: async () => ['192.0.2.1'], connect: async () => {} };

async function check(provider: Provider, context: ProviderContext, beforeSignIn = false) {
  const parts = { provider, context, beforeSignIn, network, resolveProxy: async () => 'DIRECT' };
  const { passed, steps } = await runCheck(parts, () => {}, never());
  return { passed, steps: steps.slice(5), failed: steps.find((step) => step.state === 'failed') };
}

const atToy = (values: Record<string, string> = {}) => contextFor('http://127.0.0.1:9', values);
const page = { messages: [{ remoteId: '1', authorId: 'a', authorName: 'Ana', text: 'hello', sentAt: 1_700_000_000_000, order: 1 }] };

describe('what a service can do decides which steps there are', () => {
  test('one that lists its conversations: the first is read', async () => {
    const read: string[] = [];
    const readLatest = async (remoteId: string) => {
      read.push(remoteId);
      return page;
    };
    const { passed, steps } = await check(toy({ readLatest }), atToy());
    expect(steps.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'Credentials: Signed in as Ana.',
      'Conversations: 1 channel.',
      expect.stringMatching(/^Reading: Newest message: .*2023/),
    ]);
    expect(read).toEqual(['a']);
    expect(passed).toBe(true);
  });

  test('one with nothing to read yet', async () => {
    const { passed, steps } = await check(toy({ readLatest: async () => page, listConversations: async () => [] }), atToy());
    expect(steps.at(-1)).toMatchObject({ state: 'skipped', detail: 'There is no channel to read yet.' });
    expect(passed).toBe(true);
  });

  test('one that can only be written to', async () => {
    const { passed, steps } = await check(toy({}), atToy());
    expect(steps.at(-1)).toMatchObject({ name: 'Reading', state: 'skipped', detail: 'Parley can only send here.' });
    expect(passed).toBe(true);
  });

  test('before the sign-in nothing that needs it is tried', async () => {
    const { passed, steps } = await check(
      toy({ verify: () => Promise.reject(new AuthError('Not signed in.')), readLatest: async () => page }),
      atToy(),
      true,
    );
    expect(steps.map(({ state, detail }) => `${state}: ${detail}`)).toEqual(Array(3).fill('skipped: Not tried before the sign-in.'));
    expect(passed).toBe(true);
  });

  test('of very many names the first twenty are tried, and the rest is counted', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `Channel ${index}`);
    const named = toy(
      { readLatest: async () => page, conversationFromName: (title) => ({ remoteId: title, title }) },
      { fields: [field('names', 'list')] },
    );
    const { steps } = await check(named, atToy({ names: names.join('\n') }));
    expect(steps.filter(({ name }) => name.startsWith('Channel “'))).toHaveLength(20);
    expect(steps.at(-1)).toMatchObject({ state: 'skipped', detail: '5 more are not tried.' });
  });
});

describe('a failure says what to do, by its kind', () => {
  test.each([
    [new AuthError('The key is not accepted.'), 'key', /Enter the credentials again\. Ask the toy maker/],
    [new Rejected('No such thing.', 'not-found'), 'key', /spelled/],
    [new Rejected('Not for you.', 'forbidden'), 'key', /let this account in/],
    [new Rejected('That is no company.', 'invalid', { company: 'Unknown.' }), 'company', /Correct/],
    [new RateLimited('Too fast.', 1), 'key', /nothing needs to be changed/],
    [new Unreachable('No answer.', 'no'), 'key', /Try again/],
    [new Protocol('A web page came back.', 'no'), 'key', /proxy or sign-in page/],
  ])('%s', async (error, at, fix) => {
    const { passed, failed } = await check(toy({ verify: () => Promise.reject(error) }), atToy());
    expect(passed).toBe(false);
    expect(failed).toMatchObject({ name: 'Credentials', detail: error.message, field: at, fix: expect.stringMatching(fix) });
  });

  test('a defect of Parley’s own is said to be one, without its text', async () => {
    const { failed } = await check(toy({ verify: () => Promise.reject(new TypeError('secret_key_1 is undefined')) }), atToy());
    expect(failed!.detail).toMatch(/defect of its own/);
  });
});

describe('8x8', () => {
  test('the service is found before the key is shown; the wrong path is said', async () => {
    const { context, requests } = await rehearse();
    const address = context.values['address']!.replace('/chat', '/chats');
    const { failed } = await check(eightByEight, { ...context, values: { ...context.values, address } });
    expect(failed).toMatchObject({ name: 'Service', field: 'address', detail: expect.stringContaining('usually ends in “/chat”') });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['bad-gateway', 'Service'],
    ['server-error', 'Service'],
    ['web-page', 'Service'],
    ['dropped-before-acting', 'Service'],
    ['invalid-key', 'Credentials'],
    ['forbidden', 'Credentials'],
  ])('fault %s fails at “%s”', async (fault, name) => {
    const rehearsal = await rehearse();
    rehearsal.setFault(fault);
    const { passed, failed } = await check(eightByEight, rehearsal.context);
    expect(passed).toBe(false);
    expect(failed!.name).toBe(name);
  });

  test('one refused room and one impossible name do not stop the others', async () => {
    const rehearsal = await rehearse();
    rehearsal.failNext({ fault: 'forbidden', when: (call) => call.query.get('room') === 'Support' });
    const rooms = `Lamp launch\n${'x'.repeat(300)}\nSupport\nPets 🐕🐈`;
    const { steps, passed } = await check(eightByEight, { ...rehearsal.context, values: { ...rehearsal.context.values, rooms } });
    expect(passed).toBe(false);
    expect(steps.slice(-4).map(({ state }) => state)).toEqual(['passed', 'failed', 'failed', 'passed']);
    expect(steps.slice(-4).every((step) => step.field === 'rooms')).toBe(true);
  });

  test('a single refusal for speed is waited out', async () => {
    const rehearsal = await rehearse();
    rehearsal.failNext({
      fault: { instead: () => ({ status: 429, headers: { 'retry-after': '0.1' }, body: '' }) },
      when: (call) => call.query.has('room'),
    });
    expect((await check(eightByEight, rehearsal.context)).passed).toBe(true);
  });
});
