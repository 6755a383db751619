/** What is shown of a hit, and what is offered while a search is typed: without a window. */
import { describe, expect, test } from 'vitest';
import type { TextRange } from '../../preload/contract/search.ts';
import { excerpt } from '../../renderer/lib/format/excerpt.ts';
import { accepted, suggest, type KnownNames } from '../../renderer/lib/state/search-suggestions.ts';

const rangeOf = (text: string, word: string): TextRange => ({ from: text.indexOf(word), to: text.indexOf(word) + word.length });
const drawn = (text: string, ranges: TextRange[]) =>
  excerpt(text, ranges)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('an excerpt', () => {
  test('of a short text is all of it, on one line', () => {
    const text = 'The lantern\n\nis out; the other lantern too';
    const second = text.lastIndexOf('lantern');
    expect(drawn(text, [rangeOf(text, 'lantern'), { from: second, to: second + 7 }])).toBe('The [lantern] is out; the other [lantern] too');
    expect(drawn(text, [])).toBe('The lantern is out; the other lantern too');
  });

  test('of a long text begins and ends with whole words, around the first hit', () => {
    const text = `${'something quite different '.repeat(40)}the lantern ${'and so on and on '.repeat(60)}`;
    const shown = drawn(text, [rangeOf(text, 'lantern')]);
    expect(shown).toMatch(/^…( ?\b(something|quite|different)\b){1,6} the \[lantern\] and so on .*\b(and|so|on) ?…$/);
    expect(shown.length).toBeLessThan(320);
  });

  test('cuts no character in two, where there are no spaces either', () => {
    for (const filling of ['👩‍👩‍👧‍👦', '日本語', 'ก็ดี', 'e\u0301', 'https://x.example/']) {
      const text = `${filling.repeat(60)}灯台${filling.repeat(90)}`;
      const pieces = excerpt(text, [rangeOf(text, '灯台')]);
      const whole = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
      const cut = [
        ...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
          pieces
            .slice(1, -1)
            .map((piece) => piece.text)
            .join(''),
        ),
      ];
      expect(pieces.find((piece) => piece.hit)?.text).toBe('灯台');
      expect(
        cut.every(({ segment }) => whole.includes(segment)),
        filling,
      ).toBe(true);
    }
  });

  test('draws what could mislead as harmlessly as a title', () => {
    expect(drawn('a\u202Eb\u0007c', [{ from: 2, to: 3 }])).toBe('a[b] c');
  });
});

describe('suggestions', () => {
  const names: KnownNames = {
    authors: ['Ana Ferreira', 'Jo', 'Ana Ferreira', ''],
    conversations: ['Office & lunch', 'Harbour "north"'],
    accounts: ['Work'],
    services: ['Spika'],
    labels: ['Urgent', 'on hold'],
  };
  const now = new Date(2026, 2, 9, 12).getTime();
  const texts = (query: string, caret = query.length) => suggest(query, caret, names, now).map(({ text }) => text);

  test('are operators by their beginning, and their values where Parley knows them', () => {
    expect(texts('lunch fr')).toEqual(['from:']);
    expect(texts('-ac')).toEqual(['-account:']);
    expect(texts('from:')).toEqual(['from:"Ana Ferreira"', 'from:Jo']);
    expect(texts('-from:an')).toEqual(['-from:"Ana Ferreira"']);
    expect(texts('in:har')).toEqual(['in:"Harbour north"']);
    expect(texts('is:un')).toEqual(['is:unread']);
    expect(texts('label:')).toEqual(['label:Urgent', 'label:"on hold"']);
    expect(texts('-label:ho')).toEqual(['-label:"on hold"']);
    expect(texts('from:"Ana Ferreira" is:un')).toEqual(['is:unread']);
    expect(texts('before:')).toEqual(['before:today', 'before:yesterday', 'before:2026-03-09', 'before:2026-03', 'before:2026']);
  });

  test('are none for words, for a value that is whole, or inside quotation marks', () => {
    expect(['', 'l', 'lunch ', 'is:unread', '"from', 'nonsense:x'].map((query) => texts(query))).toEqual([[], [], [], [], [], []]);
  });

  test('take the place of what was typed, and what stands behind it stays', () => {
    const [ana] = suggest('from:an soon', 7, names, now);
    expect(accepted('from:an soon', 7, ana!)).toEqual({ query: 'from:"Ana Ferreira" soon', caret: 20 });
    const [from] = suggest('soon fr', 7, names, now);
    expect(accepted('soon fr', 7, from!)).toEqual({ query: 'soon from:', caret: 10 });
  });
});
