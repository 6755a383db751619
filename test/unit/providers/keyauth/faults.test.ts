/** Every fault the rehearsal offers, met by the provider while it reads and while it sends. */
import { describe, expect, test } from 'vitest';
import type { ProviderError } from '../../../../main/providers/errors.ts';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import { errorFrom, never } from '../support.ts';
import { createLocalHistory, nothingKnown, rehearse } from './support.ts';

interface Expected {
  read: Partial<ProviderError> | 'works';
  send: Partial<ProviderError> | 'works';
  /** Whether the service took the message. */
  acted: boolean;
  words?: string;
}

const offline: Expected['read'] = { code: 'unreachable', delivered: 'no' };
const unusable: Expected['read'] = { code: 'protocol', delivered: 'no' };
const limited = { code: 'rate-limited', delivered: 'no' } as const;
const unclear = (code: 'unreachable' | 'protocol') => ({ code, delivered: 'maybe' }) as const;

const fine = { read: 'works', send: 'works', acted: true } as const;

const matrix: Record<string, Expected> = {
  slow: { read: 'works', send: 'works', acted: true },
  silent: { read: offline, send: unclear('unreachable'), acted: false, words: 'did not answer within' },
  'silent-after-acting': { read: offline, send: unclear('unreachable'), acted: true, words: 'did not answer within' },
  'dropped-before-acting': { read: offline, send: { code: 'unreachable', delivered: 'cut' }, acted: false, words: 'was cut' },
  'dropped-after-acting': { read: offline, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'cut-answer': { read: offline, send: { code: 'unreachable', delivered: 'cut' }, acted: true, words: 'was cut' },
  'invalid-key': { read: { code: 'auth' }, send: { code: 'auth', delivered: 'no' }, acted: false, words: 'knows no application' },
  forbidden: { read: { code: 'auth' }, send: { code: 'auth', delivered: 'no' }, acted: false, words: 'blacklisted' },
  'not-found': {
    read: { code: 'rejected' },
    send: { code: 'rejected', delivered: 'no', reason: 'not-found' } as never,
    acted: false,
    words: 'no channel “harbour”',
  },
  'server-error': { read: offline, send: unclear('unreachable'), acted: false, words: 'problem of its own (500)' },
  'bad-gateway': { read: offline, send: unclear('unreachable'), acted: false, words: 'not available right now (502)' },
  'rate-limit': { read: limited, send: limited, acted: false, words: 'asks for a pause' },
  'rate-limit-500': { read: limited, send: limited, acted: false, words: 'asks for a pause' },
  'rate-limit-wait': { read: { ...limited, retryAfter: 7000 } as never, send: limited, acted: false, words: 'asks for a pause' },
  truncated: { read: unusable, send: unclear('protocol'), acted: true, words: 'only part of it' },
  'web-page': { read: unusable, send: unclear('protocol'), acted: false, words: 'A web page' },
  empty: { read: unusable, send: unclear('protocol'), acted: true, words: 'without any content' },
  created: { read: unusable, send: unclear('protocol'), acted: true, words: 'without any content' },
  enormous: { read: unusable, send: unclear('protocol'), acted: true, words: 'more than 5 MB' },
  'wrong-types': { read: unusable, send: 'works', acted: true },
  'unknown-fields': fine,
  'slow-drip-in-time': fine,
  'redirect-elsewhere': { read: unusable, send: { code: 'protocol', delivered: 'no' }, acted: false, words: 'does not follow' },
  'method-not-allowed': { read: unusable, send: { code: 'protocol', delivered: 'no' }, acted: false, words: '(405)' },
  'too-large': { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: 'too long' },
  unprocessable: { read: { code: 'rejected' }, send: { code: 'rejected', delivered: 'no' }, acted: false, words: '(422)' },
  'wrong-content-type': fine,
  'reversed-order': fine,
  'slow-drip': { read: offline, send: unclear('unreachable'), acted: true, words: 'did not answer within' },
  'duplicate-ids': { read: 'works', send: 'works', acted: true },
};

describe('faults', () => {
  test('each one is here', async () => {
    const { service } = await rehearse();
    // Lines are known by their times, so a clock at the service has a test of its own below.
    expect(service.faults.map((fault) => fault.id).sort()).toEqual([...Object.keys(matrix), 'clock-far-off'].sort());
  });

  test.each(Object.entries(matrix))('%s', async (id, { read, send, acted, words }) => {
    const { service, connect } = await rehearse();
    const connection = connect();
    const local = createLocalHistory();
    const readOnce = async () => local.take(await connection.readLatest!('harbour', local.known(), never()));
    const sendOnce = () => connection.send!('harbour', { text: 'Ahoy', clientId: 'c1', replyTo: null }, never());
    const before = await readOnce();
    service.setFault(id);

    if (read === 'works') expect(await readOnce()).toBe(0);
    else expect(await errorFrom(readOnce())).toMatchObject(read);
    if (send === 'works') await sendOnce();
    else {
      const error = await errorFrom(sendOnce());
      expect(error).toMatchObject(send);
      expect(error.message).toContain(words);
    }
    expect(service.truth('harbour').filter(({ text }) => text === 'Ahoy')).toHaveLength(acted ? 1 : 0);

    service.setFault(null);
    expect(await readOnce()).toBe(acted ? 1 : 0);
    expect(local.lines()).toHaveLength(before + (acted ? 1 : 0));
    expect([local.gaps(), local.gone()]).toEqual([[], []]);
  });

  test('each one while signing in: the message is surely not delivered, and leaves once it is over', async () => {
    for (const id of Object.keys(matrix)) {
      const { service, connect } = await rehearse();
      const connection = connect();
      const sendOnce = () => connection.send!('harbour', { text: 'Ahoy', clientId: 'c1', replyTo: null }, never());
      service.failNext({ fault: id, when: (call) => !call.body.startsWith('type=chat'), times: 2 });
      const error = await sendOnce().then(
        () => null,
        (reason: ProviderError) => reason,
      );
      if (error) {
        expect(error.delivered, id).toBe('no');
        await sendOnce().catch(sendOnce);
      }
      expect(
        service.truth('harbour').filter(({ text }) => text === 'Ahoy'),
        id,
      ).toHaveLength(1);
    }
  });

  test('newest first, numbers for texts: the same lines', async () => {
    const { service, connect } = await rehearse();
    const connection = connect();
    const local = createLocalHistory();
    local.take(await connection.readLatest!('harbour', local.known(), never()));
    Object.assign(service.behaviour, { order: 'newest-first', timestamps: 'number' });
    service.post('harbour', 'tern', 'Ship in sight');
    expect(local.take(await connection.readLatest!('harbour', local.known(), never()))).toBe(1);
    expect(local.lines().map(({ text }) => text)).toEqual(service.truth('harbour').map(({ text }) => text));
    expect(local.gaps()).toEqual([]);
  });

  test('a clock at the service that is ten years off for a while: once it is right, every line is there once', async () => {
    const { service, connect } = await rehearse();
    const connection = connect();
    const local = createLocalHistory();
    const read = async () => local.take(await connection.readLatest!('harbour', local.known(), never()));
    await read();
    service.setFault('clock-far-off');
    await connection.send!('harbour', { text: 'Ahoy', clientId: 'c1', replyTo: null }, never());
    await read();
    service.setFault(null);
    service.post('harbour', 'tern', 'Ship in sight');
    await read();
    expect(local.lines().map(({ text }) => text)).toEqual(service.truth('harbour').map(({ text }) => text));
  });

  test('a clock ten years off on this computer changes no time', async () => {
    const { service, clock, context } = await rehearse();
    service.post('harbour', 'tern', 'Ship in sight');
    const posted = service.window('harbour').at(-1)!.second * 1000;
    const offset = { ...clock, now: () => clock.now() - 315_360_000_000 };
    const page = await keyAuth.connect({ ...context(), clock: offset }).readLatest!('harbour', nothingKnown, never());
    expect(page.messages.at(-1)).toMatchObject({ text: 'Ship in sight', sentAt: posted });
  });
});
