/** Whatever is stored and whatever is asked: searching finds what looking at every message by the definition (`meaning.ts`) finds. */
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { IncomingMessage, Store } from '../../../../main/store/contract.ts';
import { asReader, type ReaderDatabase } from '../../../../main/store/database.ts';
import { connectReader, connectWriter } from '../../../../main/store/connections.ts';
import { findMessages } from '../../../../main/store/queries/messages.ts';
import { bindQuery } from '../../../../main/store/search/bind.ts';
import { localCalendar } from '../../../../main/store/search/dates.ts';
import { highlights, matches, Subject } from '../../../../main/store/search/meaning.ts';
import { parseQuery } from '../../../../main/store/search/parse.ts';
import { findTerm, hasTerm, termOf, type Term } from '../../../../main/store/search/term.ts';
import { Words } from '../../../../main/store/search/words.ts';
import type { Pace } from '../../../../main/store/search/plan.ts';
import { scored, Searcher } from '../../../../main/store/search/run.ts';
import { scoreOf } from '../../../../main/store/search/score.ts';
import { Surroundings } from '../../../../main/store/search/surroundings.ts';
import { findUnsent } from '../../../../main/store/search/unsent.ts';
import { account, base, incoming, outgoing } from '../sample.ts';
import { latest, openAt, temporaryFolder } from '../temporary-store.ts';

const now = base + 3 * 864e5;
const services = { '8x8': '8x8 Connect', spika: 'Spika' };
const other = { ...account, id: 'b0000000-0000-4000-8000-000000000000', kind: 'spika', name: 'Café two' };

/** Few words, in many writings, so that what is asked is often there. */
const bits = [
  'cafe',
  'Café',
  'cafe\u0301',
  'CAFETERIA',
  'decaf',
  'naïve',
  'STRASSE',
  'straße',
  'été',
  'd’été',
  'e-mail',
  '3.14',
  'a',
  'b',
  'ab',
  'abc',
  'xabcx',
  'σοφός',
  'ΣΟΦΌΣ',
  'й',
  'привет',
  'שָׁלוֹם',
  'שלום',
  'مرحبا',
  'مَرْحَبًا',
  '世界',
  '世',
  '界',
  '世界平和',
  '平和 世界',
  'ガラス',
  'ｶﾞﾗｽ',
  'かな',
  '한국어',
  '한',
  '한',
  'กำลัง',
  'กำ',
  'ວັນ',
  'ភាសា',
  'မြန်',
  'हिन्दी',
  'हिं',
  '👍',
  '👍🏽',
  '👩‍👩‍👧',
  '👩',
  '❤️',
  '❤',
  '🇩🇪',
  '🇩🇪🇫🇷',
  '1️⃣',
  '①',
  '㎏',
  '½',
  'ﬁn',
  'Ａｂｃ',
  '\u200f',
  '\ud83d',
  '-',
  '—',
  '"',
  ':',
  '·',
  '·1',
  '*',
  'NEAR',
  'OR',
  '@Ana',
  'Ana Lin',
  'https://example.com/cafe',
  'x'.repeat(70),
  'x'.repeat(140),
  '\0',
  '\n',
];
const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...bits) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
const text = fc.array(fc.tuple(word, fc.constantFrom(' ', ' ', '', ', ')), { maxLength: 6 }).map((parts) => parts.flat().join(''));
const name = fc.constantFrom('Ana', 'Ana Lin', 'Émile', '世界', '👍', '', 'Ανδρέας', 'ana b');
const message = fc.record({ text, name, room: fc.nat(2), mine: fc.boolean(), edited: fc.boolean(), deleted: fc.nat(8), gap: fc.nat(3) });

const value = fc.oneof(
  word,
  fc.constantFrom(
    'ana',
    'room',
    'café',
    'two',
    'spika',
    '8x8',
    'blue',
    'today',
    'yesterday',
    '2025',
    '2025-06',
    '2025-06-15',
    '2025-02-30',
    'unread',
    'sent',
    'failed',
    'pinned',
    'saved',
    'mention',
    'link',
    'edit',
  ),
);
const operator = fc.constantFrom('from', 'in', 'account', 'service', 'before', 'after', 'on', 'is', 'has', 'label', 'nonsense');
const quoted = (inner: fc.Arbitrary<string>) => fc.tuple(inner, fc.constantFrom('"', '"', '')).map(([each, end]) => `"${each}${end}`);
const part = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 2, arbitrary: quoted(text) },
  { weight: 4, arbitrary: fc.tuple(operator, fc.oneof(value, quoted(value))).map(([name, each]) => `${name}:${each}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('is', 'has'), fc.constantFrom('unread', 'sent', 'failed', 'pinned', 'saved', 'mention', 'link', 'edit'))
      .map((pair) => pair.join(':')),
  },
);
const query = fc
  .array(fc.tuple(fc.constantFrom('', '', '-'), part), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map((each) => each.join('')).join(' '));

/** Small steps: with so few messages the first source of a plan would always do. */
const hastyPace: Pace = { first: 2, tried: 2, most: 3_000, fewUnread: 1 };

const dated = (n: number) => base + n * 36e5;

/** The same rules without any index. */
function lookAtAll(db: ReaderDatabase, typed: string, best: boolean): { ids: number[]; count: number } {
  const surroundings = new Surroundings(db);
  surroundings.called(services);
  surroundings.follow();
  const conditions = bindQuery(parseQuery(typed, localCalendar(now)), surroundings);
  const saved = new Set(db.all<{ id: number }>('SELECT message_id AS id FROM saved_messages').map(({ id }) => id));
  const all = findMessages(
    db,
    db.all<{ id: number }>('SELECT id FROM messages').map(({ id }) => id),
  ).reverse();
  const found = all
    .map((message) => ({
      id: message.id,
      subject: new Subject({ ...message, edited: message.editedAt !== null, saved: saved.has(message.id), failed: false }),
    }))
    .filter(({ subject }) => matches(conditions, subject));
  if (best) expect(found.length).toBeLessThan(scored);
  const score = ({ subject }: (typeof found)[number]) => (best ? scoreOf(conditions, subject) : 0);
  const ids = found.sort((a, b) => score(b) - score(a) || b.id - a.id).map(({ id }) => id);
  return { ids, count: ids.length + findUnsent(db, conditions).length };
}

async function pageThrough(store: Store, typed: string, order: 'newest' | 'best', limit: number) {
  const hits = [];
  for (let continueAt: string | null = null, pages = 0; pages < 100; pages += 1) {
    const page = await store.searchPage({ query: typed, order, continueAt, limit, now, services });
    hits.push(...page.hits);
    continueAt = page.next;
    if (continueAt === null) break;
  }
  return hits;
}

it('finds what looking at every message finds, in the same order, page by page', async () => {
  const file = join(temporaryFolder(), 'parley.db');
  const { store } = await openAt(file);
  const rooms: { id: number }[] = [];
  await store.addAccount(account);
  await store.addAccount(other);
  for (const [accountId, title] of [
    [account.id, 'Room'],
    [account.id, 'Café 世界'],
    [other.id, 'two rooms'],
  ] as const)
    rooms.push(await store.addConversation({ accountId, remoteId: title, title }));
  const writer = connectWriter(file);
  writer.exec(`INSERT INTO labels (id, name, hue) VALUES (1, 'Blue', 1); UPDATE accounts SET own_author_id = 'Ana Lin'`);
  writer.prepare('INSERT INTO conversation_labels VALUES (?, 1)').run(rooms[0]!.id);
  writer.prepare('UPDATE conversations SET pinned_at = 1 WHERE id = ?').run(rooms[1]!.id);
  const reader = connectReader(file);
  const db = asReader(reader);
  const hasty = new Searcher(db, () => {}, hastyPace);
  let messages = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 12 }),
      fc.array(query, { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      async (more, queries, limit) => {
        for (const each of more) {
          messages += 1;
          const sentAt = dated(messages % 90) + each.gap;
          const arrived: IncomingMessage = incoming(messages, {
            text: each.text,
            authorId: each.name,
            authorName: each.name,
            sentAt,
            order: sentAt,
            mine: each.mine,
            ...(each.edited && { editedAt: sentAt + 1 }),
          });
          const { id } = rooms[each.room]!;
          await latest(store, id, [arrived]);
          // What is deleted at the service is kept as it was last read.
          if (each.deleted === 0) await latest(store, id, [{ ...arrived, deleted: true, text: '' }]);
          if (each.deleted === 1) writer.exec('INSERT OR IGNORE INTO saved_messages SELECT max(id), 1 FROM messages');
        }
        for (const typed of queries) {
          for (const order of ['newest', 'best'] as const) {
            const wanted = lookAtAll(db, typed, order === 'best');
            const hits = await pageThrough(store, typed, order, order === 'best' ? 60 : limit * 5);
            expect(
              hits.map((hit) => hit.message.id),
              typed,
            ).toEqual(wanted.ids);
            const page = hasty.page({ query: typed, order, continueAt: null, limit: 500, now, services });
            expect(page.hits, typed).toEqual(hits);
            if (order === 'newest')
              expect(await store.searchCount({ query: typed, now, services }), typed).toEqual({ count: wanted.count, more: false });
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  reader.close();
  writer.close();
}, 120_000);

/** The same rule with every word of the text taken apart. */
function lookAtEveryWord({ words, fit }: Term, { list }: Words): boolean {
  const fits = (have: string, want: string) =>
    fit === 'whole' ? have === want : fit === 'begins' ? have.startsWith(want) : have.includes(want);
  return list.some((_word, start) =>
    words.every((word, n) => {
      const have = list[start + n]?.text;
      return have !== undefined && (n < words.length - 1 ? have === word.text : fits(have, word.text));
    }),
  );
}

it('looks around where a word may stand, and finds what taking the whole text apart finds', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom('whole', 'begins', 'within'), (said, typed, fit) => {
      const term = termOf(typed, fit);
      if (!term) return;
      const words = new Words(said);
      expect(hasTerm(term, words)).toBe(lookAtEveryWord(term, words));
      const places = findTerm(term, words);
      expect(places.length > 0).toBe(hasTerm(term, words));
      for (const [n, { from }] of places.entries()) if (n > 0) expect(from).toBeGreaterThan(places[n - 1]!.from);
    }),
    { numRuns: 5000 },
  );
});

it.each([
  ['が', 'Aが'],
  ['が', 'が A'],
  ['か', 'Aか'],
])('knows %s beside letters of other scripts: %s', (typed, said) => {
  expect(hasTerm(termOf(typed, 'begins')!, new Words(said))).toBe(true);
  expect(hasTerm(termOf(typed === 'か' ? 'が' : 'か', 'begins')!, new Words(said))).toBe(false);
});

it('names each place once, from the first to the last, however it was told', () => {
  const places = findTerm(termOf('ab', 'begins')!, new Words('ab,ab’abc ab'));
  expect(places).toEqual([0, 3, 6, 10].map((from) => ({ from, to: from + 2 })));
});

it('answers for a long phrase in a long text that repeats its words', () => {
  const words = new Words('a '.repeat(500_000));
  expect(hasTerm(termOf('a '.repeat(499) + 'b', 'whole')!, words)).toBe(false);
  expect(hasTerm(termOf('a '.repeat(500), 'whole')!, words)).toBe(true);
});

it('highlights nothing but what matched, and all of it', () => {
  const position = localCalendar(now);
  fc.assert(
    fc.property(text, query, (said, typed) => {
      const conditions = parseQuery(typed, position).conditions.filter(
        ({ requirement, negated }) => requirement.kind === 'words' && !negated,
      );
      const bound = conditions.flatMap(({ requirement }) =>
        requirement.kind === 'words'
          ? [{ requirement: { kind: requirement.kind, term: requirement.term, names: new Set<string>() }, negated: false } as const]
          : [],
      );
      const well = said.toWellFormed();
      const facts = {
        text: well,
        authorName: '',
        conversationId: 1,
        sentAt: 0,
        mine: false,
        unread: false,
        saved: false,
        edited: false,
        failed: false,
      };
      const { inText } = highlights(bound, new Subject(facts));
      let end = -1;
      for (const { from, to } of inText) {
        expect(from).toBeGreaterThanOrEqual(Math.max(end, 0));
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(well.length);
        expect(well.slice(from, to).isWellFormed()).toBe(true);
        end = to;
      }
      // Without the marked stretches none of the conditions is met any more.
      const rest = inText.reduceRight((left, { from, to }) => `${left.slice(0, from)} ${left.slice(to)}`, well);
      if (inText.length > 0) expect(bound.some((one) => matches([one], new Subject(facts)))).toBe(true);
      else expect(bound.some((one) => matches([one], new Subject({ ...facts, text: rest })))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

it('finds items of the outbox that were never delivered', async () => {
  const { store } = await openAt(join(temporaryFolder(), 'parley.db'));
  await store.addAccount(account);
  const room = await store.addConversation({ accountId: account.id, remoteId: 'r', title: 'Room' });
  for (const [n, words] of ['first words', 'second', 'other words'].entries()) {
    await store.enqueue(outgoing(`o${n}`, room.id, words, { createdAt: base + n }));
    if (n !== 1) await store.settle({ id: `o${n}`, state: 'failed', endedAt: base, outcome: 'not-delivered', reason: '' });
  }
  const ask = async (typed: string) =>
    (await store.searchPage({ query: typed, order: 'newest', continueAt: null, limit: 9, now, services })).unsent;
  expect(await ask('is:failed')).toEqual(['o2', 'o0']);
  expect(await ask('is:failed first')).toEqual(['o0']);
  expect(await ask('is:failed in:elsewhere')).toEqual([]);
  expect(await ask('words')).toEqual([]);
});
