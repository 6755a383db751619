import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Protocol } from '../../../../main/providers/errors.ts';
import { authorKey, createAuthors, maskedLicense } from '../../../../main/providers/keyauth/authors.ts';
import { toLines } from '../../../../main/providers/keyauth/map.ts';
import { tokensInMemory } from '../support.ts';

const documentedKey = '3Y8FC2-MRHKUO-U9RH8I-GNHD2U-THK4X8-PW584D';
const documented = {
  success: true,
  message: 'Successfully retrieved chat messages',
  messages: [
    { author: documentedKey, message: 'ok', timestamp: '1659290719' },
    { author: documentedKey, message: 'ok', timestamp: '1659290719' },
  ],
};
const asMarlow = createAuthors({ kind: 'user', username: 'marlow', password: 'x' }, 'author key');
const lines = (messages: unknown[]) => toLines({ messages }, asMarlow);
const at = (timestamp: unknown) => ({ author: 'tern', message: 'hi', timestamp });

describe('lines', () => {
  test('the documented answer: two identical lines of one second, their author’s key masked', () => {
    const found = toLines(documented, asMarlow);
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual(found[1]);
    expect(found[0]).toMatchObject({ authorName: 'License …584D', text: 'ok', sentAt: 1659290719000, mine: false });
    expect(JSON.stringify(found)).not.toMatch(/3Y8FC2|MRHKUO|PW584D/);
  });

  test.each([['1659290719'], [1659290719]])('seconds as the documentation or as the source has them (%j)', (timestamp) =>
    expect(lines([at(timestamp)])[0]!.sentAt).toBe(1659290719000),
  );

  test('the order of the service is kept within a second, and turned when it is newest first', () => {
    const texts = (messages: unknown[]) => lines(messages).map(({ text }) => text);
    const three = ['a', 'b', 'c'].map((message, index) => ({ author: 'tern', message, timestamp: 100 + Math.floor(index / 2) }));
    expect(texts(three)).toEqual(['a', 'b', 'c']);
    expect(texts([...three].reverse())).toEqual(['a', 'b', 'c']);
    expect(texts(three.slice(0, 2))).toEqual(['a', 'b']);
  });

  test.each([
    [null, '', 'Unknown sender'],
    [undefined, '', 'Unknown sender'],
    ['', '', 'Unknown sender'],
    [17, '17', '17'],
    ['みさき', 'みさき', 'みさき'],
  ])('author %j', (author, authorId, authorName) =>
    expect(lines([{ ...at(1), author }])[0]).toMatchObject({ authorId, authorName, mine: false }),
  );

  test('half a character, which no database keeps, is replaced at once', () =>
    expect(lines([{ ...at(1), message: 'a\ud83d' }])[0]!.text).toBe('a\ufffd'));

  test.each([
    [{ messages: [at('yesterday')] }, '“messages.0.timestamp”'],
    [{ messages: [at(1), at(null)] }, '“messages.1.timestamp”'],
    [{ messages: [at(-1)] }, 'no time'],
    [{ messages: [at(1.5)] }, '“messages.0.timestamp”'],
    [{ messages: [at('9999999999999')] }, 'no time'],
    [{ messages: [{ ...at(1), message: 7 }] }, '“messages.0.message”'],
    [{ messages: [{ ...at(1), author: {} }] }, '“messages.0.author”'],
    [{ messages: {} }, '“messages”'],
    [{}, '“messages”'],
    [null, 'not a list of messages'],
  ])('%j is refused with its path', (json, words) => {
    expect(() => toLines(json, asMarlow)).toThrow(Protocol);
    expect(() => toLines(json, asMarlow)).toThrow(words);
  });

  test('any JSON gives lines or a Protocol error', () => {
    const loose = fc.record(
      {
        author: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        message: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        timestamp: fc.oneof(fc.nat(), fc.nat().map(String), fc.double(), fc.maxSafeInteger(), fc.jsonValue()),
      },
      { requiredKeys: ['timestamp'] },
    );
    const good = fc.record({ author: fc.string(), message: fc.string({ unit: 'binary' }), timestamp: fc.nat(), more: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ messages: fc.oneof(fc.array(loose), fc.array(good)) })), (json) => {
        let found;
        try {
          found = toLines(json, asMarlow);
        } catch (error) {
          expect(error).toBeInstanceOf(Protocol);
          return;
        }
        for (const { text, authorId, authorName, sentAt } of found) {
          expect(text.isWellFormed() && authorId.isWellFormed() && authorName !== '').toBe(true);
          expect(Number.isNaN(new Date(sentAt).getTime())).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('authors', () => {
  test('ours is the one with our user name, in whatever case', () => {
    expect(asMarlow('Marlow')).toEqual({ authorId: 'Marlow', authorName: 'Marlow', mine: true });
    expect(asMarlow('marlowe').mine).toBe(false);
  });

  test('our own license is masked whatever it looks like, and ours', () => {
    for (const own of ['seadog', 'sea dog of the north', documentedKey]) {
      const { authorId, authorName, mine } = createAuthors({ kind: 'license', key: own }, 'k')(own);
      expect(mine).toBe(true);
      expect(authorId + authorName).not.toContain(own);
    }
  });

  test.each([
    documentedKey,
    documentedKey.toLowerCase(),
    'KEEPERS-7KQ2XA-M4RT9E',
    'abc123-def456-ghi789',
    'ABCDEF-GHIJKL-MNOPQR-STUVWX',
    'b8f14e45-fcee-467a-9575-7d5b1fa2c0aa',
    'A8F3K2L9Q0Z7X6C5V4B3',
    'DAY_4QX9_T77K',
  ])('%s may be a license key', (name) => {
    const { authorId, authorName } = asMarlow(name);
    expect(authorName).toBe(`License …${name.slice(-4).toUpperCase()}`);
    expect(authorId).toMatch(/^license-[\w-]{43}$/);
  });

  test.each(['brine_and_brass', 'oda.mae', 'mary-jane-smith', 'tern', 'xX_Pelican_Xx', '森田 あかり', 'agent-47', 'Keeper2024'])(
    '%s is a name',
    (name) => expect(asMarlow(name)).toEqual({ authorId: name, authorName: name, mine: false }),
  );

  test('a short key shows nothing of itself', () => expect(maskedLicense('ABC123-4567')).toBe('License'));

  test('ids of license keys are the same in every run of an account, and others in another account', async () => {
    const tokens = tokensInMemory();
    const first = createAuthors({ kind: 'license', key: 'x' }, await authorKey(tokens));
    const second = createAuthors({ kind: 'license', key: 'x' }, await authorKey(tokens));
    const other = createAuthors({ kind: 'license', key: 'x' }, await authorKey(tokensInMemory()));
    expect(first(documentedKey)).toEqual(second(documentedKey));
    expect(first(documentedKey).authorId).not.toBe(other(documentedKey).authorId);
    expect([...tokens.all.values()][0]).toMatch(/^[\x21-\x7e]+$/);
  });
});
