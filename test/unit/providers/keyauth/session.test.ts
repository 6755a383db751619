import { describe, expect, test } from 'vitest';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import type { RehearsedService } from '../../../../main/rehearsal/service.ts';
import type { Call } from '../../../../main/rehearsal/reply.ts';
import { answering, errorFrom, key, never, startStub, tokensInMemory } from '../support.ts';
import { contextWith, createTestClock, nothingKnown, rehearse, stubValues } from './support.ts';

/** The types of the calls from here on, without faking any of them. */
function watch(service: RehearsedService): string[] {
  const types: string[] = [];
  const note = (call: Call) => {
    types.push(new URLSearchParams(call.body).get('type') ?? '');
    return false;
  };
  service.failNext({ fault: 'slow', when: note });
  return types;
}

const outgoing = (text: string) => ({ text, clientId: 'c1', replyTo: null });

describe('the session', () => {
  test('is opened and signed in to once, then used again', async () => {
    const { service, connect } = await rehearse();
    const types = watch(service);
    const connection = connect();
    await connection.readLatest!('harbour', nothingKnown, never());
    await connection.readLatest!('lantern room', nothingKnown, never());
    await connection.send!('harbour', outgoing('Hello'), never());
    expect(types).toEqual(['init', 'login', 'chatget', 'chatget', 'chatsend']);
    expect(service.rateViolations()).toBe(0);
  });

  test('every call is a posted form; nothing stands in the address, and nothing is sent that KeyAuth did not ask for', async () => {
    const stub = await answering(200, { success: true, message: 'ok', sessionid: 'abcdefghij', messages: [] });
    const connection = keyAuth.connect(contextWith(stubValues(`${stub.url}/api/1.2/`)));
    await connection.send!('harbour', outgoing('Grüße & mehr'), never());
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(new Array(3).fill('POST /api/1.2/'));
    const forms = stub.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    const application = { name: 'Keepers', ownerid: 'tiQhtH5R88' };
    expect(forms).toEqual([
      { type: 'init', ...application },
      { type: 'login', ...application, sessionid: 'abcdefghij', username: 'marlow', pass: key },
      { type: 'chatsend', ...application, sessionid: 'abcdefghij', channel: 'harbour', message: 'Grüße & mehr' },
    ]);
    expect(stub.requests[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('a hardware id goes along only when given, a password may hold anything, and a license signs in with itself', async () => {
    const stub = await answering(200, { success: true, message: 'ok', sessionid: 'abcdefghij', messages: [] });
    await keyAuth.connect(contextWith(stubValues(stub.url, { hwid: 'desk-1', password: 'p&ss wörd=1' }))).verify(never());
    const license = { username: '', password: '', license: 'ABC-123-DEF', application: 'Other' };
    await keyAuth.connect(contextWith(stubValues(stub.url, license))).verify(never());
    const forms = stub.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(forms.find(({ type }) => type === 'login')).toMatchObject({ hwid: 'desk-1', pass: 'p&ss wörd=1' });
    const byLicense = forms.find(({ type }) => type === 'license');
    expect(byLicense).toMatchObject({ key: 'ABC-123-DEF' });
    expect(byLicense).not.toHaveProperty('hwid');
  });

  test('whatever Parley does, KeyAuth is asked for nothing that bans, logs, registers or signs out', async () => {
    const { service, context } = await rehearse();
    const types = watch(service);
    const mine = context();
    const connection = keyAuth.connect(mine);
    await connection.reach!(never());
    await keyAuth.signIn!(mine).start(never());
    await connection.verify(never());
    await connection.listConversations(never());
    await connection.readLatest!('harbour', nothingKnown, never());
    await connection.send!('harbour', outgoing('Hello'), never());
    expect(new Set(types)).toEqual(new Set(['check', 'init', 'login', 'chatget', 'chatsend']));
  });

  test('calls that come at once share one sign-in', async () => {
    const { service, connect } = await rehearse();
    const types = watch(service);
    const connection = connect();
    await Promise.all(['harbour', 'lantern room', '夜の当番'].map((channel) => connection.readLatest!(channel, nothingKnown, never())));
    expect(types).toEqual(['init', 'login', 'chatget', 'chatget', 'chatget']);
  });

  test('stored late by the service: the next call is made again a moment later', async () => {
    const { service, clock, connect } = await rehearse();
    service.behaviour.storesLate = true;
    const types = watch(service);
    expect((await connect().readLatest!('harbour', nothingKnown, never())).messages.length).toBeGreaterThan(5);
    expect(types).toEqual(['init', 'login', 'login', 'chatget']);
    expect(clock.waits).toContain(300);
  });

  test('a session that is never stored is trouble at the service, not with the account', async () => {
    const stub = await startStub((_, response) => {
      const isInit = stub.requests.at(-1)!.body.startsWith('type=init');
      response.end(
        JSON.stringify(isInit ? { success: true, sessionid: 'abcdefghij' } : { success: false, message: 'Session not found. If' }),
      );
    });
    const error = await errorFrom(keyAuth.connect(contextWith(stubValues(stub.url))).verify(never()));
    expect(error).toMatchObject({ code: 'unreachable', delivered: 'no' });
    expect(stub.requests).toHaveLength(3);
  });

  test('expired: opened again, and the call made again', async () => {
    const { service, clock, connect } = await rehearse();
    const connection = connect();
    await connection.readLatest!('harbour', nothingKnown, never());
    clock.advance(6 * 3_600_000);
    const types = watch(service);
    await connection.send!('harbour', outgoing('Good morning'), never());
    expect(types).toEqual(['chatsend', 'init', 'login', 'chatsend']);
    expect(service.truth('harbour').filter(({ text }) => text === 'Good morning')).toEqual([{ author: 'marlow', text: 'Good morning' }]);
  });

  test('signed out by another program, in the maker’s own words: KeyAuth itself is asked, and only the sign-in repeated', async () => {
    const { service, connect } = await rehearse();
    service.texts.unauthorised = 'Bitte erst anmelden!';
    const connection = connect();
    await connection.readLatest!('harbour', nothingKnown, never());
    service.displace();
    const types = watch(service);
    await connection.readLatest!('harbour', nothingKnown, never());
    expect(types).toEqual(['chatget', 'check', 'login', 'chatget']);
  });

  test('another program that signs in again and again is not fought with', async () => {
    const { service, clock, connect } = await rehearse();
    const connection = connect();
    const read = () => connection.readLatest!('harbour', nothingKnown, never());
    await read();
    for (let round = 0; round < 3; round += 1) {
      service.displace();
      await read();
      clock.advance(10_000);
    }
    service.displace();
    const error = await errorFrom(read());
    expect(error).toMatchObject({ code: 'rate-limited', delivered: 'no', scope: 'account' });
    expect(error.message).toContain('another program on this network');
    const { retryAfter } = error as unknown as { retryAfter: number };
    expect(retryAfter).toBeGreaterThan(8 * 60_000);
    const types = watch(service);
    await errorFrom(read());
    expect(types).toEqual([]);
    clock.advance(retryAfter);
    await read();
  });

  test('one that signs in between every two calls ends the attempt after the second', async () => {
    const { service, connect } = await rehearse();
    service.failNext({
      fault: { delayBefore: 1, change: (reply) => (service.displace(), reply) },
      when: (call) => call.body.startsWith('type=login'),
      times: 9,
    });
    expect(await errorFrom(connect().readLatest!('harbour', nothingKnown, never()))).toMatchObject({
      code: 'rate-limited',
      retryAfter: 60_000,
    });
  });

  test('a sign-in the user asks for forgets the quarrel', async () => {
    const { service, connect, context } = await rehearse();
    const connection = connect();
    for (let round = 0; round < 4; round += 1) {
      await connection.verify(never());
      service.displace();
    }
    await errorFrom(connection.verify(never()));
    expect(await keyAuth.signIn!(context()).start(never())).toBe('done');
    service.displace();
    expect(await connection.verify(never())).toBe('Signed in as “marlow”.');
  });

  test('two accounts of one application read by whichever is signed in, and each sends as itself', async () => {
    const { service, connect, connectByLicense, license } = await rehearse();
    const [one, two] = [connect(), connectByLicense()];
    await one.readLatest!('harbour', nothingKnown, never());
    const types = watch(service);
    await two.readLatest!('harbour', nothingKnown, never());
    await Promise.all([two.send!('harbour', outgoing('from two'), never()), one.send!('harbour', outgoing('from one'), never())]);
    expect(types).toEqual(['chatget', 'license', 'chatsend', 'login', 'chatsend']);
    expect(service.truth('harbour').slice(-2)).toEqual([
      { author: license, text: 'from two' },
      { author: 'marlow', text: 'from one' },
    ]);
    const { messages } = await two.readLatest!('harbour', nothingKnown, never());
    expect(messages.slice(-2).map(({ mine, authorName }) => [mine, authorName])).toEqual([
      [true, `License …${license.slice(-4)}`],
      [false, 'marlow'],
    ]);
  });

  test('only the account that signed in last keeps the session for the next start', async () => {
    const { connect, connectByLicense } = await rehearse();
    const [first, second] = [tokensInMemory(), tokensInMemory()];
    await connect({}, first).verify(never());
    expect(first.get('session')).toMatch(/^\w{10} \d+ \S+$/);
    await connectByLicense(second).verify(never());
    expect([first.get('session'), second.get('session')]).toEqual([null, expect.any(String)]);
  });

  test('stopped while waiting for its turn, a call ends at once', async () => {
    const { service, connect } = await rehearse();
    const connection = connect();
    await connection.verify(never());
    service.failNext({ fault: 'silent' });
    const waiting = connection.readLatest!('harbour', nothingKnown, never());
    const stop = new AbortController();
    const second = connection.readLatest!('harbour', nothingKnown, stop.signal);
    const reason = new Error('account stopped');
    stop.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(await errorFrom(waiting)).toMatchObject({ code: 'unreachable', delivered: 'no' });
  });
});

describe('after a restart', () => {
  /** What an account keeps at the end of a run; the application's key differs by port, so another server stands for another run. */
  async function keptToken(values: Record<string, string> = {}): Promise<string> {
    const stub = await answering(200, { success: true, message: 'x', sessionid: 'oldSession' });
    const context = contextWith(stubValues(stub.url, values));
    await keyAuth.connect(context).verify(never());
    return context.tokens.get('session')!;
  }

  /** The calls of a first read by an account that kept this token. */
  async function readWith(token: string, { isValid = true, later = 0 } = {}) {
    const stub = await startStub((_, response) => {
      const type = new URLSearchParams(stub.requests.at(-1)!.body).get('type');
      const success = type !== 'check' || isValid;
      response.end(JSON.stringify({ success, message: 'x', sessionid: 'newSession', messages: [] }));
    });
    const context = contextWith(stubValues(stub.url), createTestClock(), tokensInMemory({ session: token }));
    context.clock.advance(later);
    await keyAuth.connect(context).readLatest!('harbour', nothingKnown, never());
    const calls = stub.requests.map(({ body }) => new URLSearchParams(body)).map((form) => [form.get('type'), form.get('sessionid')]);
    return { calls, types: calls.map(([type]) => type), token: context.tokens.get('session') };
  }

  test('the session is taken up again once KeyAuth says it stands', async () => {
    const token = await keptToken();
    expect((await readWith(token, { later: 3_600_000 })).calls).toEqual([
      ['check', 'oldSession'],
      ['chatget', 'oldSession'],
    ]);
  });

  test('one that no longer stands is replaced', async () => {
    const token = await keptToken();
    const { types, token: next } = await readWith(token, { isValid: false, later: 60_000 });
    expect(types).toEqual(['check', 'init', 'login', 'chatget']);
    expect(next).toMatch(/^newSession \d+ \S+$/);
  });

  test('one that is too old, from the future, another user’s, or broken is not asked about', async () => {
    const anew = ['init', 'login', 'chatget'];
    const token = await keptToken();
    expect((await readWith(token, { later: 6 * 3_600_000 + 2000 })).types).toEqual(anew);
    expect((await readWith(token, { later: -60_000 })).types).toEqual(anew);
    const another = await keptToken({ username: 'tern' });
    expect((await readWith(another, { later: 60_000 })).types).toEqual(anew);
    expect((await readWith('oldSession', { later: 60_000 })).types).toEqual(anew);
  });
});

describe('signing in', () => {
  test('without two-factor codes it takes no step, and keeps the session', async () => {
    const { context } = await rehearse();
    const mine = context();
    expect(await keyAuth.signIn!(mine).start(never())).toBe('done');
    expect(mine.tokens.get('session')).toMatch(/^\w{10} \d+ \S+$/);
    expect(JSON.stringify([...mine.tokens.all.values()])).not.toContain(key);
  });

  test('a code is asked for, a wrong one may be corrected, and the account works', async () => {
    const { service, context } = await rehearse();
    service.users.find('marlow')!.code = '123456';
    const mine = context();
    const signIn = keyAuth.signIn!(mine);
    expect(await signIn.start(never())).toMatchObject({ fields: [{ name: 'code', type: 'code', required: true }] });
    const error = await errorFrom(signIn.answer({ code: '000000' }, never()));
    expect(error).toMatchObject({
      code: 'rejected',
      reason: 'invalid',
      fields: { code: expect.stringContaining('did not accept this code') },
    });
    expect(await signIn.answer({ code: ' 123456 ' }, never())).toBe('done');
    expect(await keyAuth.connect(mine).verify(never())).toBe('Signed in as “marlow”.');
  });

  test('later, without anybody there to enter a code, the account says that it needs a sign-in', async () => {
    const { service, connect } = await rehearse();
    service.users.find('marlow')!.code = '123456';
    const error = await errorFrom(connect().readLatest!('harbour', nothingKnown, never()));
    expect(error).toMatchObject({ code: 'auth' });
    expect(error.message).toContain('Sign in to this account again');
  });

  test('a fresh license key is used up by signing in, and both texts before it say so', async () => {
    const { service, context } = await rehearse();
    const fresh = 'FRESH1-KEY222-FOR333';
    service.users.freshKeys.add(fresh);
    const mine = context({ username: '', password: '', license: fresh });
    expect(await keyAuth.signIn!(mine).start(never())).toBe('done');
    expect(service.users.freshKeys.size).toBe(0);
    service.users.find(fresh)!.code = '1';
    expect(await keyAuth.signIn!(mine).start(never())).toMatchObject({ sentence: expect.stringContaining('used up') });
    expect(keyAuth.info.fields.find(({ name }) => name === 'license')!.help).toContain('used up');
  });

  test.each([
    ['wrongPassword', 'Password does not match.', { password: 'something-else' }],
    ['unknownUser', 'Invalid username', { username: 'nobody' }],
    ['wrongPassword', 'Falsches Kennwort', { password: 'something-else' }],
  ] as const)('%s, said as “%s”', async (name, text, values) => {
    const { service, connect } = await rehearse();
    service.texts[name] = text;
    const error = await errorFrom(connect(values).verify(never()));
    expect(error).toMatchObject({ code: 'auth', delivered: 'no' });
    expect(error.message).toContain(`“${text}”`);
  });

  test('a banned user, and an application that is switched off', async () => {
    const { service, connect } = await rehearse();
    service.users.find('marlow')!.banned = true;
    expect((await errorFrom(connect().verify(never()))).message).toContain('“The user is banned”');
    service.behaviour.disabled = true;
    service.endSession();
    const error = await errorFrom(connect().verify(never()));
    expect(error).toMatchObject({ code: 'auth' });
    expect(error.message).toContain('“This application is disabled”');
  });

  test('a refused sign-in leaves the other account of the application signed in', async () => {
    const { service, connect, connectByLicense } = await rehearse();
    const working = connectByLicense();
    await working.verify(never());
    await errorFrom(connect({ password: 'something-else' }).verify(never()));
    const types = watch(service);
    await working.send!('harbour', outgoing('still here'), never());
    expect(types).toEqual(['chatsend']);
  });
});
