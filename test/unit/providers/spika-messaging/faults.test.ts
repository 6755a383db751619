/** Every fault the rehearsal offers, met by a messaging key that sends. What may have arrived can never be looked up. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../main/clock.ts';
import type { Delivery, ProviderError } from '../../../../main/providers/errors.ts';
import { createMessagingClient } from '../../../../main/providers/spika-messaging/client.ts';
import { clockWith, errorFrom, never, outgoing } from '../support.ts';
import { alerts, rehearseSpika } from '../spika/support.ts';

/** The error of a send, what it says about delivery, and whether the service took the message; null where the send works. */
const matrix: Record<string, [code: ProviderError['code'], delivered: Delivery, acted: boolean] | null> = {
  slow: null,
  silent: ['unreachable', 'maybe', false],
  'silent-after-acting': ['unreachable', 'maybe', true],
  'dropped-before-acting': ['unreachable', 'cut', false],
  'dropped-after-acting': ['unreachable', 'cut', true],
  'cut-answer': ['unreachable', 'cut', true],
  'slow-drip': ['unreachable', 'maybe', true],
  'slow-drip-in-time': null,
  'redirect-elsewhere': ['protocol', 'no', false],
  'invalid-key': ['auth', 'no', false],
  forbidden: ['rejected', 'no', false],
  'not-found': ['rejected', 'no', false],
  'method-not-allowed': ['protocol', 'no', false],
  'too-large': ['rejected', 'no', false],
  unprocessable: ['rejected', 'no', false],
  'server-error': ['unreachable', 'maybe', false],
  'bad-gateway': ['unreachable', 'maybe', false],
  'rate-limit': ['rate-limited', 'no', false],
  'rate-limit-500': ['unreachable', 'maybe', false],
  'rate-limit-wait': ['rate-limited', 'no', false],
  truncated: ['protocol', 'maybe', true],
  'web-page': ['protocol', 'maybe', false],
  empty: ['protocol', 'maybe', true],
  created: ['protocol', 'maybe', true],
  enormous: ['protocol', 'maybe', true],
  'wrong-content-type': null,
  'wrong-types': ['protocol', 'maybe', true],
  'unknown-fields': null,
  'duplicate-ids': null,
  'reversed-order': null,
  'clock-far-off': null,
};

describe('faults met by a messaging key', () => {
  test('each one is here', async () => {
    const { service } = await rehearseSpika();
    expect(service.faults.map((fault) => fault.id).sort()).toEqual(Object.keys(matrix).sort());
  });

  test.each(Object.entries(matrix))('%s', async (id, expected) => {
    const quick = clockWith({ after: (milliseconds, job) => systemClock.after(milliseconds / 20, job) });
    const { service, messaging } = await rehearseSpika({ clock: quick });
    const client = createMessagingClient({ ...messaging, clock: systemClock }, 500);
    service.setFault(id);
    const sending = client.send(alerts, outgoing('Hello'), never());
    if (expected) {
      const error = await errorFrom(sending);
      expect(error).toMatchObject({ code: expected[0], delivered: expected[1] });
      expect(error.message).not.toContain(messaging.values['key']);
    } else expect(await sending).toMatchObject({ message: { text: 'Hello', mine: true } });
    const arrived = service.truth(alerts).filter(({ text }) => text === 'Hello');
    expect(arrived).toHaveLength(expected && !expected[2] ? 0 : 1);
    service.setFault(null);
    expect(await client.verify(never())).toContain('Spika accepts the key');
  });
});
