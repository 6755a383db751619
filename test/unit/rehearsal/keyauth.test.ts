import { onTestFinished, describe, expect, test } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { startKeyAuth } from '../../../main/rehearsal/keyauth/index.ts';

/** Calls of one after another, a second apart unless told otherwise. */
async function start() {
  let now = Date.UTC(2026, 10, 20, 12);
  const service = await startKeyAuth({ clock: { now: () => now, random: () => 0.5, after: () => () => {} } });
  onTestFinished(() => service.stop());
  const { address, application, ownerId, username, password } = service.accounts[0]!.values as Record<string, string>;
  async function call(form: Record<string, string>, step = 1000) {
    now += step;
    const body = new URLSearchParams({ name: application!, ownerid: ownerId!, ...form });
    const response = await fetch(address!, { method: 'POST', body });
    const text = await response.text();
    return { status: response.status, text, ...(text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}) };
  }
  async function signIn() {
    const { sessionid } = (await call({ type: 'init' })) as unknown as { sessionid: string };
    await call({ type: 'login', sessionid, username: username!, pass: password! });
    return (form: Record<string, string>) => call({ sessionid, ...form });
  }
  return { service, call, signIn, username: username!, password: password!, advance: (time: number) => void (now += time) };
}

describe('the rehearsal’s KeyAuth', () => {
  test.each([
    [{ ownerid: '' }, 'No OwnerID specified'],
    [{ name: '' }, 'No app name specified'],
    [{ ownerid: 'short' }, 'OwnerID should be 10 characters long'],
    [{ ownerid: 'aaaaaaaaaa' }, 'KeyAuth_Invalid'],
    [{ name: 'Another' }, 'KeyAuth_Invalid'],
    [{ type: 'dance' }, 'The value inputted for type paramater was not found'],
    [{ type: 'init', ver: '0.9' }, 'invalidver'],
    [{ type: 'chatget', sessionid: 'nothing' }, 'Session not found. If you get this frequently'],
  ])('%j: says no with 200', async (form, words) => {
    const { call } = await start();
    const { status, text } = await call({ type: 'check', ...form });
    expect(status).toBe(200);
    expect(text).toContain(words);
  });

  test('one session for everybody behind one address: opening it again signs out', async () => {
    const { call, signIn } = await start();
    const as = await signIn();
    expect(await as({ type: 'check' })).toMatchObject({ success: true, message: 'Session is validated.' });
    expect(await call({ type: 'init' })).toMatchObject({ success: true, newSession: false });
    expect(await as({ type: 'check' })).toMatchObject({ success: false, message: 'Session is not validated' });
    expect(await as({ type: 'chatget', channel: 'harbour' })).toMatchObject({ success: false });
  });

  test('a session ends six hours after it was opened, used or not, and by logging out', async () => {
    const { call, signIn, advance } = await start();
    const as = await signIn();
    advance(6 * 3_600_000 - 10_000);
    expect(await as({ type: 'check' })).toMatchObject({ success: true });
    advance(10_000);
    expect(await as({ type: 'check' })).toMatchObject({ message: expect.stringMatching(/^Session not found/) });
    const next = await signIn();
    expect(await next({ type: 'logout' })).toMatchObject({ message: 'Successfully logged out.' });
    expect(await next({ type: 'check' })).toMatchObject({ message: expect.stringMatching(/^Session not found/) });
    expect(await call({ type: 'init' })).toMatchObject({ newSession: true });
  });

  test('a session that is stored late is missed by the first call alone', async () => {
    const { service, call, username, password } = await start();
    service.behaviour.storesLate = true;
    const { sessionid } = (await call({ type: 'init' })) as unknown as { sessionid: string };
    const login = { type: 'login', sessionid, username, pass: password };
    expect(await call(login)).toMatchObject({ message: expect.stringMatching(/^Session not found/) });
    expect(await call(login)).toMatchObject({ success: true, message: 'Logged in!' });
  });

  test('thirty calls in thirty seconds, and three ways to refuse the rest', async () => {
    const { service, call, advance } = await start();
    for (let count = 0; count < 30; count += 1) expect((await call({ type: 'check' }, 900)).text).toContain('Session not found');
    expect(await call({ type: 'check' }, 0)).toMatchObject({ status: false });
    service.behaviour.rateLimit = 'text';
    expect(await call({ type: 'check' }, 0)).toMatchObject({
      status: 200,
      success: false,
      message: expect.stringMatching(/too many requests/),
    });
    service.behaviour.rateLimit = 'http';
    expect((await call({ type: 'check' }, 0)).status).toBe(429);
    expect(service.rateViolations()).toBe(3);
    advance(30_000);
    for (let count = 0; count < 90; count += 1) await call({ type: 'check' });
    expect(service.rateViolations()).toBe(3);
  });

  test('keeps fifty lines of a channel, while the truth remembers all', async () => {
    const { service, signIn } = await start();
    for (let count = 1; count <= 60; count += 1) service.post('New Pier', 'tern', `line ${count}`);
    const as = await signIn();
    const { messages } = (await as({ type: 'chatget', channel: 'NEW pier' })) as unknown as { messages: { message: string }[] };
    expect(messages.map(({ message }) => message)).toEqual(Array.from({ length: 50 }, (_, index) => `line ${index + 11}`));
    expect(service.truth('new pier')).toHaveLength(60);
    expect(service.window('new pier')).toHaveLength(50);
    expect(await as({ type: 'chatget', channel: 'nobody knows it' })).toMatchObject({ success: true, messages: [] });
  });

  test('a moderator removes, clears and renames', async () => {
    const { service } = await start();
    for (const text of ['a', 'b', 'c']) service.post('pier', 'tern', text);
    service.remove('pier', 1);
    service.rename('tern', 'arctic tern');
    expect(service.truth('pier')).toEqual([
      { author: 'arctic tern', text: 'a' },
      { author: 'arctic tern', text: 'c' },
    ]);
    service.clear('pier');
    expect(service.window('pier')).toEqual([]);
    expect(service.truth('pier')).toHaveLength(2);
  });

  test.each([
    [{ message: '<b></b> ' }, "Message can't be blank"],
    [{ message: 'x'.repeat(2001) }, 'Message too long!'],
    [{ message: 'hi', channel: 'nowhere' }, 'Chat channel not found'],
    [{ message: 'moon 🌙' }, 'Incorrect string value'],
  ])('does not take %j', async (form, words) => {
    const { signIn } = await start();
    expect((await (await signIn())({ type: 'chatsend', channel: 'harbour', ...form })).text).toContain(words);
  });

  test('texts are cleaned before they are measured and stored', async () => {
    const { service, signIn } = await start();
    const as = await signIn();
    for (const message of [' <i>one</i> ', '2 < 3', 'I <3 you', `<b>${'x'.repeat(2000)}</b>`]) {
      expect(await as({ type: 'chatsend', channel: 'harbour', message })).toMatchObject({ success: true });
    }
    const stored = service.window('harbour').slice(-4);
    expect(stored.map(({ text }) => text)).toEqual(['one', '2 < 3', 'I', 'x'.repeat(2000)]);
  });

  test('a cooldown counts from the last line that was taken', async () => {
    const { service, signIn } = await start();
    service.setCooldown('harbour', 10);
    const as = await signIn();
    const sent = [];
    for (let count = 0; count < 12; count += 1)
      sent.push((await as({ type: 'chatsend', channel: 'harbour', message: `${count}` })) as unknown as { success: boolean });
    expect(sent.flatMap(({ success }, index) => (success ? [index] : []))).toEqual([0, 10]);
  });

  test('only its own accounts get in, and no secret stands in the record of requests', async () => {
    const { service, call, password } = await start();
    expect(service.accounts.map(({ kind }) => kind)).toEqual(['keyauth-chat', 'keyauth-chat']);
    const { sessionid } = (await call({ type: 'init' })) as unknown as { sessionid: string };
    expect(await call({ type: 'login', sessionid, username: 'marlow', pass: 'guess' })).toMatchObject({ success: false });
    expect(await call({ type: 'license', sessionid, key: 'GUESS-GUESS-GUESS' })).toMatchObject({ message: 'Invalid license key' });
    expect(await call({ type: 'license', sessionid, key: service.accounts[1]!.values['license']! })).toMatchObject({ success: true });
    expect(JSON.stringify(service.requests)).not.toContain(password);
    expect((await startKeyAuthTwice()).size).toBe(4);
  });

  test('sample channels: several scripts, identical lines, a key as author, nothing the service could not store', async () => {
    const { service } = await start();
    const names = service.accounts[0]!.values['channels']!.split('\n');
    const lines = names.flatMap((name) => service.truth(name));
    const all = lines.map(({ text }) => text).join('\n');
    for (const script of [/\p{Script=Han}/u, /\p{Script=Hiragana}/u, /\p{Script=Hangul}/u, /\p{Script=Hebrew}/u, /\p{Script=Arabic}/u])
      expect(all).toMatch(script);
    expect(all).not.toMatch(/[\u{10000}-\u{10ffff}]/u);
    expect(lines.some(({ author }) => /^(\w{6}-){5}\w{6}$/.test(author))).toBe(true);
    expect(new Set(lines.map(({ author, text }) => `${author}: ${text}`)).size).toBeLessThan(lines.length - 40);
    for (const name of names) {
      expect(Array.from(name).length).toBeLessThanOrEqual(50);
      expect(service.window(name).every(({ second }) => second * 1000 < Date.UTC(2026, 10, 20, 12))).toBe(true);
    }
  });
});

test('people write in the channels until it stops', async () => {
  const clock = createFakeClock();
  const service = await startKeyAuth({ clock, lively: true });
  onTestFinished(() => service.stop());
  const names = service.accounts[0]!.values['channels']!.split('\n');
  const lines = () => names.reduce((sum, name) => sum + service.truth(name).length, 0);
  const before = lines();
  await clock.advance(600_000);
  expect(lines()).toBeGreaterThan(before + 10);
  await service.stop();
  const after = lines();
  await clock.advance(600_000);
  expect(lines()).toBe(after);
});

/** The secrets of two starts. */
async function startKeyAuthTwice(): Promise<Set<string>> {
  const services = [await startKeyAuth(), await startKeyAuth()];
  await Promise.all(services.map((service) => service.stop()));
  return new Set(
    services.flatMap(({ accounts }) =>
      accounts.flatMap(({ values }) => [values['password'], values['license']].filter((value) => value !== undefined)),
    ),
  );
}
