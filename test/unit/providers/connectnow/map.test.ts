import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMessage, toTitled } from '../../../../main/providers/connectnow/map.ts';
import { microseconds, orderOf } from '../../../../main/providers/connectnow/moment.ts';
import { toListing } from '../../../../main/providers/connectnow/paging.ts';
import { personIn } from '../../../../main/providers/connectnow/person.ts';
import { toSlice } from '../../../../main/providers/connectnow/reading.ts';
import { stringIn } from '../../../../main/providers/connectnow/pick.ts';
import { chatPasswordNames, tokenNames } from '../../../../main/providers/connectnow/assumptions.ts';
import { Protocol } from '../../../../main/providers/errors.ts';

const wire = {
  id: 7,
  chat_user_id: 3,
  message: 'Hello',
  created_at: '2021-04-26T22:25:35.123456Z',
  updated_at: '2021-04-26T22:25:35.123456Z',
};

describe('times (4.3)', () => {
  test.each([
    ['2021-04-26T22:25:35.000000Z', 1619475935000000],
    ['2021-04-26T22:25:35.123456Z', 1619475935123456],
    ['2021-04-26T22:25:35.5Z', 1619475935500000],
    ['2021-04-26T22:25:35Z', 1619475935000000],
    ['2021-04-26 22:25:35', 1619475935000000],
    ['2021-04-26T23:25:35.000001+01:00', 1619475935000001],
    ['2021-04-26', null],
    ['yesterday', null],
    ['', null],
    ['2021-13-45T99:00:00Z', null],
    ['9999-12-31T23:59:59.999999Z', null],
  ])('%s', (text, value) => expect(microseconds(text)).toBe(value));

  test('whole seconds and milliseconds leave room for the id', () => {
    expect(orderOf(1619475935000000, '7')).toBe(1619475935000007);
    expect(orderOf(1619475935000000, '2000008')).toBe(1619475935000008);
    expect(orderOf(1619475935123000, '2007')).toBe(1619475935123007);
    expect(orderOf(1619475935123456, '7')).toBe(1619475935123456);
    expect(orderOf(1619475935000000, '0b5f-uuid')).toBe(1619475935000000);
  });
});

describe('messages (4.3)', () => {
  test('as a sister API writes things', () => {
    expect(toMessage(wire, '[0]')).toEqual({
      remoteId: '7',
      text: 'Hello',
      sentAt: 1619475935123,
      order: 1619475935123456,
      editedAt: null,
      deleted: false,
      authorId: '3',
      author: null,
    });
  });

  test.each([
    [{ message: 'a', body: 'b', content: 'c', text: 'd' }, 'a'],
    [{ message: undefined, body: 'b', content: 'c', text: 'd' }, 'b'],
    [{ message: null, content: 'c', text: 'd' }, 'c'],
    [{ message: undefined, text: 'd' }, 'd'],
    [{ message: undefined }, ''],
  ])('text of %j', (fields, text) => expect(toMessage({ ...wire, ...fields }, '[0]').text).toBe(text));

  test.each([
    [{ chat_user_id: 3, user_id: 4 }, '3'],
    [{ chat_user_id: undefined, user_id: 4 }, '4'],
    [{ chat_user_id: undefined, chat_user: { id: 'u-5' } }, 'u-5'],
    [{ chat_user_id: undefined, user: { id: 6, name: 'Ana' } }, '6'],
    [{ chat_user_id: undefined, chatUser: { email: 'a@b.example' } }, 'a@b.example'],
    [{ chat_user_id: undefined, chat_user: 'odd' }, null],
    [{ chat_user_id: undefined }, null],
  ])('author id of %j', (fields, authorId) => expect(toMessage({ ...wire, ...fields }, '[0]').authorId).toBe(authorId));

  test('a change within a second of writing is none', () => {
    expect(toMessage({ ...wire, updated_at: '2021-04-26T22:25:36.000000Z' }, '[0]').editedAt).toBeNull();
    expect(toMessage({ ...wire, updated_at: '2021-04-26T22:30:00.000000Z' }, '[0]').editedAt).toBe(1619476200000);
    expect(toMessage({ ...wire, updated_at: 'never' }, '[0]').editedAt).toBeNull();
  });

  test('soft-deleted', () => {
    expect(toMessage({ ...wire, deleted_at: '2021-04-27T00:00:00.000000Z' }, '[0]').deleted).toBe(true);
    expect(toMessage({ ...wire, deleted_at: null }, '[0]').deleted).toBe(false);
  });

  test('ids are kept as strings', () => expect(toMessage({ ...wire, id: '9b2e-uuid' }, '[0]').remoteId).toBe('9b2e-uuid'));

  test.each([
    [{ ...wire, id: null }, '“[0].id”'],
    [{ ...wire, id: '' }, '“[0].id”'],
    [{ ...wire, message: 17 }, '“[0].message”'],
    [{ ...wire, created_at: 17 }, '“[0].created_at”'],
    [{ ...wire, created_at: 'soon' }, '“[0].created_at” is no time'],
    ['text', '“[0]”'],
    [null, '“[0]”'],
  ])('%j is refused with its path', (json, words) => {
    expect(() => toMessage(json, '[0]')).toThrow(Protocol);
    expect(() => toMessage(json, '[0]')).toThrow(words);
  });
});

describe('people (4.3)', () => {
  test.each([
    [
      { id: 1, name: 'Ana', surname: 'Lima', email: 'Ana@B.example' },
      { id: '1', name: 'Ana Lima', email: 'ana@b.example' },
    ],
    [{ data: { id: 1, name: 'Ana' } }, { id: '1', name: 'Ana', email: null }],
    [
      { id: 1, name: ' ', surname: null, email: 'a@b.example' },
      { id: '1', name: 'a@b.example', email: 'a@b.example' },
    ],
    [
      { token: 't', chat_user: { id: 4, surname: 'Lima' } },
      { id: '4', name: 'Lima', email: null },
    ],
    [{ token: 't' }, null],
    ['a token', null],
    [undefined, null],
    [{ id: {} }, null],
  ])('%j', (json, person) => expect(personIn(json)).toEqual(person));
});

describe('titles (4.3)', () => {
  test.each([
    [{ id: 1, name: 'a', title: 'b', subject: 'c' }, 'a'],
    [{ id: 1, title: 'b', subject: 'c' }, 'b'],
    [{ id: 1, name: '  ', subject: 'c' }, null],
    [{ id: 1, subject: 'c' }, 'c'],
    [{ id: 1 }, null],
  ])('%j', (json, title) => expect(toTitled(json, 'a chat', '[0]').title).toBe(title));

  test.each([
    [{ company: { name: 'Tidewater' }, company_id: 3 }, 'Tidewater', '3'],
    [{ company_name: 'Fenwick' }, 'Fenwick', null],
    [{ company: null, company_id: 'c-4' }, null, 'c-4'],
  ])('company of %j', (fields, company, companyId) => {
    expect(toTitled({ id: 1, ...fields }, 'a chat', '[0]')).toMatchObject({ company, companyId });
  });
});

describe('lists (4.4)', () => {
  const page = { current_page: 1, data: [1], next_page_url: 'http://127.0.0.1:8000/x?page=2', per_page: 15, path: '/x' };
  test.each([
    ['simple paginator', page, { items: [1], more: true, size: 15 }],
    ['last page', { ...page, next_page_url: null }, { items: [1], more: false, size: 15 }],
    ['no link at all', { data: [] }, { items: [], more: false, size: null }],
    ['bare array', [1, 2], { items: [1, 2], more: false, size: null }],
    ['data, links, meta', { data: [1], links: { next: 'x' }, meta: { per_page: 15 } }, { items: [1], more: true, size: 15 }],
    ['its last page', { data: [1], links: { next: null }, meta: {} }, { items: [1], more: false, size: null }],
    ['links of the longer paginator', { ...page, links: [{ url: null }] }, { items: [1], more: true, size: 15 }],
  ])('%s', (_, json, listing) => expect(toListing(json, 'chats')).toEqual(listing));

  test.each([[null], ['text'], [{}], [{ data: {} }], [{ message: 'Unauthenticated.' }], [{ ...page, next_page_url: 17 }]])(
    '%j is no list',
    (json) => {
      expect(() => toListing(json, 'chats')).toThrow('ConnectNow Chat answered with something that is not a list of chats.');
    },
  );
});

describe('a token or password in an answer (4.2)', () => {
  test.each([
    [{ token: 'x' }, 'x'],
    [{ chat_user_token: 'x' }, 'x'],
    [{ access_token: 'x' }, 'x'],
    [{ plainTextToken: 'x' }, 'x'],
    [{ data: { token: 'x' } }, 'x'],
    [{ data: { plainTextToken: 'x' } }, 'x'],
    [{ data: 'x' }, 'x'],
    ['x', 'x'],
    [{ token: '' }, null],
    [{ token: 17 }, null],
    [{ message: 'sent' }, null],
    [undefined, null],
    [[], null],
  ])('token in %j', (json, token) => expect(stringIn(json, tokenNames)).toBe(token));

  test.each([
    [{ password: 'x' }, 'x'],
    [{ data: { password: 'x' } }, 'x'],
    [{ url: 'x' }, 'x'],
    [{ link: 'x' }, 'x'],
    ['x', 'x'],
    [{}, null],
  ])('password in %j', (json, password) => expect(stringIn(json, chatPasswordNames)).toBe(password));
});

test('any JSON gives sorted, unique messages or a Protocol error', () => {
  const time = fc.oneof(
    fc.constantFrom('2021-04-26T22:25:35.000000Z', '2021-04-26T22:25:35.000001Z', '2022-01-01 00:00:00'),
    fc.jsonValue(),
  );
  const loose = fc.record(
    {
      id: fc.oneof(fc.nat(5), fc.string(), fc.jsonValue()),
      message: fc.oneof(fc.string(), fc.jsonValue()),
      created_at: time,
      chat_user: fc.jsonValue(),
    },
    { requiredKeys: ['created_at'] },
  );
  const valid = fc.record({
    id: fc.nat(4),
    body: fc.string(),
    created_at: fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  });
  const items = fc.oneof(fc.array(loose), fc.array(valid), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.oneof(
        items,
        items.map((data) => ({ data })),
      ),
      (json) => {
        let slice;
        try {
          slice = toSlice(toListing(json, 'messages'), 249);
        } catch (error) {
          expect(error).toBeInstanceOf(Protocol);
          return;
        }
        const { messages } = slice;
        expect(new Set(messages.map((message) => message.remoteId)).size).toBe(messages.length);
        for (const [index, message] of messages.entries()) {
          expect(Number.isSafeInteger(message.order) && Number.isSafeInteger(message.sentAt) && message.remoteId !== '').toBe(true);
          if (index > 0) expect(messages[index - 1]!.order).toBeLessThanOrEqual(message.order);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
