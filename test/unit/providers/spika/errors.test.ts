/** The error table of the messaging API, met with a key and with a sign-in. */
import { describe, expect, test } from 'vitest';
import type { ProviderError } from '../../../../main/providers/errors.ts';
import { answering, errorFrom, key, never, nothing, outgoing } from '../support.ts';
import { connectMessaging, connectUser, contextAt } from './support.ts';

interface Met {
  keySend: ProviderError;
  read: ProviderError;
  send: ProviderError;
  edit: ProviderError;
}

const refusal = (message: string) => ({ status: 'error', message });

async function errorsFor(status: number, body: unknown, headers: Record<string, string> = {}): Promise<Met> {
  const { url } = await answering(status, body, headers);
  const [messaging, user] = [connectMessaging(contextAt(url)), connectUser(contextAt(url))];
  return {
    keySend: await errorFrom(messaging.send('12', outgoing('Hi'), never())),
    read: await errorFrom(user.readLatest('12', nothing, never())),
    send: await errorFrom(user.send('12', outgoing('Hi'), never())),
    edit: await errorFrom(user.edit('12', '5', 'Hi', never())),
  };
}

describe('errors of Spika', () => {
  test('malformed JSON, 500 as a web page: trouble at the server', async () => {
    const { keySend, read } = await errorsFor(500, 'Server Error Unexpected token', { 'content-type': 'text/html' });
    expect(keySend).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
    expect(keySend.message).toBe('The Spika server has a problem of its own (500). Parley tries again by itself.');
    expect(read.delivered).toBe('no');
  });

  test.each(['No access token', 'Invalid access token', '<html>401</html>', ''])('401 in plain text (%j): the key', async (body) => {
    const { keySend } = await errorsFor(401, body);
    expect(keySend).toMatchObject({ code: 'auth', delivered: 'no' });
    expect(keySend.message).toMatch(/^Spika does not accept this key/);
  });

  test.each(['Invalid access token', 'User not found', 'User is not verified', 'No access token'])(
    '401 in plain text (%j): the sign-in',
    async (body) => {
      const { read, send, edit } = await errorsFor(401, body);
      for (const error of [read, send, edit]) {
        expect(error).toMatchObject({ code: 'auth', delivered: 'no' });
        expect(error.message).toContain('another device may have ended it. Sign in again');
      }
    },
  );

  test('401 Expired access token: the sign-in has run out', async () => {
    expect((await errorsFor(401, 'Expired access token')).read.message).toBe(
      'The sign-in to Spika has run out. Sign in again with your telephone number.',
    );
  });

  test.each([
    [400, 'Invalid params ValidationError: body.roomId must be a `number` type', 'invalid', 'did not understand the request (400).'],
    [400, 'Invalid params [object Error]', 'invalid', 'did not understand the request (400).'],
    [400, 'Room not found', 'not-found', 'knows no such room'],
    [400, 'Chat not found', 'not-found', 'knows no such room'],
    [404, 'Room not found', 'not-found', 'knows no such room'],
    [403, 'Room is deleted', 'forbidden', 'was deleted in Spika'],
    [400, 'FileID is missing', 'invalid', 'message of this kind'],
    [400, 'Invalid fileId', 'invalid', 'message of this kind'],
    [400, 'Invalid thumbId', 'invalid', 'message of this kind'],
    [400, 'there is no message with replyId', 'invalid', 'The message you answer is not there any more'],
    [400, 'Text is missing', 'invalid', 'the message is empty'],
    [400, 'Text is required', 'invalid', 'the message is empty'],
    [400, 'Invalid type', 'invalid', 'message of this kind'],
    [403, 'Not the owner of this message', 'other', '“Not the owner of this message”'],
    [400, 'Something new', 'invalid', '“Something new”'],
    [422, 'Something new', 'invalid', '(422)'],
    [404, 'Not found', 'not-found', '“Not found”'],
    [200, 'Room is deleted', 'forbidden', 'was deleted in Spika'],
  ])('%i %s', async (status, message, reason, words) => {
    for (const error of Object.values(await errorsFor(status, refusal(message)))) {
      expect(error).toMatchObject({ code: 'rejected', reason, delivered: 'no' });
      expect((error as Error).message).toContain(words);
      expect((error as Error).message).not.toMatch(/ValidationError|\[object/);
    }
  });

  test('400 Room user not found, in words for whoever is meant', async () => {
    const { keySend, send } = await errorsFor(400, refusal('Room user not found'));
    expect(keySend.message).toContain('The key’s sender is not a member of this room.');
    expect(send.message).toBe('You are not a member of this room any more.');
  });

  test('500 as JSON: never the exception’s own text', async () => {
    const met = await errorsFor(500, refusal('Server error PrismaClientKnownRequestError at /srv/app.js:17'));
    expect([met.keySend.delivered, met.read.delivered, met.send.delivered, met.edit.delivered]).toEqual(['maybe', 'no', 'maybe', 'maybe']);
    for (const error of Object.values(met)) expect((error as Error).message).not.toMatch(/Prisma|srv/);
  });

  test('500 TypeError while reading is about this part of this room; while changing, the change may have been made', async () => {
    const met = await errorsFor(500, refusal("Server error TypeError: Cannot read properties of undefined (reading 'fileId')"));
    expect(met.read).toMatchObject({ code: 'rejected', reason: 'other' });
    expect(met.read.message).toContain('a file from before');
    expect(met.edit).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
  });

  test.each(['<!DOCTYPE html><pre>Cannot POST /messages</pre>', ''])('404 that is not Spika’s own (%j): the address', async (body) => {
    for (const error of Object.values(await errorsFor(404, body))) {
      expect(error).toMatchObject({ code: 'protocol', delivered: 'no' });
      expect((error as Error).message).toContain('There is no Spika at this server address');
    }
  });

  test.each([
    [413, 'rejected', 'no', 'too long'],
    [429, 'rate-limited', 'no', 'asks for a pause'],
    [502, 'unreachable', 'maybe', 'not available right now (502)'],
    [503, 'unreachable', 'maybe', 'not available right now (503)'],
    [405, 'protocol', 'no', '(405)'],
  ])('%i as a web page of the proxy in front', async (status, code, delivered, words) => {
    const { keySend } = await errorsFor(status, '<html>nginx</html>');
    expect(keySend).toMatchObject({ code, delivered });
    expect(keySend.message).toContain(words);
  });

  test('429 with Retry-After', async () => {
    expect((await errorsFor(429, '', { 'retry-after': '7' })).read).toMatchObject({ retryAfter: 7000 });
  });

  test.each([
    ['', 'without any content'],
    ['<html></html>', 'A web page came back'],
    ['{"status":"succ', 'only part of it'],
    ['{"status":"fine"}', 'neither a success nor an error'],
    ['{"status":"success","data":{"message":{"id":"x"},"list":[{"id":"x"}]}}', 'is missing or of an unknown kind'],
  ])('200 with %j proves nothing about a message', async (body, words) => {
    const { keySend, send, read } = await errorsFor(200, body);
    for (const error of [keySend, send]) expect(error).toMatchObject({ code: 'protocol', delivered: 'maybe' });
    expect(read).toMatchObject({ code: 'protocol', delivered: 'no' });
    expect(read.message).toContain(words);
  });

  test.each([200, 400, 401, 403, 404, 413, 422, 429, 500, 502])(
    'a key or token echoed in a %i stays out of every sentence',
    async (status) => {
      // `errorFrom` fails on any part of the key, which is the token, too.
      for (const body of [refusal(`bad ${key}`), refusal(key), key, `<html>${key}</html>`, { status: 'success', data: { [key]: key } }])
        await errorsFor(status, body);
    },
  );
});
