import { describe, expect, test } from 'vitest';
import type { Outgoing, ProviderConnection, RemoteMessage } from '../../../main/providers/contract.ts';
import { RateLimited, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { item, outboxBench } from './bench.ts';

const message: RemoteMessage = { remoteId: 'm1', authorId: 'me', authorName: 'Me', text: 'hello', sentAt: 1, order: 1 };

/** A connection whose sends are recorded and fail in turn. */
function sending(failures: (Error | null)[] = [], answer: RemoteMessage | null = null) {
  const sent: { room: string; outgoing: Outgoing }[] = [];
  const send: ProviderConnection['send'] = async (room, outgoing) => {
    sent.push({ room, outgoing });
    const failure = failures.shift();
    if (failure) throw failure;
    return { renderedText: null, message: answer };
  };
  return { sent, send };
}

const hello = { conversationId: 1, clientId: 'one', text: 'hello' };

describe('sending', () => {
  test('tells the service the item’s id and the message it answers', async () => {
    const { sent, send } = sending();
    const bench = await outboxBench({ connection: { send } });
    await bench.outbox.send({ ...hello, replyToId: 70 });
    await bench.clock.advance(0);
    expect(sent).toEqual([{ room: 'room 1', outgoing: { text: 'hello', clientId: 'one', replyTo: 'm70' } }]);
  });

  test('a service that answers with the message settles it at once; another is read soon', async () => {
    const at = async (answer: RemoteMessage | null) => {
      const bench = await outboxBench({ connection: { readLatest: async () => ({ messages: [] }), ...sending([], answer) } });
      await bench.outbox.send(hello);
      await bench.clock.advance(0);
      return [bench.item('one').state, bench.reads.soon];
    };
    expect(await at(message)).toEqual(['confirmed', 0]);
    expect(await at(null)).toEqual(['sent', 1]);
  });

  test('where nothing can be read, the user is asked at once what became of a message, and nothing is repeated', async () => {
    const { sent, send } = sending([new Unreachable('No answer.', 'cut')], message);
    const bench = await outboxBench({ connection: { send } });
    await bench.outbox.send(hello);
    await bench.clock.advance(120_000);
    expect(bench.item('one')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('cannot read here') });
    expect(bench.reads.latest).toBe(0);
    expect(sent).toHaveLength(1);
    await bench.outbox.resolve('one', 'send-again');
    await bench.clock.advance(0);
    expect(bench.item('one').state).toBe('confirmed');
    expect(sent.map(({ outgoing }) => outgoing.clientId)).toEqual(['one', 'one']);
  });

  test('the same after a run that ended in the middle', async () => {
    const { sent, send } = sending();
    const attempts = [{ number: 1, startedAt: 0, endedAt: null, outcome: null, reason: '' }];
    const bench = await outboxBench({ connection: { send }, items: [item({ id: 'one', state: 'sending', attempts })] });
    expect(bench.item('one')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('cannot read here') });
    await bench.outbox.resolve('one', 'delivered');
    expect(bench.item('one').state).toBe('confirmed');
    expect(sent).toEqual([]);
  });

  test.each([
    [30_000, 30_000],
    [null, 60_000],
  ])('a service that limits sends (Retry-After %s) is asked again after that, and other conversations go on', async (retryAfter, wait) => {
    const { sent, send } = sending([new RateLimited('Slower.', retryAfter, 'call')]);
    const bench = await outboxBench({ connection: { send } });
    await bench.outbox.send(hello);
    await bench.clock.advance(0);
    await bench.outbox.send({ ...hello, conversationId: 2, clientId: 'two' });
    await bench.clock.advance(wait - 1);
    expect(sent.map(({ room }) => room)).toEqual(['room 1', 'room 2']);
    expect(bench.item('one')).toMatchObject({ state: 'queued', reason: 'Slower.' });
    await bench.clock.advance(1);
    expect(sent.map(({ room }) => room)).toEqual(['room 1', 'room 2', 'room 1']);
  });

  test('a conversation nobody may write in is known as one from then on', async () => {
    const { send } = sending([new Rejected('Private.', 'forbidden')]);
    const bench = await outboxBench({ connection: { send } });
    await bench.outbox.send(hello);
    await bench.clock.advance(0);
    expect(bench.item('one').state).toBe('failed');
    expect(bench.readOnly).toEqual(['Private.']);
  });

  test('a send that is taken opens a conversation that was closed, and only such a one', async () => {
    const { send } = sending([new Rejected('Private.', 'forbidden')]);
    const bench = await outboxBench({ connection: { send } });
    await bench.outbox.send(hello);
    await bench.clock.advance(0);
    await bench.outbox.retry('one');
    await bench.clock.advance(0);
    await bench.outbox.send({ ...hello, clientId: 'two' });
    await bench.clock.advance(0);
    expect([bench.item('one').state, bench.item('two').state]).toEqual(['sent', 'sent']);
    expect(bench.readOnly).toEqual(['Private.', '']);
  });

  test('a conversation that refuses to be read leaves the question to the user', async () => {
    const { sent, send } = sending([new Unreachable('Cut.', 'cut')]);
    const bench = await outboxBench({
      connection: { send, readLatest: async () => ({ messages: [] }) },
      onRead() {
        throw new Rejected('Gone.', 'not-found');
      },
    });
    await bench.outbox.send(hello);
    await bench.clock.advance(60_000);
    expect(bench.item('one')).toMatchObject({ state: 'unknown', reason: expect.stringContaining('not in the conversation so far') });
    expect(sent).toHaveLength(1);
  });
});
