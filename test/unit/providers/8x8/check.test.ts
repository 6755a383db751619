import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../../main/providers/8x8/index.ts';
import type { CheckStep } from '../../../../preload/contract/provider.ts';
import type { ProviderContext } from '../../../../main/providers/contract.ts';
import { answering, contextFor, never, rehearse } from '../support.ts';

async function run(context: ProviderContext, values: Record<string, string> = {}, signal = never()) {
  const reports: [number, CheckStep['state']][] = [];
  const result = await eightByEight.check(
    { ...context, values: { ...context.values, ...values } },
    (index, step) => reports.push([index, step.state]),
    signal,
  );
  return { ...result, reports, states: result.steps.map((step) => step.state) };
}

describe('connection check', () => {
  test('all is well', async () => {
    const rehearsal = await rehearse();
    const { passed, steps, reports } = await run(rehearsal.context, { rooms: 'Lamp launch\nReading corner\nNobody knows this' });
    expect(passed).toBe(true);
    expect(steps.map((step) => [step.name, step.state])).toEqual([
      ['Address', 'passed'],
      ['Connection', 'passed'],
      ['Key', 'passed'],
      ['Room “Lamp launch”', 'passed'],
      ['Room “Reading corner”', 'passed'],
      ['Room “Nobody knows this”', 'passed'],
    ]);
    expect(steps[0]!.detail).toContain('not encrypted, which is fine');
    expect(steps[3]!.detail).toMatch(/^Newest message: .*\d/);
    expect(steps[4]!.detail).toBe('Empty or not there yet: Parley will ask before the first message.');
    expect(steps[5]!.detail).toBe(steps[4]!.detail);
    for (const step of steps) expect(step.milliseconds).toBeGreaterThanOrEqual(0);
    expect(reports).toEqual(
      steps.flatMap((_, index) => [
        [index, 'running'],
        [index, 'passed'],
      ]),
    );
  });

  test('keeps to the service’s rate, and the first call does not show the key', async () => {
    const rehearsal = await rehearse({ now: Date.now });
    const seen: (string | null)[] = [];
    const watching: typeof fetch = (input, init) => {
      seen.push(new Headers(init?.headers).get('x-api-key'));
      return fetch(input, init);
    };
    await run({ ...rehearsal.context, fetch: watching }, { rooms: 'Lamp launch\nSupport' });
    expect(seen.map((given) => given !== null)).toEqual([false, true, true]);
    const times = rehearsal.requests.map((request) => request.at);
    expect(times).toHaveLength(3);
    expect(times[1]! - times[0]!).toBeGreaterThan(230);
    expect(times[2]! - times[1]!).toBeGreaterThan(230);
    expect(rehearsal.rateViolations()).toBe(0);
  });

  test.each([
    [{ address: 'http://example.com' }, ['failed', 'skipped', 'skipped', 'skipped'], 'Use https:// instead'],
    [{ address: 'https://no-such-host.invalid' }, ['passed', 'failed', 'skipped', 'skipped'], 'could not be found'],
    [{ address: 'http://127.0.0.1:1/chat' }, ['passed', 'failed', 'skipped', 'skipped'], 'The port in “127.0.0.1:1”'],
    [{ key: 'wrong' }, ['passed', 'passed', 'failed', 'skipped'], '8x8 does not accept this key'],
    [{ key: '' }, ['passed', 'passed', 'failed', 'skipped'], 'no key yet'],
  ])('%j', async (values, states, words) => {
    const rehearsal = await rehearse();
    const result = await run(rehearsal.context, { rooms: 'Lamp launch', ...values });
    expect(result.passed).toBe(false);
    expect(result.states).toEqual(states);
    expect(result.steps.find((step) => step.state === 'failed')!.detail).toContain(words);
    expect(result.steps.at(-1)).toMatchObject({ detail: 'Not tried, because an earlier step failed.', milliseconds: null });
  });

  test('a wrong path is found out before the key is shown', async () => {
    const rehearsal = await rehearse();
    const result = await run(rehearsal.context, { address: rehearsal.context.values['address']!.replace('/chat', '/chats') });
    expect(result.states.slice(0, 3)).toEqual(['passed', 'failed', 'skipped']);
    expect(result.steps[1]!.detail).toContain('usually ends in “/chat”');
    expect(rehearsal.requests).toHaveLength(1);
  });

  test.each([
    ['bad-gateway', 'failed'],
    ['server-error', 'failed'],
    ['web-page', 'failed'],
    ['dropped-before-acting', 'failed'],
    ['invalid-key', 'passed'],
    ['forbidden', 'passed'],
  ])('fault %s: connection %s, and the check fails', async (fault, connection) => {
    const rehearsal = await rehearse();
    rehearsal.setFault(fault);
    const { passed, states } = await run(rehearsal.context, { rooms: 'Support' });
    expect(passed).toBe(false);
    expect(states).toEqual(['passed', connection, connection === 'passed' ? 'failed' : 'skipped', 'skipped']);
  });

  test('one refused room does not stop the others', async () => {
    const rehearsal = await rehearse();
    rehearsal.failNext({ fault: 'forbidden', when: (call) => call.query.get('room') === 'Support' });
    const { states, passed } = await run(rehearsal.context, { rooms: `Lamp launch\n${'x'.repeat(300)}\nSupport\nPets 🐕🐈` });
    expect(passed).toBe(false);
    expect(states).toEqual(['passed', 'passed', 'passed', 'passed', 'failed', 'failed', 'passed']);
  });

  test('a single refusal for speed is waited out', async () => {
    const rehearsal = await rehearse();
    rehearsal.failNext({
      fault: { instead: () => ({ status: 429, headers: { 'retry-after': '0.1' }, body: '' }) },
      when: (call) => call.query.has('room'),
    });
    expect((await run(rehearsal.context, { rooms: 'Support' })).passed).toBe(true);
  });

  test('stopped on the way: no throw, nothing called after', async () => {
    const stub = await answering(401, '');
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('window closed')), 100);
    const { passed, steps } = await run(contextFor(stub.url), {}, controller.signal);
    expect(passed).toBe(false);
    expect(steps.map((step) => step.state)).toEqual(['passed', 'passed', 'failed', 'skipped']);
    expect(steps[2]!.detail).toBe('The check was stopped.');
    expect(stub.requests).toHaveLength(1);
  });
});
