/** Batches of changes and rows of the list, without a window around them. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../preload/contract/changes.ts';
import type { Message } from '../../preload/contract/domain.ts';
import { applied, keyed, lastWords } from '../../renderer/lib/state/keyed.ts';
import { mergeMessages, mergeOutbox, withoutArrived } from '../../renderer/lib/state/merge.ts';
import { buildRows, changedAtStart } from '../../renderer/lib/state/rows.ts';
import { account, day, message, minute, outboxItem } from './support/samples.ts';

const at = (id: number, order: number, part: Partial<Message> = {}) => message({ id, order, sentAt: order, ...part });
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe('messages', () => {
  test('sort by the service’s order, then by id, each once', () => {
    const merged = mergeMessages([at(1, 10), at(4, 30)], keyed([at(3, 20), at(2, 20), at(4, 30, { text: 'newer' })]), {
      hasOlder: false,
      hasNewer: false,
    });
    expect(ids(merged)).toEqual([1, 2, 3, 4]);
    expect(merged.at(-1)?.text).toBe('newer');
  });

  test('older arrivals wait for their page while there are pages', () => {
    const shown = [at(10, 100), at(11, 110)];
    expect(ids(mergeMessages(shown, keyed([at(2, 20), at(12, 120)]), { hasOlder: true, hasNewer: false }))).toEqual([10, 11, 12]);
    expect(ids(mergeMessages(shown, keyed([at(2, 20)]), { hasOlder: false, hasNewer: false }))).toEqual([2, 10, 11]);
    expect(mergeMessages(shown, keyed([at(10, 100, { text: 'changed' })]), { hasOlder: true, hasNewer: false })[0]?.text).toBe('changed');
  });

  test('the last word about an id counts, in the order of the batch', () => {
    const changes: Change[] = [
      { type: 'upsert', object: 'account', value: account({ id: 'a', name: 'one' }) },
      { type: 'delete', object: 'account', id: 'a' },
      { type: 'upsert', object: 'account', value: account({ id: 'a', name: 'two' }) },
      { type: 'upsert', object: 'account', value: account({ id: 'b' }) },
      { type: 'delete', object: 'account', id: 'b' },
    ];
    const before = keyed([account({ id: 'a' }), account({ id: 'b' }), account({ id: 'c' })]);
    const after = applied(before, lastWords(changes, 'account'));
    expect([...after.keys()]).toEqual(['a', 'c']);
    expect(after.get('a')?.name).toBe('two');
    expect(before.size).toBe(3);
    expect(applied(before, lastWords([], 'account'))).toBe(before);
  });
});

describe('the outbox', () => {
  test('keeps the order of writing', () => {
    const first = outboxItem({ id: 'b', createdAt: 1 });
    const second = outboxItem({ id: 'a', createdAt: 2 });
    expect(mergeOutbox([second], new Map([['b', first]])).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(mergeOutbox([first, second], new Map([['b', null]])).map(({ id }) => id)).toEqual(['a']);
  });

  test('a confirmed item stays until its message is there', () => {
    const item = outboxItem({ state: 'confirmed', messageId: 7 });
    expect(withoutArrived([item], [])).toEqual([item]);
    expect(withoutArrived([item], [at(7, 70)])).toEqual([]);
    expect(withoutArrived([{ ...item, messageId: null }], [])).toEqual([]);
  });
});

describe('rows', () => {
  const noon = new Date(2025, 10, 20, 12).getTime();
  const said = (id: number, after: number, part: Partial<Message> = {}) =>
    message({ id, sentAt: noon + after, order: noon + after, ...part });
  const shape = (messages: Message[], unread: number | null = null) =>
    buildRows({ messages, outbox: [], gaps: [], firstUnread: unread, hasNewer: false }).map((row) =>
      row.kind === 'message' ? (row.starts ? 'first' : 'next') : row.kind,
    );

  test('one author within five minutes is a group', () => {
    expect(shape([said(1, 0), said(2, minute), said(3, 20 * minute)])).toEqual(['top', 'day', 'first', 'next', 'first', 'end']);
    expect(shape([said(1, 0), said(2, minute, { authorId: 'jo', authorName: 'Jo' })])).toEqual(['top', 'day', 'first', 'first', 'end']);
    expect(shape([said(1, 0), said(2, minute, { mine: true })])).toEqual(['top', 'day', 'first', 'first', 'end']);
  });

  test('a new day and the first unread message start groups', () => {
    expect(shape([said(1, 0), said(2, day)])).toEqual(['top', 'day', 'first', 'day', 'first', 'end']);
    expect(shape([said(1, 0), said(2, minute)], 2)).toEqual(['top', 'day', 'first', 'unread', 'first', 'end']);
  });

  test('only growth at the start keeps the place from the end', () => {
    const rows = (...messages: Message[]) => buildRows({ messages, outbox: [], gaps: [], firstUnread: null, hasNewer: false });
    const two = rows(said(2, minute), said(3, 2 * minute));
    expect(changedAtStart(two, rows(said(1, 0), said(2, minute), said(3, 2 * minute)))).toBe(true);
    expect(changedAtStart(two, rows(said(2, minute), said(3, 2 * minute), said(4, 3 * minute)))).toBe(false);
    expect(changedAtStart(rows(), two)).toBe(false);
  });
});
