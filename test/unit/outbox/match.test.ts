import { describe, expect, it } from 'vitest';
import { matchSent, sameText, type Candidate, type SentItem } from '../../../main/outbox/match.ts';

function item(id: string, text: string, more: Partial<SentItem> = {}): SentItem {
  return { id, text, renderedText: null, state: 'sent', anchorOrder: 100, ...more };
}

function candidate(messageId: number, text: string, more: Partial<Candidate> = {}): Candidate {
  return { messageId, authorId: 'bot', text, order: 100 + messageId, mine: false, ...more };
}

function pairs(items: SentItem[], candidates: Candidate[], own: string | null = null): string[] {
  return matchSent(items, candidates, own).map(({ itemId, messageId }) => `${itemId}${messageId}`);
}

describe('a message is the item’s', () => {
  it('when it carries the text and is newer than the anchor', () => {
    expect(pairs([item('a', 'hi')], [candidate(1, 'hi')])).toEqual(['a1']);
    expect(pairs([item('a', 'hi')], [candidate(1, 'hi', { order: 100 })])).toEqual([]);
    expect(pairs([item('a', 'hi', { anchorOrder: null })], [candidate(1, 'hi', { order: -5 })])).toEqual(['a1']);
    expect(pairs([item('a', 'hi')], [candidate(1, 'hi!')])).toEqual([]);
  });

  it('when it carries the text as the service rendered it', () => {
    expect(pairs([item('a', ':smile: hi', { renderedText: '😀 hi' })], [candidate(1, '😀 hi')])).toEqual(['a1']);
  });

  it('only when it is by us, once we know who we are', () => {
    const candidates = [candidate(1, 'ok', { authorId: 'ana' }), candidate(2, 'ok')];
    expect(pairs([item('a', 'ok')], candidates)).toEqual(['a1']);
    expect(pairs([item('a', 'ok')], candidates, 'bot')).toEqual(['a2']);
    expect(pairs([item('a', 'ok')], candidates, 'nobody')).toEqual([]);
    const oursForSure = [...candidates, candidate(3, 'ok', { authorId: 'other device', mine: true })];
    expect(pairs([item('a', 'ok')], oursForSure, 'nobody')).toEqual(['a3']);
  });
});

describe('the same words several times', () => {
  it('are paired in order, each once', () => {
    const items = ['a', 'b', 'c'].map((id) => item(id, 'ok'));
    expect(pairs(items, [candidate(3, 'ok'), candidate(1, 'ok')])).toEqual(['a1', 'b3']);
  });

  it('respect each item’s own anchor', () => {
    const items = [item('a', 'ok', { anchorOrder: 105 }), item('b', 'ok', { anchorOrder: 100 })];
    expect(pairs(items, [candidate(1, 'ok'), candidate(7, 'ok')])).toEqual(['a7', 'b1']);
  });

  it('at the same moment are told apart by their number', () => {
    const same = { order: 200 };
    expect(pairs([item('a', 'ok'), item('b', 'ok')], [candidate(9, 'ok', same), candidate(8, 'ok', same)])).toEqual(['a8', 'b9']);
  });
});

describe('rendering that makes it no other message', () => {
  it.each([
    ['entities', 'a < b & "c" > \'d\'', 'a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;'],
    ['white space', '  two\r\nlines \t here ', 'two lines here'],
    ['emphasis', 'very *bold* and _slanted_ ~gone~ `code`', 'very bold and slanted gone code'],
    ['composition', 'cafe\u0301', 'caf\u00e9'],
    ['an entity somebody typed', 'write &lt; for it', 'write &lt; for it'],
    ['an entity somebody typed, escaped again', 'write &lt; for it', 'write &amp;lt; for it'],
    ['a numeric entity', 'it’s "so"', 'it&#8217;s &#x22;so&#x22;'],
    ['emphasis as tags', '*bold*', '<b>bold</b>'],
    ['a line break as a tag', 'one\ntwo', 'one<br/>two'],
  ])('%s', (_what, written, shown) => {
    expect(pairs([item('a', written)], [candidate(1, shown)])).toEqual(['a1']);
  });

  it('does not make everything the same', () => {
    for (const [written, shown] of [
      ['a', 'A'],
      ['1', '2'],
      ['yes', 'yes yes'],
      ['👍', '👎'],
      ['a b', 'ab'],
    ] as const) {
      expect(pairs([item('a', written)], [candidate(1, shown)]), written).toEqual([]);
    }
  });

  it('does not make two messages of signs alone the same', () => {
    expect(pairs([item('a', '***')], [candidate(1, '~~~')])).toEqual([]);
    expect(pairs([item('a', '***')], [candidate(1, '***')])).toEqual(['a1']);
  });

  it('is compared quickly, also for long texts', () => {
    const text = '*&lt; '.repeat(160_000);
    const startedAt = performance.now();
    expect(pairs([item('a', text)], [candidate(1, text)])).toEqual(['a1']);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

it('an edit is recognised by its words, whatever the service made of their signs', () => {
  expect(sameText('a < b', ' a  &lt; b')).toBe(true);
  expect(sameText('*now*', 'now')).toBe(false);
});
