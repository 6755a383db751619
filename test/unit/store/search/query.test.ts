import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../../main/store/search/dates.ts';
import { parseQuery } from '../../../../main/store/search/parse.ts';
import { incoming } from '../sample.ts';
import { latest, storeWithConversation } from '../temporary-store.ts';

/** Five hours behind Greenwich. */
const calendar: Calendar = { today: [2026, 2, 1], startOf: (year, month, day) => Date.UTC(year, month, day, 5) };
const read = (text: string) => parseQuery(text, calendar);
const span = (text: string) => read(text).conditions[0]?.requirement;
const at = (year: number, month: number, day: number) => calendar.startOf(year, month - 1, day);

describe('a query', () => {
  it('understands any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void read(text)));
  });

  it('is the same when it says a thing twice', () => {
    const typed = 'tea -milk nonsense:x in:';
    expect(read(`${typed} ${typed}`)).toEqual(read(typed));
  });

  it.each([
    ['on:2026-02-28', at(2026, 2, 28), at(2026, 3, 1)],
    ['on:2024-02', at(2024, 2, 1), at(2024, 3, 1)],
    ['on:2025', at(2025, 1, 1), at(2026, 1, 1)],
    ['on:today', at(2026, 3, 1), at(2026, 3, 2)],
    ['on:Yesterday', at(2026, 2, 28), at(2026, 3, 1)],
    ['before:2026-01', Number.NEGATIVE_INFINITY, at(2026, 1, 1)],
    ['after:2026-01', at(2026, 2, 1), Number.POSITIVE_INFINITY],
  ])('takes %s in the local time zone', (text, from, to) => {
    expect(span(text)).toEqual({ kind: 'sent', span: { from, to } });
  });

  it.each([
    ['on:2026-02-29', 'on:2026-02-29', 'needs a day'],
    ['before:', 'before:', 'needs a day'],
    ['from:""', 'from:""', 'needs a name'],
    ['is:late', 'is:late', 'takes unread'],
    ['has:', 'has:', 'takes link or edit'],
    ['— word', '—', 'no letter'],
    ['colour:red', 'colour:', 'no operator'],
    ['constructor:x', 'constructor:', 'no operator'],
    ['"never closed', '"never closed', 'no partner'],
  ])('says what of “%s” it left out', (text, ignored, reason) => {
    expect(read(text).ignored).toEqual([{ text: ignored, reason: expect.stringContaining(reason) }]);
  });

  it.each(['https://example.com', 'at 12:30', 'a-b', 'well - known'.replace(' - ', '-')])('has nothing to say about “%s”', (text) => {
    expect(read(text).ignored).toEqual([]);
  });
});

it('finds what is asked for, and nothing else', async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [
    incoming(1, { text: 'Café crème' }),
    incoming(2, { text: '世界平和 👍🏽' }),
    incoming(3, { text: 'หวัดดี', authorId: 'zoe', authorName: 'Zoe\u0308' }),
  ]);
  const [coffee, peace, hello] = ['Café crème', '世界平和 👍🏽', 'หวัดดี'];
  for (const [what, query, found] of [
    ['nothing', '', []],
    ['what makes no sense', 'before:never is:late', []],
    ['a word, whatever its accents and letters', 'CREME', [coffee]],
    ['the beginning of a word', 'ca', [coffee]],
    ['the middle of a word', 'rem', [coffee]],
    ['two letters in the middle of a word', 'af', []],
    ['a phrase', '"café crème"', [coffee]],
    ['the beginning of a phrase', '"café cr"', []],
    ['characters of a script without spaces', '界平', [peace]],
    ['one such character', '和', [peace]],
    ['an emoji', '👍', [peace]],
    ['all but a word', '-crème', [hello, peace]],
    ['letters between which a vowel sign stands', 'วด', []],
    ['an author', 'from:zoë', [hello]],
    ['a conversation', 'in:room -from:ana', [hello]],
    ['a service', 'service:connect', [hello, peace, coffee]],
  ] as const) {
    const page = await store.searchPage({ query, order: 'newest', continueAt: null, limit: 9, now: 0, services: { '8x8': '8x8 Connect' } });
    expect(
      page.hits.map((hit) => hit.message.text),
      what,
    ).toEqual(found);
  }
});

it.each([
  ['"to be"', ['be or to be', 'to, be', 'to be or not to be']],
  ['"to be or"', ['to be or not to be']],
  ['"be or not"', ['to be or not to be']],
  ['"to be or not to be"', ['to be or not to be']],
  ['"to better"', ['to better']],
  ['or -"to be"', ['or']],
  ['be -"to be or"', ['be or to be', 'to, be', 'to better', 'to 👍 be']],
  ['"3 14"', ['3.14']],
  ['"to 👍"', ['to 👍 be']],
  ['"bo li"', ['Bo Li’s']],
])('finds the short words of %s only where they stand in a row', async (query, found) => {
  const { store, conversation } = await storeWithConversation();
  const said = ['to be or not to be', 'to 👍 be', 'to better', 'to, be', 'be or to be', 'or', '3.14', 'Bo Li’s'];
  await latest(
    store,
    conversation.id,
    said.map((text, n) => incoming(n, { text, authorName: 'Somebody' })),
  );
  const { hits } = await store.searchPage({ query, order: 'newest', continueAt: null, limit: 9, now: 0, services: {} });
  expect(hits.map((hit) => hit.message.text)).toEqual(found);
});

it('finds a fragment in each of hundreds of words, and leaves out what holds one of them', async () => {
  const { store, conversation } = await storeWithConversation();
  const said = Array.from({ length: 300 }, (_, n) => (n % 3 === 2 ? `other${n}` : `a${n}middle${n}`));
  await latest(
    store,
    conversation.id,
    said.map((text, n) => incoming(n, { text })),
  );
  const newestFirst = said.toReversed();
  const isMiddle = (text: string) => text.includes('middle');
  for (const [query, found] of [
    ['iddl', newestFirst.filter(isMiddle)],
    ['iddl in:room', newestFirst.filter(isMiddle)],
    ['other iddl', []],
    ['in:room -iddl', newestFirst.filter((text) => !isMiddle(text))],
    ['from:ana -iddl -"other299"', newestFirst.filter((text) => !isMiddle(text) && text !== 'other299')],
  ] as const) {
    const { hits } = await store.searchPage({ query, order: 'newest', continueAt: null, limit: 500, now: 0, services: {} });
    expect(
      hits.map((hit) => hit.message.text),
      query,
    ).toEqual(found);
  }
});
