import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { quote } from '../../../main/providers/quote.ts';
import { key } from './support.ts';

describe('quoting a service', () => {
  test('short words in one line', () => expect(quote(' Too\n\tlong\u0007 ', [key])).toBe(' “Too long”'));
  test('nothing, markup', () => expect([quote(null, []), quote('  ', []), quote('<b>no</b>', [])]).toEqual(['', '', '']));
  test('is cut at 160 characters', () => expect(quote('é'.repeat(500), [])).toHaveLength(163));

  test('never what resembles the key', () => {
    expect(quote(`The key ${key} is unknown`, [key])).toBe('');
    expect(quote(`The key ${key.toUpperCase()} is unknown`, [key])).toBe('');
    expect(quote(`The key …${key.slice(-8)} is unknown`, [key])).toBe('');
    expect(quote('ab', ['ab'])).toBe('');
  });

  test('never eight characters in a row of any secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (secret, before, after) => {
        const said = quote(before + secret + after, [secret]);
        for (let start = 0; start + 8 <= secret.length; start += 1) expect(said.includes(secret.slice(start, start + 8))).toBe(false);
      }),
    );
  });
});
