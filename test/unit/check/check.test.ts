import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCheck, type CheckParts } from '../../../main/check/index.ts';
import { createNetwork } from '../../../main/check/network.ts';
import { eightByEight } from '../../../main/providers/8x8/index.ts';
import type { ProviderContext } from '../../../main/providers/contract.ts';
import type { CheckStep } from '../../../preload/contract/provider.ts';
import { createFakeClock } from '../fake-clock.ts';
import { answering, contextFor, key, never, rehearse } from '../providers/support.ts';
import { certificate, fetchTrusting, startTlsServer } from './tls-server.ts';

async function check(context: ProviderContext, parts: Partial<CheckParts> = {}, signal = never()) {
  const reports: [number, CheckStep['state']][] = [];
  const result = await runCheck(
    {
      provider: eightByEight,
      context,
      beforeSignIn: false,
      network: createNetwork(),
      resolveProxy: async () => 'DIRECT',
      ...parts,
    },
    (index, step) => reports.push([index, step.state]),
    signal,
  );
  const step = (name: string) => result.steps.find((candidate) => candidate.name === name)!;
  const states = Object.fromEntries(result.steps.map(({ name, state }) => [name, state]));
  const failed = result.steps.filter(({ state }) => state === 'failed');
  expect(JSON.stringify(result)).not.toContain(key);
  return { ...result, reports, step, states, failed };
}

const withValues = (context: ProviderContext, values: Record<string, string>) => ({
  ...context,
  values: { ...context.values, ...values },
});

describe('a sound account', () => {
  test('each step says what it found and how long it took, in order', async () => {
    const { context } = await rehearse();
    const { passed, steps, reports } = await check(withValues(context, { rooms: 'Lamp launch\nReading corner\nNobody knows this' }));
    expect(steps.map(({ name, state, detail }) => `${name}: ${state}: ${detail}`)).toEqual([
      expect.stringMatching(/^Address: passed: http:.* is not encrypted, which is fine/),
      'Name: skipped: “127.0.0.1” needs no look-up: it is an address itself.',
      expect.stringMatching(/^Connection: passed: “127.0.0.1” accepts connections at port \d+\.$/),
      'Encryption: skipped: Not encrypted, as the address begins with http://.',
      'Proxy: passed: No proxy in between.',
      expect.stringMatching(/^Service: passed: “127.0.0.1:\d+” answers as this service does\.$/),
      'Credentials: passed: 8x8 accepts the key.',
      'Conversations: passed: 3 rooms.',
      expect.stringMatching(/^Room “Lamp launch”: passed: Newest message: .*\d/),
      'Room “Reading corner”: passed: Empty or not there yet: Parley will ask before the first message.',
      'Room “Nobody knows this”: passed: Empty or not there yet: Parley will ask before the first message.',
    ]);
    expect(passed).toBe(true);
    for (const { state, milliseconds } of steps) {
      if (state === 'passed') expect(milliseconds).toBeGreaterThanOrEqual(0);
      else expect(milliseconds).toBeNull();
    }
    expect(reports).toEqual(
      steps.flatMap(({ state }, index) => [
        [index, 'running'],
        [index, state],
      ]),
    );
  });

  test('over TLS the certificate’s issuer and last day are named, and the key is shown only after', async () => {
    const server = await startTlsServer('valid');
    const context = { ...contextFor(server.url), fetch: fetchTrusting('valid') };
    const { passed, step } = await check(context, { network: createNetwork([certificate('valid')]) });
    expect(step('Name').detail).toMatch(/^“localhost” is at \S+/);
    expect(step('Encryption').detail).toMatch(/issued by “Parley test only” and valid until .*2120/);
    expect(passed).toBe(true);
    expect(server.requests.map((request) => request.key)).toEqual([undefined, key, key]);
  });

  test('a certificate only the system trusts is good enough: calls go by the system’s word', async () => {
    const server = await startTlsServer('valid');
    const { passed } = await check({ ...contextFor(server.url), fetch: fetchTrusting('valid') });
    expect(passed).toBe(true);
  });
});

describe('trouble on the way', () => {
  test.each([
    ['valid', /does not trust who issued.*“Parley test only”/, /certificate authority installed/],
    ['expired', /ran out on .*2020/, /renew it/],
    ['other-name', /made for another name: “other\.example”/, /Use the name/],
  ] as const)('certificate “%s” on a system that does not trust it: named, and no key is shown', async (name, cause, fix) => {
    const server = await startTlsServer(name);
    const { failed, states, passed } = await check(contextFor(server.url));
    expect(passed).toBe(false);
    expect(failed).toEqual([
      expect.objectContaining({
        name: 'Encryption',
        field: 'address',
        detail: expect.stringMatching(cause),
        fix: expect.stringMatching(fix),
      }),
    ]);
    expect(states).toMatchObject({ Proxy: 'skipped', Service: 'skipped', Credentials: 'skipped' });
    expect(server.requests).toEqual([]);
  });

  test('expired or for another name stays so, even from an issuer that is trusted', async () => {
    for (const name of ['expired', 'other-name'] as const) {
      const server = await startTlsServer(name);
      const { failed } = await check(contextFor(server.url), { network: createNetwork([certificate(name)]) });
      expect(failed[0]!.name, name).toBe('Encryption');
    }
  });

  test('a server that does not speak https where it should', async () => {
    const { url } = await answering(200, '[]');
    const { failed } = await check(contextFor(url.replace('http:', 'https:')));
    expect(failed).toMatchObject([{ name: 'Encryption', detail: expect.stringContaining('does not speak https') }]);
  });

  test('a server that hangs up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { failed } = await check(contextFor(`https://127.0.0.1:${(server.address() as AddressInfo).port}`));
    expect(failed).toMatchObject([{ name: 'Encryption', detail: expect.stringContaining('hung up') }]);
  });

  test.each([
    ['http://example.com', 'Address', /Use https:\/\/ instead/],
    ['https://no-such-host.invalid', 'Name', /“no-such-host\.invalid”/],
    ['http://127.0.0.1:1/chat', 'Connection', /refused the connection: nothing answers/],
  ])('%s fails at “%s”, with something to do, and blocks the rest', async (address, name, words) => {
    const { failed, steps } = await check(contextFor(address));
    expect(failed).toMatchObject([{ name, field: 'address', detail: expect.stringMatching(words), fix: expect.stringMatching(/\.$/) }]);
    expect(steps.at(-1)).toMatchObject({ detail: 'Not tried, because an earlier step failed.', milliseconds: null });
  });

  test('plain http elsewhere goes on once the user agreed to it', async () => {
    const network = { ...createNetwork(), lookup: async () => ['192.0.2.1'], connect: async () => {} };
    const context = { ...contextFor('http://chat.example'), fetch: async () => new Response('[]') };
    const { passed, step } = await check(withValues(context, { plainHttp: 'yes' }), { network });
    expect(passed).toBe(true);
    expect(step('Address').detail).toContain('not encrypted. You agreed');
  });

  test('a silent server is given up on after ten seconds', async () => {
    const clock = createFakeClock();
    const network = {
      ...createNetwork(),
      connect: (_host: string, _port: number, signal: AbortSignal) =>
        new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    const running = check({ ...contextFor('http://127.0.0.1:9'), clock }, { network });
    await clock.advance(10_000);
    expect((await running).failed).toMatchObject([{ name: 'Connection', detail: expect.stringContaining('within 10 seconds') }]);
  });

  test('behind a proxy the direct way proves nothing: the service decides', async () => {
    const { context } = await rehearse();
    const throughProxy: typeof fetch = (input, init) =>
      fetch(String(input).replace('https://no-such-host.invalid/chat', context.values['address']!), init);
    const { passed, step } = await check(
      withValues({ ...context, fetch: throughProxy }, { address: 'https://no-such-host.invalid/chat' }),
      {
        resolveProxy: async () => 'PROXY proxy.example:3128; DIRECT',
      },
    );
    for (const name of ['Name', 'Connection', 'Encryption'])
      expect(step(name)).toMatchObject({ state: 'skipped', detail: expect.stringContaining('through the proxy “proxy.example:3128”') });
    expect(step('Proxy').detail).toBe('Calls go through the proxy “proxy.example:3128”.');
    expect(passed).toBe(true);
  });

  test('stopped on the way: no throw, nothing called after', async () => {
    const controller = new AbortController();
    const network = { ...createNetwork(), connect: async () => controller.abort(new Error('window closed')) };
    const stub = await answering(200, '[]');
    const { passed, steps } = await check(contextFor(stub.url), { network }, controller.signal);
    expect(passed).toBe(false);
    expect(steps.at(-1)!.detail).toBe('Not tried: the check was stopped.');
    expect(stub.requests).toEqual([]);
  });
});
