import { describe, expect, test } from 'vitest';
import { everythingTwice, fieldsAdded, listsReversed, tenYears, tenYearsLater, typesSwapped } from '../../../main/rehearsal/change-json.ts';
import { json } from '../../../main/rehearsal/reply.ts';
import type { Reply } from '../../../main/rehearsal/reply.ts';

const changed = (change: (reply: Reply) => Reply, value: unknown) => JSON.parse(change(json(200, value)).body) as unknown;

describe('faults in JSON', () => {
  test.each([typesSwapped, fieldsAdded, everythingTwice, listsReversed, tenYearsLater])(
    'a body that is no JSON stays as it is',
    (change) => {
      const reply = { status: 401, headers: {}, body: 'No access token' };
      expect(change(reply)).toEqual(reply);
    },
  );

  test('types are swapped at any depth', () =>
    expect(changed(typesSwapped, { list: [{ id: 5, text: 'four', gone: null }] })).toEqual({
      list: [{ id: 'about 5', text: 4, gone: null }],
    }));

  test('every object gets fields nobody has heard of', () =>
    expect(changed(fieldsAdded, { a: [{}] })).toMatchObject({ hologram: { depth: 3 }, a: [{ mood: ['calm', null] }] }));

  test('what has an id comes twice, lines without one do not', () => {
    expect(changed(everythingTwice, { list: [{ id: 1 }, { id: 2 }], lines: [{ text: 'a' }] })).toEqual({
      list: [{ id: 1 }, { id: 1 }, { id: 2 }, { id: 2 }],
      lines: [{ text: 'a' }],
    });
  });

  test('every list is the other way round', () => expect(changed(listsReversed, [[1, 2], [3]])).toEqual([[3], [2, 1]]));

  test.each([
    [1700000000, 1700000000 + tenYears / 1000],
    [1700000000123, 1700000000123 + tenYears],
    [1700000000123456, 1700000000123456 + tenYears * 1000],
    ['1700000000', String(1700000000 + tenYears / 1000)],
    ['2021-04-26T22:25:35.000000Z', '2031-04-26T22:25:35.000000Z'],
    ['2021-04-26T22:25:35Z', '2031-04-26T22:25:35Z'],
    [17, 17],
    ['+31970555123', '+31970555123'],
    ['2021-04-26', '2021-04-26'],
  ])('%j ten years later', (value, later) => expect(changed(tenYearsLater, { value })).toEqual({ value: later }));
});
