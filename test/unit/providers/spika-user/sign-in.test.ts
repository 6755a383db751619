import { describe, expect, test } from 'vitest';
import { spikaUser } from '../../../../main/providers/spika-user/index.ts';
import { telephoneNumber } from '../../../../main/providers/spika-user/telephone.ts';
import { answering, errorFrom, key, never, startStub, tokensInMemory } from '../support.ts';
import { connectUser, contextAt, generations, rehearseSpika } from '../spika/support.ts';

const signIn = spikaUser.signIn!;

async function afresh(options: Parameters<typeof rehearseSpika>[0] = {}) {
  const rehearsed = await rehearseSpika(options);
  return { ...rehearsed, context: { ...rehearsed.user, tokens: tokensInMemory() } };
}

describe('telephone numbers', () => {
  test.each([
    ['+31 20 123 4567', '+31201234567'],
    ['0031 (20) 123-45.67', '+31201234567'],
    ['+31\u00a020/123\u20114567', '+31201234567'],
  ])('%s', (typed, number) => expect(telephoneNumber(typed)).toBe(number));

  test.each(['', '020 123 4567', '+0 20 123 4567', '+31 20', `+31${'1'.repeat(14)}`, '+31 20 one'])(
    '%j is refused at its field',
    async (typed) => {
      const stub = await answering(200, {});
      const error = await errorFrom(signIn(contextAt(stub.url, { telephone: typed })).start(never()));
      expect(error).toMatchObject({ reason: 'invalid', fields: { telephone: error.message } });
      expect(error.message).toContain('as in +31 20 123 4567');
      expect(stub.requests).toEqual([]);
    },
  );
});

describe('signing in', () => {
  test.each(generations)('%s: telephone, code, and the account works', async (generation) => {
    const { service, context } = await afresh({ generation });
    const steps = signIn(context);
    expect(await steps.start(never())).toMatchObject({
      sentence: 'Spika sent a code to +31970555123.',
      fields: [{ name: 'code', type: 'code', required: true }],
    });
    expect(await steps.answer({ code: ` ${service.code()} ` }, never())).toBe('done');
    expect([...context.tokens.all.keys()].sort()).toEqual(['access', 'born', 'device', 'user']);
    expect(await connectUser(context).verify(never())).toBe('Signed in to Spika as Robin Vale.');
  });

  test('a wrong code is refused at its field, and the step may be answered again', async () => {
    const { service, context } = await afresh();
    const steps = signIn(context);
    await steps.start(never());
    for (const code of ['123456', '']) {
      const error = await errorFrom(steps.answer({ code }, never()));
      expect(error).toMatchObject({ code: 'rejected', reason: 'invalid', fields: { code: error.message } });
    }
    expect(context.tokens.get('access')).toBeNull();
    expect(await steps.answer({ code: service.code() }, never())).toBe('done');
  });

  test('one device id is kept for good, and no device type is claimed', async () => {
    const stub = await answering(200, { status: 'success', data: { isNewUser: false, device: { token: key }, user: { id: 7 } } });
    const context = { ...contextAt(stub.url), tokens: tokensInMemory() };
    for (let time = 0; time < 2; time += 1) {
      const steps = signIn(context);
      await steps.start(never());
      await steps.answer({ code: '1' }, never());
    }
    const bodies = stub.requests.map((request) => JSON.parse(request.body) as Record<string, string>);
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/messenger/auth',
      'POST /api/messenger/auth/verify',
      'POST /api/messenger/auth',
      'POST /api/messenger/auth/verify',
    ]);
    expect(bodies[0]).toEqual({ telephoneNumber: '+31970555123', deviceId: bodies[0]!['deviceId'] });
    expect(bodies[1]).toEqual({ code: '1', deviceId: bodies[0]!['deviceId'] });
    expect(new Set(bodies.map((body) => body['deviceId'])).size).toBe(1);
    expect(bodies[0]!['deviceId']!.length).toBeGreaterThan(20);
    for (const { headers } of stub.requests) expect(headers).not.toHaveProperty('device-type');
  });

  test('a device that belongs to another number makes room for a new one', async () => {
    const { service, context } = await afresh();
    const first = signIn(context);
    await first.start(never());
    await first.answer({ code: service.code() }, never());
    const device = context.tokens.get('device');
    const second = signIn({ ...context, values: { ...context.values, telephone: '+31970000099' } });
    expect(await second.start(never())).toMatchObject({ sentence: expect.stringContaining('The number has no name in Spika yet') });
    expect(context.tokens.get('device')).not.toBe(device);
  });

  test('a sign-in the server has forgotten has to start again', async () => {
    const { context } = await afresh();
    const error = await errorFrom(signIn({ ...context, tokens: tokensInMemory({ device: 'unheard-of' }) }).answer({ code: '1' }, never()));
    expect(error.message).toBe('Spika has forgotten that this sign-in began. Start it again.');
  });

  test('an answer without a usable token keeps nothing', async () => {
    const stub = await answering(200, { status: 'success', data: { device: { token: null }, user: { id: 7 } } });
    const context = { ...contextAt(stub.url), tokens: tokensInMemory() };
    const steps = signIn(context);
    await steps.start(never());
    expect(await errorFrom(steps.answer({ code: '1' }, never()))).toMatchObject({ code: 'protocol' });
    expect(context.tokens.get('access')).toBeNull();
  });

  test('a code echoed in a refusal stays out of the sentence', async () => {
    const stub = await startStub((request, response) => {
      if (request.url!.endsWith('/auth')) response.end('{"status":"success","data":{}}');
      else response.writeHead(400).end(JSON.stringify({ status: 'error', message: `no use for ${key}` }));
    });
    const steps = signIn({ ...contextAt(stub.url), tokens: tokensInMemory() });
    await steps.start(never());
    await errorFrom(steps.answer({ code: key }, never()));
  });

  test('says what it may do to other devices, before', () => expect(spikaUser.info.caution).toContain('sign other devices of yours out'));
});
