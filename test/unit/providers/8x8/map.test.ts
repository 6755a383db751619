import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { Protocol } from '../../../../main/providers/errors.ts';
import { toMessages, toRenderedText } from '../../../../main/providers/8x8/map.ts';

const author = { avatarUrl: 'https://a.example/1', email: 'user@example.com', id: '007', name: 'Matt Gardner' };
const documented = [
  { authorUser: author, parsed: 'Hello World!', id: 'uv4y', timestamp: 1594169304503487 },
  { authorUser: author, parsed: 'i r developer!', id: 'AF2g', timestamp: 1594169027435340 },
  { authorUser: author, parsed: 'Hello from Terminal!', id: 'AF24', timestamp: 1594169027435321 },
];

describe('messages', () => {
  test('the documented page, sorted by its microseconds', () => {
    expect(toMessages(documented)).toEqual([
      {
        remoteId: 'AF24',
        authorId: '007',
        authorName: 'Matt Gardner',
        text: 'Hello from Terminal!',
        sentAt: 1594169027435,
        order: 1594169027435321,
      },
      {
        remoteId: 'AF2g',
        authorId: '007',
        authorName: 'Matt Gardner',
        text: 'i r developer!',
        sentAt: 1594169027435,
        order: 1594169027435340,
      },
      {
        remoteId: 'uv4y',
        authorId: '007',
        authorName: 'Matt Gardner',
        text: 'Hello World!',
        sentAt: 1594169304503,
        order: 1594169304503487,
      },
    ]);
  });

  test('a single object in place of a list', () => expect(toMessages(documented[0])).toHaveLength(1));
  test('an empty list', () => expect(toMessages([])).toEqual([]));
  test('reversed and repeated is the same', () =>
    expect(toMessages([...documented, ...documented].reverse())).toEqual(toMessages(documented)));

  test.each([
    [{ parsed: 'a', messageParsed: 'b', messageRaw: 'c' }, 'a'],
    [{ messageParsed: 'b', messageRaw: 'c' }, 'b'],
    [{ parsed: null, messageRaw: 'c' }, 'c'],
    [{ parsed: '' }, ''],
    [{}, ''],
    [{ parsed: '*bold* &lt;b&gt;\r\n' }, '*bold* &lt;b&gt;\r\n'],
  ])('text of %j', (fields, text) => expect(toMessages([{ ...fields, id: '1', timestamp: 1594169304503487 }])[0]!.text).toBe(text));

  test.each([
    [1594169304503487, 1594169304503487],
    ['1594169304503487', 1594169304503487],
    [1594169304503, 1594169304503000],
    ['1594169304503', 1594169304503000],
    [1594169304, 1594169304000000],
    [1594169304.5, 1594169304500000],
  ])('time %j', (timestamp, order) => {
    expect(toMessages([{ id: '1', timestamp }])[0]).toMatchObject({ order, sentAt: Math.floor(order / 1000) });
  });

  test.each([
    [undefined, '', 'Unknown sender'],
    [null, '', 'Unknown sender'],
    [{}, '', 'Unknown sender'],
    [{ id: 7, name: 'Mara' }, '7', 'Mara'],
    [{ id: '', name: '', email: 'm@example.com' }, 'm@example.com', 'm@example.com'],
    [{ name: 'Mara' }, 'Mara', 'Mara'],
  ])('author %j', (authorUser, authorId, authorName) => {
    expect(toMessages([{ id: '1', timestamp: 1594169304503487, authorUser }])[0]).toMatchObject({ authorId, authorName });
  });

  test('numbers as ids become strings', () => expect(toMessages([{ id: 17, timestamp: 1594169304503487 }])[0]!.remoteId).toBe('17'));

  test('without an id, the same message has the same id in every page', () => {
    const bare = documented.map(({ id: _, ...rest }) => rest);
    const first = toMessages(bare);
    expect(new Set(first.map((message) => message.remoteId)).size).toBe(3);
    expect(toMessages(bare.slice(1))).toEqual(first.slice(0, 2));
  });

  test.each([
    [[{ ...documented[0], timestamp: '2020-07-08' }], '“[0].timestamp”'],
    [[documented[0], { id: '1' }], '“[1].timestamp”'],
    [[documented[0], { ...documented[1], parsed: 17 }], '“[1].parsed”'],
    [[{ ...documented[0], authorUser: { name: ['Matt'] } }], '“[0].authorUser.name”'],
    [[{ ...documented[0], id: {} }], '“[0].id”'],
    [[{ ...documented[0], timestamp: 12 }], '“[0].timestamp” is no time'],
    [[{ ...documented[0], timestamp: -1594169304503487 }], '“[0].timestamp” is no time'],
    [[{ ...documented[0], timestamp: 1e30 }], '“[0].timestamp” is no time'],
    [['text'], '“[0]”'],
    [{ messages: documented }, 'not a list of messages'],
    ['text', 'not a list of messages'],
    [null, 'not a list of messages'],
  ])('%j is refused with its path', (json, words) => {
    expect(() => toMessages(json)).toThrow(Protocol);
    expect(() => toMessages(json)).toThrow(words);
  });

  test('any JSON gives sorted, unique messages or a Protocol error', () => {
    const loose = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer(), fc.jsonValue()),
        parsed: fc.oneof(fc.string(), fc.jsonValue()),
        timestamp: fc.oneof(fc.integer({ min: 0 }), fc.double(), fc.maxSafeNat(), fc.maxSafeNat().map(String), fc.jsonValue()),
        authorUser: fc.oneof(fc.record({ id: fc.string(), name: fc.string() }, { requiredKeys: [] }), fc.jsonValue()),
      },
      { requiredKeys: ['timestamp'] },
    );
    const valid = fc.record({
      id: fc.constantFrom('a', 'b', 'c', null),
      timestamp: fc.integer({ min: 1e14, max: 1e14 + 3 }),
      parsed: fc.string(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(loose), fc.array(valid)), (json) => {
        let messages;
        try {
          messages = toMessages(json);
        } catch (error) {
          expect(error).toBeInstanceOf(Protocol);
          return;
        }
        expect(new Set(messages.map((message) => message.remoteId)).size).toBe(messages.length);
        for (const [index, message] of messages.entries()) {
          expect(Number.isSafeInteger(message.order) && Number.isSafeInteger(message.sentAt) && message.remoteId !== '').toBe(true);
          if (index > 0) expect(messages[index - 1]!.order).toBeLessThanOrEqual(message.order);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  [{ parsed: 'Hi' }, 'Hi'],
  [{ messageParsed: 'Hi' }, 'Hi'],
  [{ parsed: 17 }, null],
  [{}, null],
  [null, null],
  [[], null],
])('rendered text of %j', (json, text) => expect(toRenderedText(json)).toBe(text));
