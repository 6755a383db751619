import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenWords } from '../../../../main/store/search/seen-words.ts';

it('knows the words it has seen and no others, as a set of all of them would', () => {
  const seen = new SeenWords();
  const all = new Set<string>();
  const isNew = (word: string) => {
    const before = all.size;
    return all.add(word).size > before;
  };
  const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.nat(9_999).map(String), fc.string({ maxLength: 64 }));
  fc.assert(
    fc.property(fc.array(word, { size: 'large' }), (words) => {
      for (const each of words) expect(seen.add(each)).toBe(isNew(each));
    }),
  );
  for (let n = 0; n < 300_000; n += 1) if (seen.add(`word${n}`) !== isNew(`word${n}`)) expect.fail(`word${n}`);
  for (const each of all) if (seen.add(each)) expect.fail(each);
  seen.clear();
  expect(seen.add('word1')).toBe(true);
});

it('calls words new for which it has no room, each time', () => {
  const seen = new SeenWords();
  for (let n = 0; n < 530_000; n += 1) seen.add(`w${n}`);
  expect([seen.add('w1'), seen.add('w529999'), seen.add('w529999')]).toEqual([false, true, true]);
});
