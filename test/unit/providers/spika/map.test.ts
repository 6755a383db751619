import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Protocol } from '../../../../main/providers/errors.ts';
import { toMessages } from '../../../../main/providers/spika/map.ts';
import { readAs } from '../../../../main/providers/spika/read.ts';
import { messageSchema } from '../../../../main/providers/spika/schemas.ts';
import { wireMessage } from './support.ts';

const names: Record<number, string> = { 2: 'Ines', 3: 'Olek', 7: 'Robin' };
const reader = { ownId: 7, nameOf: (id: number) => names[id] ?? null, now: 1_800_000_000_000 };
const map = (json: unknown) => toMessages(readAs(z.array(messageSchema), json, 'messages'), reader);
const one = (more: Record<string, unknown>) => map([wireMessage(more)])[0]!;

describe('messages of Spika', () => {
  test('the documented message', () => {
    const documented = { ...wireMessage(), localId: 5, replyId: undefined };
    expect(map([documented])).toEqual([
      {
        remoteId: '5',
        authorId: '2',
        authorName: 'Ines',
        text: 'Hello',
        sentAt: 1667553066416,
        order: 5,
        mine: false,
        editedAt: null,
        deleted: false,
        system: false,
        replyTo: null,
        seenBy: null,
        clientId: null,
      },
    ]);
  });

  test('are ordered by id, each once, the later of two with one id counting', () => {
    const pages = [wireMessage({ id: 9 }), wireMessage({ id: 4 }), wireMessage({ id: 9, body: { text: 'newer' } })];
    expect(map(pages).map(({ order, text }) => [order, text])).toEqual([
      [4, 'Hello'],
      [9, 'newer'],
    ]);
  });

  test('localId as string, number or null: our clientId, on our own messages only', () => {
    expect(one({ fromUserId: 7, localId: 'client-1' })).toMatchObject({ mine: true, clientId: 'client-1' });
    expect(one({ fromUserId: 7, localId: 5 }).clientId).toBe('5');
    expect(one({ fromUserId: 7 }).clientId).toBeNull();
    expect(one({ fromUserId: 2, localId: 'client-1' })).toMatchObject({ mine: false, clientId: null });
  });

  test('without a known own id, whose a message is stays open', () => {
    const [message] = toMessages([messageSchema.parse(wireMessage())], { ...reader, ownId: null });
    expect(message).not.toHaveProperty('mine');
  });

  test('a missing body says so, and missing times come from the neighbours by id', () => {
    const messages = map([
      wireMessage({ id: 1, createdAt: null, modifiedAt: null, body: undefined, deleted: undefined }),
      wireMessage({ id: 2, createdAt: 2000, modifiedAt: 2000 }),
      wireMessage({ id: 3, createdAt: null, modifiedAt: null, body: null }),
      wireMessage({ id: 4, createdAt: null, modifiedAt: 4000 }),
    ]);
    expect(messages.map(({ sentAt, text, editedAt }) => [sentAt, text, editedAt])).toEqual([
      [2000, '[Not available: sent before Parley signed in]', null],
      [2000, 'Hello', null],
      [2000, '[Not available: sent before Parley signed in]', null],
      [4000, 'Hello', null],
    ]);
    expect(one({ createdAt: null, modifiedAt: null }).sentAt).toBe(reader.now);
  });

  test.each([
    ['image', { file: { fileName: 'name.png' } }, '[Image: name.png]'],
    ['video', { file: { fileName: 'clip.mp4' }, text: 'look' }, '[Video: clip.mp4] look'],
    ['audio', {}, '[Audio message]'],
    ['file', { file: { fileName: 'plan.pdf' } }, '[File: plan.pdf]'],
    ['file', { file: null, fileId: 3 }, '[File]'],
    ['system', { text: 'Ana joined' }, 'Ana joined'],
    ['sticker', { text: 'a cat' }, 'a cat'],
    ['sticker', { id: 3 }, '[A message of a kind Parley does not know]'],
    ['text', { text: 17 }, ''],
    ['text', 'not even an object', '[Not available: sent before Parley signed in]'],
  ])('type %s with body %j', (type, body, text) => expect(one({ type, body }).text).toBe(text));

  test('system messages are marked', () => expect(one({ type: 'system' }).system).toBe(true));

  test('edited means changed after it was written, and not deleted', () => {
    expect(one({ modifiedAt: 1667553066417 }).editedAt).toBe(1667553066417);
    expect(one({ modifiedAt: 1667553066416 }).editedAt).toBeNull();
    expect(one({ modifiedAt: 1667553066417, deleted: true, body: { text: 'Deleted message' } })).toMatchObject({
      deleted: true,
      editedAt: null,
    });
  });

  test('the message it answers is the copy the server embedded', () => {
    const referenceMessage = wireMessage({ id: 3, fromUserId: 3, body: { text: 'before' } });
    expect(one({ replyId: 3, body: { text: 'after', referenceMessage } }).replyTo).toEqual({
      remoteId: '3',
      authorName: 'Olek',
      text: 'before',
    });
    expect(one({ body: { text: 'a', referenceMessage: { id: 3, type: 'image', body: { file: { fileName: 'a.png' } } } } }).replyTo).toEqual(
      {
        remoteId: '3',
        authorName: 'Unknown person',
        text: '[Image: a.png]',
      },
    );
    expect(one({ body: { text: 'a', referenceMessage: 'junk some client sent' } })).toMatchObject({ text: 'a', replyTo: null });
  });

  test('reactions are counted by emoji, one for each person', () => {
    const record = (userId: number, reaction: string | null, more = {}) => ({ id: 1, type: 'reaction', userId, reaction, ...more });
    const messageRecords = [
      record(2, '👍'),
      record(7, '👍'),
      record(7, '👍'),
      record(3, '❤️'),
      record(3, '😂', { isDeleted: true }),
      record(3, null),
      record(3, null, { type: 'seen' }),
    ];
    expect(one({ messageRecords }).reactions).toEqual([
      { emoji: '👍', count: 2, mine: true },
      { emoji: '❤️', count: 1, mine: false },
    ]);
    expect(one({ messageRecords: [] }).reactions).toEqual([]);
    expect(one({})).not.toHaveProperty('reactions');
  });

  test.each([
    [5, 0, { count: 0, of: 4 }],
    [5, 1, { count: 0, of: 4 }],
    [5, 4, { count: 3, of: 4 }],
    [5, 9, { count: 4, of: 4 }],
    [1, 1, null],
    [null, null, null],
  ])('of %j people %j have seen my message, the author among both', (totalUserCount, seenCount, seenBy) => {
    expect(one({ fromUserId: 7, totalUserCount, seenCount }).seenBy).toEqual(seenBy);
    expect(one({ fromUserId: 2, totalUserCount, seenCount }).seenBy).toBeNull();
  });

  test.each([
    [[wireMessage({ id: 'five' })], '[0].id'],
    [[wireMessage(), wireMessage({ fromUserId: null })], '[1].fromUserId'],
    [[wireMessage({ createdAt: 'noon' })], '[0].createdAt'],
    [[null], '[0]'],
    [{}, ''],
  ])('%j is refused with its path', (json, path) => {
    expect(() => map(json)).toThrow(Protocol);
    expect(() => map(json)).toThrow(`“${path}”`);
  });

  test('any JSON gives sorted, unique messages or a Protocol error', () => {
    const loose = fc.record(
      {
        id: fc.oneof(fc.nat(3), fc.jsonValue()),
        roomId: fc.nat(),
        fromUserId: fc.oneof(fc.nat(9), fc.jsonValue()),
        type: fc.oneof(fc.constantFrom('text', 'image', 'system'), fc.jsonValue()),
        body: fc.oneof(fc.record({ text: fc.string(), referenceMessage: fc.jsonValue() }, { requiredKeys: [] }), fc.jsonValue()),
        createdAt: fc.oneof(fc.nat(), fc.constant(null), fc.jsonValue()),
        modifiedAt: fc.oneof(fc.nat(), fc.constant(null)),
        seenCount: fc.nat(9),
        totalUserCount: fc.nat(9),
        messageRecords: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ type: fc.constant('reaction'), userId: fc.nat(3), reaction: fc.string() })),
        ),
      },
      { requiredKeys: ['id', 'roomId', 'fromUserId'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(loose)), (json) => {
        let messages;
        try {
          messages = map(json);
        } catch (error) {
          expect(error).toBeInstanceOf(Protocol);
          return;
        }
        for (const [index, { order, sentAt, remoteId, seenBy, reactions = [] }] of messages.entries()) {
          expect(remoteId).toBe(String(order));
          expect(Number.isSafeInteger(sentAt) && sentAt >= 0).toBe(true);
          if (index > 0) expect(messages[index - 1]!.order).toBeLessThan(order);
          if (seenBy) expect(seenBy.count).toBeLessThanOrEqual(seenBy.of);
          for (const { count } of reactions) expect(count).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
