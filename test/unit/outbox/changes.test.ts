import { describe, expect, test } from 'vitest';
import { Protocol, RateLimited, Rejected, Unreachable } from '../../../main/providers/errors.ts';
import { outboxBench, type OutboxBench } from './bench.ts';

const edit = { messageId: 70, clientId: 'one', kind: 'edit' as const, text: 'better', forAll: false };
const remove = { ...edit, kind: 'delete' as const, text: '', forAll: true };
const emptyPage = { messages: [] };

/** A connection whose edits fail in turn, each recorded. */
function editing(failures: Error[]) {
  const made: string[] = [];
  return {
    made,
    connection: {
      readLatest: async () => emptyPage,
      readBefore: async (_room: string, order: number) => {
        made.push(`read before ${order}`);
        return emptyPage;
      },
      async edit(room: string, messageId: string, text: string) {
        made.push(`${room} ${messageId}: ${text}`);
        const failure = failures.shift();
        if (failure) throw failure;
        return null;
      },
    },
  };
}

const settled = async (bench: OutboxBench) => {
  await bench.clock.advance(0);
  await bench.clock.advance(0);
};

describe('changing a message at its service', () => {
  test('an edit is confirmed as the service takes it', async () => {
    const { made, connection } = editing([]);
    const bench = await outboxBench({ connection });
    await bench.outbox.change(edit);
    await settled(bench);
    expect(made).toEqual(['room 1 m70: better']);
    expect(bench.item('one')).toMatchObject({ state: 'confirmed', conversationId: 1, targetId: 70 });
  });

  test.each([
    [true, 'all'],
    [false, 'self'],
  ])('a deletion with forAll %s is for “%s”, and keeps the text as it was', async (forAll, scope) => {
    const removed: string[] = [];
    const bench = await outboxBench({ connection: { remove: async (...[, id, whom]) => void removed.push(`${id} ${whom}`) } });
    await bench.outbox.change({ ...remove, forAll });
    await settled(bench);
    expect(removed).toEqual([`m70 ${scope}`]);
    expect(bench.item('one')).toMatchObject({ state: 'confirmed', text: 'as it was' });
  });

  test('one whose end is not known is looked for, also further back, and not made again when it shows', async () => {
    const { made, connection } = editing([new Unreachable('No answer.', 'maybe')]);
    const bench = await outboxBench({ connection, onRead: ({ confirm }) => confirm('one') });
    await bench.outbox.change(edit);
    await settled(bench);
    expect(made).toEqual(['room 1 m70: better']);
    expect(bench.item('one').state).toBe('confirmed');
  });

  test('one that does not show is made again, three times in all, and then fails with the reason', async () => {
    const { made, connection } = editing(Array.from({ length: 5 }, () => new Protocol('A web page came back.', 'maybe')));
    const bench = await outboxBench({ connection });
    await bench.outbox.change(edit);
    await settled(bench);
    expect(made.filter((call) => call.endsWith('better'))).toHaveLength(3);
    expect(made.filter((call) => call === 'read before 701')).toHaveLength(3);
    expect(bench.item('one')).toMatchObject({ state: 'failed', reason: 'A web page came back.' });
  });

  test('where nothing can be read it is simply made again', async () => {
    const failures = [new Unreachable('Cut.', 'cut')];
    const bench = await outboxBench({
      connection: {
        async remove() {
          const failure = failures.shift();
          if (failure) throw failure;
        },
      },
    });
    await bench.outbox.change(remove);
    await settled(bench);
    expect(bench.reads.latest).toBe(0);
    expect(bench.item('one')).toMatchObject({ state: 'confirmed', attempts: [{ outcome: 'interrupted' }, { outcome: 'accepted' }] });
  });

  test('a refusal is final, and says nothing about writing in the conversation', async () => {
    const { connection } = editing([new Rejected('Not yours.', 'forbidden')]);
    const bench = await outboxBench({ connection });
    await bench.outbox.change(edit);
    await settled(bench);
    expect(bench.item('one')).toMatchObject({ state: 'failed', reason: 'Not yours.' });
    expect(bench.readOnly).toEqual([]);
  });

  test('while it waits it can be worded anew or taken back; a deletion has no words', async () => {
    const { made, connection } = editing([new RateLimited('Slower.', 60_000, 'call')]);
    const bench = await outboxBench({ connection });
    await bench.outbox.change(edit);
    await settled(bench);
    expect(bench.item('one').state).toBe('queued');
    await bench.outbox.edit('one', 'best');
    await bench.outbox.change({ ...remove, clientId: 'two' });
    await expect(bench.outbox.edit('two', 'x')).rejects.toThrow(/no text to change/);
    await bench.outbox.discard('two');
    await bench.clock.advance(60_000);
    expect(made.at(-1)).toBe('room 1 m70: best');
    expect(bench.item('two')).toBeUndefined();
  });

  test('a message that is no longer there', async () => {
    const bench = await outboxBench({ connection: {} });
    await expect(bench.outbox.change({ ...edit, messageId: 71 })).rejects.toThrow(/no longer there/);
  });

  test('keeps its place between the messages of its conversation', async () => {
    const made: string[] = [];
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const bench = await outboxBench({
      connection: {
        readLatest: async () => emptyPage,
        async send(_room, { text }) {
          await answered;
          made.push(text);
          return { renderedText: null, message: null };
        },
        async edit(_room, _id, text) {
          made.push(text);
          return null;
        },
      },
    });
    await bench.outbox.send({ conversationId: 1, clientId: 'a', text: 'first' });
    await bench.outbox.change({ ...edit, clientId: 'b', text: 'second' });
    await bench.outbox.send({ conversationId: 1, clientId: 'c', text: 'third' });
    answer();
    await settled(bench);
    expect(made).toEqual(['first', 'second', 'third']);
  });
});
