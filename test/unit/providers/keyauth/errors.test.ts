import { describe, expect, test } from 'vitest';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import { answering, errorFrom, key, never, startStub } from '../support.ts';
import { contextWith, nothingKnown, stubValues } from './support.ts';

const session = 'sEsSiOn4567890';

/** A server at which the sign-in works and every read and send is answered this way. */
async function answeringChat(status: number, body: unknown, headers: Record<string, string> = {}, values: Record<string, string> = {}) {
  const stub = await startStub((_, response) => {
    const type = new URLSearchParams(stub.requests.at(-1)!.body).get('type')!;
    if (type.startsWith('chat')) response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    else response.end(JSON.stringify({ success: true, message: 'ok', sessionid: session }));
  });
  return keyAuth.connect(contextWith(stubValues(stub.url, values)));
}

async function errorsFor(status: number, body: unknown, headers: Record<string, string> = {}) {
  const connection = await answeringChat(status, body, headers);
  return {
    read: await errorFrom(connection.readLatest!('harbour', nothingKnown, never())),
    send: await errorFrom(connection.send!('harbour', { text: 'Hi', clientId: 'c', replyTo: null }, never())),
  };
}

describe('answers that are neither yes nor no', () => {
  test.each([
    [200, { success: false, message: 'This application has sent too many requests. Try again in a minute.' }, {}, 60_000],
    [200, { status: false, message: "You've been rate limited, you're sending too many requests" }, {}, 30 * 60_000],
    [200, { success: false, message: "You've been rate limited, you're sending too many requests" }, {}, 30 * 60_000],
    [500, { status: false, message: "You've been rate limited" }, {}, 30 * 60_000],
    [429, '', {}, 5 * 60_000],
    [429, '<html>slow down</html>', { 'retry-after': '70' }, 70_000],
  ])('%i %j %j: a pause of minutes', async (status, body, headers, retryAfter) => {
    const { read, send } = await errorsFor(status, body, headers);
    for (const error of [read, send]) {
      expect(error).toMatchObject({ code: 'rate-limited', scope: 'account', delivered: 'no', retryAfter });
    }
  });

  test.each(['KeyAuth_Invalid', ' KeyAuth_Invalid\n'])('%j: no such application', async (body) => {
    const { read, send } = await errorsFor(200, body);
    for (const error of [read, send]) expect(error).toMatchObject({ code: 'auth', delivered: 'no' });
    expect(read.message).toBe('KeyAuth knows no application of this name with this owner id. Check both in the account’s settings.');
  });

  test.each([
    [500, { success: false, message: 'Error: SQLSTATE[HY000]: General error' }, 'problem of its own (500)'],
    [500, '<html>', 'problem of its own (500)'],
    [502, '<html>Bad gateway</html>', 'not available right now (502)'],
    [503, '', 'not available right now (503)'],
    [522, '', 'problem of its own (522)'],
  ])('%i %j: trouble at the service, whose message is not repeated', async (status, body, words) => {
    const { read, send } = await errorsFor(status, body);
    expect(read).toMatchObject({ code: 'unreachable', delivered: 'no' });
    expect(send).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
    expect(send.message).toContain(words);
    expect(send.message).not.toContain('SQLSTATE');
  });

  test.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'protocol'],
    [405, 'protocol'],
    [413, 'rejected'],
    [422, 'rejected'],
  ])('%i of something in front of it', async (status, code) => {
    const { read, send } = await errorsFor(status, '<html></html>');
    for (const error of [read, send]) expect(error).toMatchObject({ code, delivered: 'no' });
  });

  test.each([
    ['', 'without any content'],
    ['<!doctype html>', 'A web page'],
    ['{"success":tr', 'only part of it'],
    ['[]', 'not what it should be'],
    [{ success: 'yes' }, 'not what it should be'],
    [{ message: 'hello from variable' }, 'not what it should be'],
  ])('200 with %j', async (body, words) => {
    const { read, send } = await errorsFor(200, body);
    expect(read).toMatchObject({ code: 'protocol', delivered: 'no' });
    expect(send).toMatchObject({ code: 'protocol', delivered: 'maybe' });
    expect(read.message).toContain(words);
  });

  test('a redirect is not followed: the password goes nowhere else', async () => {
    const { read, send } = await errorsFor(301, '', { location: 'https://elsewhere.example/' });
    expect(read).toMatchObject({ code: 'protocol', delivered: 'no' });
    expect(send).toMatchObject({ code: 'protocol', delivered: 'no' });
  });

  test('a refusal to show a channel is quoted', async () => {
    const { read } = await errorsFor(200, { success: false, message: 'Only for captains' });
    expect(read).toMatchObject({
      code: 'rejected',
      reason: 'other',
      message: 'KeyAuth does not show the channel “harbour”: “Only for captains”.',
    });
  });

  test.each([
    'No OwnerID specified. Select app & copy code snippet from https://keyauth.cc/app/',
    'This application has been banned from KeyAuth.cc for violating terms.',
    'The value inputted for type paramater was not found',
    'No encryption key supplied, encryption is forced.',
    'Hash Must Be Provided',
    'VPNs are blocked on this application',
  ])('not let in at all: “%s”', async (message) => {
    const stub = await answering(200, { success: false, message });
    const error = await errorFrom(keyAuth.connect(contextWith(stubValues(stub.url))).readLatest!('harbour', nothingKnown, never()));
    expect(error).toMatchObject({
      code: 'auth',
      delivered: 'no',
      message: `KeyAuth does not open this application to Parley: “${message}”.`,
    });
    expect(stub.requests).toHaveLength(1);
  });

  test.each([undefined, 17, '', 'two words'])('a session named %j is no session', async (sessionid) => {
    const stub = await answering(200, { success: true, message: 'Initialized', sessionid });
    expect(await errorFrom(keyAuth.connect(contextWith(stubValues(stub.url))).verify(never()))).toMatchObject({ code: 'protocol' });
  });
});

describe('secrets', () => {
  const license = '7KQ2XA-M4RT9E-B8WZ3L-HN6VCD-2GYP5J-9F2C4U';

  /** Fails when an error of the call repeats part of the secret. */
  async function expectClean(call: Promise<unknown>, secret: string): Promise<void> {
    const sentence = await call.then(
      () => '',
      async () => (await errorFrom(call)).message,
    );
    for (let start = 0; start + 9 <= secret.length; start += 1) expect(sentence).not.toContain(secret.slice(start, start + 9));
  }

  const byLicense = { username: '', password: '', license };
  const echoes: [string, Record<string, string>][] = [
    [key, {}],
    [session, {}],
    [license, byLicense],
    [session, byLicense],
  ];

  test.each([200, 400, 401, 403, 404, 422, 429, 500, 502])('echoed in a %i stay out of every sentence', async (status) => {
    for (const [secret, values] of echoes) {
      const bodies = [
        { success: false, message: `Bad ${secret}` },
        { success: false, message: secret.toLowerCase() },
        { status: false, message: secret },
        { success: true, message: secret, messages: [{ author: secret, message: 3, timestamp: secret }] },
        `<html>${secret}</html>`,
        secret,
      ];
      for (const body of bodies) {
        const connections = [await answeringChat(status, body, {}, values)];
        // Before a session is open nobody could know its id.
        if (secret !== session) connections.push(keyAuth.connect(contextWith(stubValues((await answering(status, body)).url, values))));
        for (const connection of connections) {
          await expectClean(connection.readLatest!('harbour', nothingKnown, never()), secret);
          await expectClean(connection.send!('harbour', { text: 'Hi', clientId: 'c', replyTo: null }, never()), secret);
        }
      }
    }
  });

  test('a license key is in no message that is read, ours or another’s', async () => {
    const messages = [license, license.replace('7KQ2XA', 'ZZZZZZ')].map((author) => ({ author, message: 'ok', timestamp: 1 }));
    const stub = await answering(200, { success: true, sessionid: session, messages });
    const connection = keyAuth.connect(contextWith(stubValues(stub.url, byLicense)));
    const page = await connection.readLatest!('harbour', nothingKnown, never());
    expect(page.messages.map(({ mine }) => mine)).toEqual([true, false]);
    expect(JSON.stringify(page)).not.toMatch(/7KQ2XA|M4RT9E|B8WZ3L|HN6VCD|2GYP5J/);
  });
});
