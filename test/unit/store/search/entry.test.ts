import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOf } from '../../../../main/store/search/entry.ts';
import { Words } from '../../../../main/store/search/words.ts';

it('holds the words of a text as a search takes them apart, whatever is in it', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'Á',
      'e\u0301',
      'ß',
      'x'.repeat(70),
      '1',
      '1\u20e3',
      '\u20e3',
      '©',
      '👍',
      '👍🏽',
      '🇫🇷',
      '🇫',
      '👩‍👩‍👧',
      '会',
      '議',
      'が',
      'ｶﾞ',
      '한',
      'ไทย',
    ],
    ...['नमस्ते', 'שלום', 'Ⅷ', '½', '_', '-', '.', ' ', '\n', '\0', '\u200d', '\ufe0f', '“', '・'],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(text, (said) => {
      const { list } = new Words(said);
      const { words } = entryOf({ id: 1, conversationId: 1, text: said, authorName: '', mine: false, edited: false });
      expect(words).toEqual(list.filter(({ kind }) => kind !== 'character').map((word) => word.text));
      const { plain } = new Words(said);
      expect(plain ?? list.map((word) => word.text)).toEqual(list.map((word) => word.text));
    }),
    { numRuns: 2_000 },
  );
});
