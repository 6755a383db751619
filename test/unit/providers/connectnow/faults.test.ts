/** Every fault the rehearsal offers, met by the provider while it reads and while it sends. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../main/clock.ts';
import type { ProviderError } from '../../../../main/providers/errors.ts';
import { tenYears } from '../../../../main/rehearsal/change-json.ts';
import { createFaults } from '../../../../main/rehearsal/faults.ts';
import { replies } from '../../../../main/rehearsal/connectnow/replies.ts';
import { errorFrom, never, nothingKnown, outgoing, rehearse } from './support.ts';

interface Expected {
  read: Partial<ProviderError> | 'works';
  send: Partial<ProviderError> | 'works';
  /** Whether the service took the message. */
  acted: boolean;
  words?: string;
}

const cut: Expected['read'] = { code: 'unreachable', delivered: 'no' };
const limited = { code: 'rate-limited', delivered: 'no', scope: 'call' } as const;

const fine = { read: 'works', send: 'works', acted: true } as const;

const matrix: Record<string, Expected> = {
  slow: { read: 'works', send: 'works', acted: true },
  silent: { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'did not answer within' },
  'silent-after-acting': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: true, words: 'did not answer within' },
  'dropped-before-acting': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: false, words: 'was cut' },
  'dropped-after-acting': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'cut-answer': { read: cut, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'invalid-key': { read: { code: 'auth' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'Sign in to this chat first' },
  forbidden: { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: '(403)' },
  'not-found': { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: '(404)' },
  'server-error': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'problem of its own (500)' },
  'bad-gateway': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'not available right now (502)' },
  'rate-limit': { read: { ...limited, retryAfter: null } as never, send: limited, acted: false, words: 'asks for a pause' },
  'rate-limit-500': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: false, words: 'problem of its own (500)' },
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
  'unknown-fields': fine,
  'slow-drip': { read: cut, send: { code: 'unreachable', delivered: 'maybe' }, acted: true, words: 'did not answer within' },
  'slow-drip-in-time': fine,
  'redirect-elsewhere': { read: { code: 'protocol' }, send: { code: 'protocol', delivered: 'no' }, acted: false, words: 'does not follow' },
  'method-not-allowed': { read: { delivered: 'no' }, send: { delivered: 'no' }, acted: false, words: '(405)' },
  'too-large': { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'too long' },
  unprocessable: { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'does not take this' },
  'wrong-content-type': fine,
  'duplicate-ids': fine,
  'reversed-order': fine,
  'clock-far-off': { read: 'works', send: 'works', acted: true },
};

describe('faults', () => {
  test('are all in the table', () =>
    expect(
      createFaults(replies)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(matrix).sort()));

  test.each(Object.entries(matrix))('%s', async (id, { read, send, acted, words }) => {
    // Two seconds of slowness need not be waited for.
    const clock = { ...systemClock, after: (milliseconds: number, callback: () => void) => systemClock.after(milliseconds / 20, callback) };
    const { service, connect, account, tokens } = await rehearse({ clock, timeout: 250 });
    const kept = { ...account.tokens };
    const connection = connect();
    const page = async () => (await connection.readLatest('1', nothingKnown, never())).messages;
    const before = await page();
    service.setFault(id);

    const ahead = id === 'clock-far-off' ? tenYears : 0;
    const told = before.map((message) => ({ ...message, sentAt: message.sentAt + ahead, order: message.order + ahead * 1000 }));
    if (read === 'works') expect(await page()).toEqual(told);
    else expect(await errorFrom(page())).toMatchObject(read);
    for (const [name, value] of Object.entries(kept)) await tokens.set(name, value);
    if (send === 'works') await connection.send('1', outgoing('Hello'), never());
    else {
      const error = await errorFrom(connection.send('1', outgoing('Hello'), never()), [account.values['token']!, ...Object.values(kept)]);
      expect(error).toMatchObject(send);
      expect(error.message).toContain(words);
    }
    expect(service.truth('1').filter(({ text }) => text === 'Hello')).toHaveLength(acted ? 1 : 0);

    service.setFault(null);
    expect(await page()).toHaveLength(before.length + (acted ? 1 : 0));
  });
});
