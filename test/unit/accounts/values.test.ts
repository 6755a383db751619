import { describe, expect, test } from 'vitest';
import { sortValues, tidyList } from '../../../main/accounts/values.ts';
import { providers } from '../../../main/providers/registry.ts';

const info = providers.find((provider) => provider.info.kind === '8x8-chapi')!.info;

describe('account form values', () => {
  test('secrets and settings part ways, defaults fill in', () => {
    const { settings, secrets } = sortValues(info, { key: ' test_key_123 ', rooms: '', address: '', unknown: 'x' });
    expect(secrets).toEqual({ key: 'test_key_123' });
    expect(settings['rooms']).toBe('CHAPI sandbox');
    expect(JSON.stringify(settings)).not.toContain('test_key_123');
    expect(settings).not.toHaveProperty('unknown');
  });

  test('a missing key is named', () => {
    expect(() => sortValues(info, { key: '  ' })).toThrow(/key.* is missing/i);
  });

  test.each(['two words', 'line\nbreak', 'ключ', 'zero\u200bwidth'])(
    'a key that no header can carry is refused without being quoted: %j',
    (key) => {
      let text = '';
      try {
        sortValues(info, { key });
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
