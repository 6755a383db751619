import { describe, expect, test } from 'vitest';
import { eightByEight } from '../../../../main/providers/8x8/index.ts';
import { answering, contextFor, errorFrom, key, never, nothing, outgoing, startStub } from '../support.ts';

const fault = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });
const spikeArrest = fault('Spike arrest violation. Allowed rate : 5ps', 'policies.ratelimit.SpikeArrestViolation');

/** The errors of a read and of a send answered this way, by a connection that has not read anything yet. */
async function errorsFor(status: number, body: unknown, headers: Record<string, string> = {}) {
  const stub = await answering(status, body, headers);
  const connection = eightByEight.connect(contextFor(stub.url));
  return {
    read: await errorFrom(connection.readLatest!('Lamp launch', nothing, never())),
    send: await errorFrom(connection.send!('Lamp launch', outgoing('Hi'), never())),
  };
}

describe('error bodies', () => {
  test.each([
    [401, fault('Invalid access token', 'oauth.v2.InvalidAccessToken')],
    [401, fault('Invalid ApiKey', 'oauth.v2.InvalidApiKey')],
    [401, fault('Failed to resolve API Key variable', 'steps.oauth.v2.FailedToResolveAPIKey')],
    [401, fault('Invalid Access Token', 'keymanagement.service.invalid_access_token')],
    [400, fault('Invalid access token', 'oauth.v2.InvalidAccessToken')],
    [500, fault('Invalid access token', 'oauth.v2.InvalidAccessToken')],
    [200, fault('Invalid access token', 'oauth.v2.InvalidAccessToken')],
    [401, ''],
    [401, '<html>401</html>'],
    [401, { message: 'Unauthorized' }],
  ])('%i %j: the key', async (status, body) => {
    const { read, send } = await errorsFor(status, body);
    for (const error of [read, send]) {
      expect(error).toMatchObject({ code: 'auth', delivered: 'no' });
      expect(error.message).toMatch(/^8x8 does not accept this key/);
    }
  });

  test('the service’s own short words are quoted', async () => {
    expect((await errorsFor(401, fault('Invalid access token', 'oauth.v2.InvalidAccessToken'))).read.message).toBe(
      '8x8 does not accept this key: “Invalid access token”. Copy it again from the Admin Console, API Keys; it may have been replaced.',
    );
  });

  test.each([
    [429, spikeArrest, {}, null],
    [500, spikeArrest, {}, null],
    [429, '', {}, null],
    [429, '<html>slow down</html>', { 'retry-after': '7' }, 7000],
    [429, fault('Quota', 'policies.ratelimit.QuotaViolation'), {}, null],
    [200, spikeArrest, {}, null],
  ])('%i %j %j: the rate', async (status, body, headers, retryAfter) => {
    const { read, send } = await errorsFor(status, body, headers);
    for (const error of [read, send]) expect(error).toMatchObject({ code: 'rate-limited', delivered: 'no', retryAfter });
  });

  test.each([
    [500, fault('Execution failed', 'steps.script.Failed'), '8x8 has a problem of its own (500). Parley tries again by itself.'],
    [500, '<html>', '8x8 has a problem of its own (500). Parley tries again by itself.'],
    [502, '<html>Bad gateway</html>', '8x8 is not available right now (502). Parley tries again by itself.'],
    [503, '', '8x8 is not available right now (503). Parley tries again by itself.'],
    [504, '', '8x8 is not available right now (504). Parley tries again by itself.'],
  ])('%i %j: trouble at the service', async (status, body, sentence) => {
    const { read, send } = await errorsFor(status, body);
    expect(read).toMatchObject({ code: 'unreachable', delivered: 'no', message: sentence });
    expect(send).toMatchObject({ code: 'unreachable', delivered: 'maybe', message: sentence });
  });

  test.each(['', '<html>404</html>', { message: 'Not Found', errors: ['none'] }, { title: 'Not Found', status: 404 }])(
    '404 %j: the room',
    async (body) => {
      const { read, send } = await errorsFor(404, body);
      expect(read).toMatchObject({ reason: 'not-found', message: '8x8 knows no room named “Lamp launch”, or this key may not see it.' });
      expect(send).toMatchObject({ reason: 'not-found', delivered: 'no' });
    },
  );

  test('404 of a gateway that knows no such API: the address', async () => {
    const { read } = await errorsFor(404, fault('Unable to identify proxy', 'messaging.adaptors.http.flow.ApplicationNotFound'));
    expect(read).toMatchObject({ code: 'protocol' });
    expect(read.message).toContain('server address');
  });

  test.each([
    [400, { message: 'Bad Request', errors: ['messageRaw too odd'] }, 'invalid', 'Bad Request'],
    [422, { errors: [{ detail: 'messageRaw too odd' }] }, 'invalid', 'messageRaw too odd'],
    [400, { title: 'Bad Request', status: 400, detail: 'No such thing' }, 'invalid', 'No such thing'],
    [418, 'teapot', 'other', '(418).'],
    [413, '', 'too-large', 'too long'],
  ])('%i %j: this one request', async (status, body, reason, words) => {
    const { send } = await errorsFor(status, body);
    expect(send).toMatchObject({ code: 'rejected', reason, delivered: 'no' });
    expect(send.message).toContain(words);
  });

  test('405 on both spellings', async () => expect((await errorsFor(405, '')).send).toMatchObject({ code: 'protocol', delivered: 'no' }));
  test('a fault nobody knows under 200', async () => {
    expect((await errorsFor(200, fault('Hm', 'steps.unknown'))).send).toMatchObject({ code: 'protocol', delivered: 'maybe' });
  });

  test('403 is about the key until it has read something, then about the room', async () => {
    let status = 403;
    const stub = await startStub((_, response) => response.writeHead(status).end(status === 200 ? '[]' : '{"message":"Forbidden"}'));
    const connection = eightByEight.connect(contextFor(stub.url));
    expect(await errorFrom(connection.readLatest!('a', nothing, never()))).toMatchObject({ code: 'auth' });
    expect(await errorFrom(connection.send!('a', outgoing('Hi'), never()))).toMatchObject({ code: 'auth' });
    status = 200;
    await connection.readLatest!('a', nothing, never());
    status = 403;
    expect(await errorFrom(connection.send!('a', outgoing('Hi'), never()))).toMatchObject({
      reason: 'forbidden',
      message: 'This room is private: 8x8 lets the key read it but not send to it.',
    });
    expect(await errorFrom(connection.readLatest!('b', nothing, never()))).toMatchObject({ reason: 'forbidden' });
    status = 401;
    expect(await errorFrom(connection.readLatest!('a', nothing, never()))).toMatchObject({ code: 'auth' });
    status = 403;
    expect(await errorFrom(connection.send!('a', outgoing('Hi'), never()))).toMatchObject({ code: 'auth' });
  });

  test.each([200, 400, 401, 403, 404, 418, 429, 500, 502])('a key echoed in a %i stays out of the sentence', async (status) => {
    const bodies = [
      fault(`Invalid key ${key}`, key),
      { message: `bad ${key}`, errors: [key], detail: key },
      `<html>${key}</html>`,
      key,
      [{ id: key, timestamp: key, parsed: 3 }],
    ];
    // `errorFrom` fails on any part of the key.
    for (const body of bodies) await errorsForAllowingSent(status, body);
  });
});

/** As `errorsFor`, where a 2xx may also count as sent. */
async function errorsForAllowingSent(status: number, body: unknown): Promise<void> {
  const stub = await answering(status, body);
  const connection = eightByEight.connect(contextFor(stub.url));
  await errorFrom(connection.readLatest!('Lamp launch', nothing, never()));
  const sending = connection.send!('Lamp launch', outgoing('Hi'), never());
  await sending.catch(() => errorFrom(sending));
}
