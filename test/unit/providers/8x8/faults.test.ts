/** Every fault the rehearsal offers, met by the provider while it reads and while it sends. */
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../../main/providers/8x8/client.ts';
import { tenYears } from '../../../../main/rehearsal/change-json.ts';
import type { ProviderError } from '../../../../main/providers/errors.ts';
import { errorFrom, hastyClock, never, rehearse } from '../support.ts';

interface Expected {
  read: Partial<ProviderError> | 'works';
  send: Partial<ProviderError> | 'works';
  /** Whether the service took the message. */
  acted: boolean;
  words?: string;
}

const cut: Expected['read'] = { code: 'unreachable', delivered: 'no' };
const limited = { code: 'rate-limited', delivered: 'no' } as const;

const matrix: Record<string, Expected> = {
  slow: { read: 'works', send: 'works', acted: true },
  silent: { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'did not answer within' },
  'silent-after-acting': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: true, words: 'did not answer within' },
  'dropped-before-acting': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: false, words: 'was cut' },
  'dropped-after-acting': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'cut-answer': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'invalid-key': { read: { code: 'auth' }, send: { code: 'auth', delivered: 'no' }, acted: false, words: 'does not accept this key' },
  forbidden: { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'not send to it' },
  'not-found': { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: '(404)' },
  'server-error': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'problem of its own (500)' },
  'bad-gateway': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'not available right now (502)' },
  'rate-limit': { read: limited, send: limited, acted: false, words: 'asks for a pause' },
  'rate-limit-500': { read: limited, send: limited, acted: false, words: 'asks for a pause' },
  'rate-limit-wait': { read: { ...limited, retryAfter: 7000 } as never, send: limited, acted: false, words: 'asks for a pause' },
  truncated: { read: { code: 'protocol', delivered: 'no' }, send: 'works', acted: true },
  'web-page': {
    read: { code: 'protocol', delivered: 'no' },
    send: { code: 'protocol', delivered: 'maybe' },
    acted: false,
    words: 'A web page',
  },
  empty: { read: { code: 'protocol', delivered: 'no' }, send: 'works', acted: true },
  created: { read: 'works', send: 'works', acted: true },
  enormous: {
    read: { code: 'protocol', delivered: 'no' },
    send: { code: 'protocol', delivered: 'maybe' },
    acted: true,
    words: 'more than 5 MB',
  },
  'wrong-types': { read: { code: 'protocol', delivered: 'no' }, send: 'works', acted: true },
  'unknown-fields': { read: 'works', send: 'works', acted: true },
  'slow-drip': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: true, words: 'did not answer within' },
  'slow-drip-in-time': { read: 'works', send: 'works', acted: true },
  'redirect-elsewhere': {
    read: { code: 'protocol', delivered: 'no' },
    send: { code: 'protocol', delivered: 'no' },
    acted: false,
    words: '(“elsewhere.example”). Parley does not follow',
  },
  'method-not-allowed': { read: { code: 'protocol' }, send: { code: 'protocol', delivered: 'no' }, acted: false, words: '(405)' },
  'too-large': { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'too long' },
  unprocessable: { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: '(422)' },
  'wrong-content-type': { read: 'works', send: 'works', acted: true },
  'duplicate-ids': { read: 'works', send: 'works', acted: true },
  'reversed-order': { read: 'works', send: 'works', acted: true },
  'clock-far-off': { read: 'works', send: 'works', acted: true },
};

describe('faults', () => {
  test('each one is here', async () => {
    const { faults } = await rehearse();
    expect(faults.map((fault) => fault.id).sort()).toEqual(Object.keys(matrix).sort());
  });

  test.each(Object.entries(matrix))('%s', async (id, { read, send, acted, words }) => {
    // Two seconds of slowness need not be waited for.
    const rehearsal = await rehearse({
      clock: { ...hastyClock(), after: (milliseconds, job) => hastyClock().after(milliseconds / 20, job) },
    });
    const client = createClient(rehearsal.context, 500);
    const before = await client.read('Lamp launch', null, never());
    rehearsal.setFault(id);
    expect(rehearsal.activeFault()).toBe(id);

    const ahead = id === 'clock-far-off' ? tenYears : 0;
    const told = before.map((message) => ({ ...message, sentAt: message.sentAt + ahead, order: message.order + ahead * 1000 }));
    if (read === 'works') expect(await client.read('Lamp launch', null, never())).toEqual(told);
    else expect(await errorFrom(client.read('Lamp launch', null, never()))).toMatchObject(read);
    // A refused key makes the client doubt it, which is not this test's matter.
    if (send === 'works') await client.send('Lamp launch', 'Hello', never());
    else {
      const error = await errorFrom(client.send('Lamp launch', 'Hello', never()));
      expect(error).toMatchObject(send);
      expect(error.message).toContain(words);
      expect(error.message).not.toContain(rehearsal.context.values['key']);
    }
    expect(rehearsal.messages('Lamp launch').filter((message) => message.parsed === 'Hello')).toHaveLength(acted ? 1 : 0);

    rehearsal.setFault(null);
    const after = await client.read('Lamp launch', null, never());
    expect(after).toHaveLength(before.length + (acted ? 1 : 0));
  });
});
