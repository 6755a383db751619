import { describe, expect, test } from 'vitest';
import { changeValues, sameAccount, sortValues, tidyList } from '../../../main/accounts/values.ts';
import { Problem } from '../../../main/problem.ts';
import { providers } from '../../../main/providers/registry.ts';

const { fields } = providers.find((provider) => provider.info.kind === '8x8-chapi')!.info;
const withoutAddress = fields.filter((field) => field.type !== 'address');

describe('account form values', () => {
  test('secrets and settings part ways, defaults fill in', () => {
    const { settings, secrets } = sortValues(fields, { key: ' test_key_123 ', rooms: '', address: '', unknown: 'x' });
    expect(secrets).toEqual({ key: 'test_key_123' });
    expect(settings['rooms']).toBe('CHAPI sandbox');
    expect(JSON.stringify(settings)).not.toContain('test_key_123');
    expect(settings).not.toHaveProperty('unknown');
  });

  test('a missing key is named, also at its field', () => {
    const problem = new Problem('invalid-argument', '“API key” is missing.', { key: '“API key” is missing.' });
    expect(() => sortValues(fields, { key: '  ' })).toThrow(problem);
  });

  test('the word that plain http will do is kept where there is an address, and nothing else under its name', () => {
    const key = 'test_key_123';
    expect(sortValues(fields, { key, plainHttp: 'yes' }).settings).toMatchObject({ plainHttp: 'yes' });
    expect(sortValues(fields, { key, plainHttp: 'maybe' }).settings).not.toHaveProperty('plainHttp');
    expect(sortValues(withoutAddress, { key, plainHttp: 'yes' }).settings).not.toHaveProperty('plainHttp');
  });

  test('that word was for one address: another takes a new one', () => {
    const before = { address: 'http://one.example', plainHttp: 'yes' };
    const agreed = (changed: Record<string, string>) => changeValues(fields, before, changed)['plainHttp'];
    expect(agreed({ rooms: 'a' })).toBe('yes');
    expect(agreed({ address: 'http://one.example' })).toBe('yes');
    expect(agreed({ address: 'http://two.example' })).toBe('');
    expect(agreed({ address: 'http://two.example', plainHttp: 'yes' })).toBe('yes');
  });

  test('other rooms are the same account; another key or server is not', () => {
    const one = { key: 'a', rooms: 'x' };
    expect(sameAccount(fields, one, { ...one, rooms: 'y', address: 'https://api.8x8.com/chat' })).toBe(true);
    expect(sameAccount(fields, one, { ...one, key: 'b' })).toBe(false);
    expect(sameAccount(fields, one, { ...one, address: 'https://other.example' })).toBe(false);
  });

  test.each(['two words', 'line\nbreak', 'ключ', 'zero\u200bwidth'])(
    'a key that no header can carry is refused without being quoted: %j',
    (key) => {
      let text = '';
      try {
        sortValues(fields, { key });
      } catch (error) {
        text = (error as Error).message;
      }
      expect(text).toMatch(/Copy it again/);
      expect(text).not.toContain(key);
    },
  );

  test('lists lose blanks and repeats, keep their order', () => {
    expect(tidyList(' b \r\n\n a\nb')).toBe('b\na');
  });
});
