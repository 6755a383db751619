/** Every fault the rehearsal offers, met by a signed-in user who reads, sends and listens. */
import { describe, expect, test } from 'vitest';
import type { ProviderError } from '../../../../main/providers/errors.ts';
import { createUserClient } from '../../../../main/providers/spika-user/client.ts';
import { createMessages } from '../../../../main/providers/spika-user/messages.ts';
import { createRooms } from '../../../../main/providers/spika-user/rooms.ts';
import { tenYears } from '../../../../main/rehearsal/change-json.ts';
import { clockWith, errorFrom, never, outgoing } from '../support.ts';
import { systemClock } from '../../../../main/clock.ts';
import { connectUser, listening, me, nightWatch, rehearseSpika } from '../spika/support.ts';

interface Expected {
  read: Partial<ProviderError> | 'works';
  send: Partial<ProviderError> | 'works';
  /** Whether the service took the message. */
  acted: boolean;
  /** Whether the event stream opens. */
  listens: boolean;
  words?: string;
}

const unread = { code: 'unreachable', delivered: 'no' } as const;
const unclear = { code: 'unreachable', delivered: 'maybe' } as const;
const odd = { read: { code: 'protocol', delivered: 'no' }, send: { code: 'protocol', delivered: 'maybe' } } as const;
const refused = (more: Partial<ProviderError>) => ({ read: { delivered: 'no', ...more }, send: { delivered: 'no', ...more } }) as const;
const fine = { read: 'works', send: 'works', acted: true, listens: true } as const;
const cut = { read: unread, send: { code: 'unreachable', delivered: 'cut' }, words: 'was cut' } as const;

const matrix: Record<string, Expected> = {
  slow: fine,
  silent: { read: unread, send: unclear, acted: false, listens: false, words: 'did not answer within' },
  'silent-after-acting': { read: unread, send: unclear, acted: true, listens: false, words: 'did not answer within' },
  'dropped-before-acting': { ...cut, acted: false, listens: false },
  'dropped-after-acting': { ...cut, acted: true, listens: false },
  'cut-answer': { ...cut, acted: true, listens: true },
  'slow-drip': { read: unread, send: unclear, acted: true, listens: true, words: 'did not answer within' },
  'slow-drip-in-time': fine,
  'redirect-elsewhere': { ...refused({ code: 'protocol' }), acted: false, listens: false, words: '“elsewhere.example”' },
  'invalid-key': { ...refused({ code: 'auth' }), acted: false, listens: false, words: 'Sign in again' },
  forbidden: { ...refused({ code: 'rejected' }), acted: false, listens: false, words: 'was deleted' },
  'not-found': { ...refused({ code: 'rejected' }), acted: false, listens: false, words: '(404)' },
  'method-not-allowed': { ...refused({ code: 'protocol' }), acted: false, listens: false, words: '(405)' },
  'too-large': { ...refused({ code: 'rejected' }), acted: false, listens: false, words: 'too long' },
  unprocessable: { ...refused({ code: 'rejected' }), acted: false, listens: false, words: '(422)' },
  'server-error': { read: unread, send: unclear, acted: false, listens: false, words: 'problem of its own (500)' },
  'bad-gateway': { read: unread, send: unclear, acted: false, listens: false, words: 'not available right now (502)' },
  'rate-limit': { ...refused({ code: 'rate-limited' }), acted: false, listens: false, words: 'asks for a pause' },
  'rate-limit-500': { read: unread, send: unclear, acted: false, listens: false, words: '(500)' },
  'rate-limit-wait': {
    ...refused({ code: 'rate-limited', retryAfter: 7000 } as never),
    acted: false,
    listens: false,
    words: 'asks for a pause',
  },
  truncated: { ...odd, acted: true, listens: true, words: 'only part of it' },
  'web-page': { ...odd, acted: false, listens: false, words: 'A web page came back' },
  empty: { ...odd, acted: true, listens: true, words: 'without any content' },
  created: { read: 'works', send: odd.send, acted: true, listens: true, words: 'without any content' },
  enormous: { ...odd, acted: true, listens: true, words: 'more than 5 MB' },
  'wrong-content-type': fine,
  'wrong-types': { ...odd, acted: true, listens: true, words: 'neither a success nor an error' },
  'unknown-fields': fine,
  'duplicate-ids': fine,
  'reversed-order': fine,
  'clock-far-off': fine,
};

describe('faults met by a signed-in user', () => {
  test('each one is here', async () => {
    const { service } = await rehearseSpika();
    expect(service.faults.map((fault) => fault.id).sort()).toEqual(Object.keys(matrix).sort());
  });

  test.each(Object.entries(matrix))('%s', async (id, { read, send, acted, listens, words }) => {
    // Seconds of slowness need not be waited for.
    const quick = clockWith({ after: (milliseconds, job) => systemClock.after(milliseconds / 20, job) });
    const { service, user } = await rehearseSpika({ clock: quick });
    const client = createUserClient({ ...user, clock: systemClock }, 500);
    const rooms = createRooms(client);
    const messages = createMessages(client, rooms, systemClock);
    await rooms.list(never());
    const before = (await messages.page(nightWatch, null, never())).messages;
    const secrets = [user.tokens.get('access')!, user.tokens.get('device')!];

    async function failure(call: Promise<unknown>): Promise<ProviderError> {
      const error = await errorFrom(call);
      for (const secret of secrets) expect(error.message).not.toContain(secret);
      return error;
    }

    service.setFault(id);
    const ahead = id === 'clock-far-off' ? tenYears : 0;
    const told = before.map((message) => ({ ...message, sentAt: message.sentAt + ahead }));
    if (read === 'works') expect((await messages.page(nightWatch, null, never())).messages).toEqual(told);
    else expect(await failure(messages.page(nightWatch, null, never()))).toMatchObject(read);
    if (send === 'works') expect((await messages.send(nightWatch, outgoing('Hello'), never())).message).toMatchObject({ text: 'Hello' });
    else {
      const error = await failure(messages.send(nightWatch, outgoing('Hello'), never()));
      expect(error).toMatchObject(send);
      expect(error.message).toContain(words);
    }
    expect(service.truth(nightWatch).filter(({ text }) => text === 'Hello')).toEqual(acted ? [{ author: me, text: 'Hello' }] : []);

    const stop = new AbortController();
    const opened = client.stream(stop.signal);
    if (listens) expect(await opened).toHaveProperty('next');
    else await failure(opened);
    stop.abort(new Error('done'));

    service.setFault(null);
    expect((await messages.page(nightWatch, null, never())).messages).toHaveLength(before.length + (acted ? 1 : 0));
  });

  test.each(['silent', 'dropped-before-acting', 'silent-after-acting', 'dropped-after-acting'])(
    'a live connection that is open breaks with “%s” and can be made again',
    async (fault) => {
      const { service, user } = await rehearseSpika();
      const { sink, heard } = listening();
      const call = errorFrom(connectUser(user).listen(sink, never()));
      await expect.poll(() => heard).toEqual(['connected']);
      service.setFault(fault);
      expect(await call).toMatchObject({ code: 'unreachable' });
      service.setFault(null);
      const stop = new AbortController();
      const again = connectUser(user).listen(sink, stop.signal);
      await expect.poll(() => heard).toEqual(['connected', 'connected']);
      stop.abort(new Error('done'));
      await expect(again).rejects.toThrow('done');
    },
  );
});
