import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPage } from '../../../../main/providers/keyauth/align.ts';
import { createChannelStore, type Row } from '../../../../main/rehearsal/keyauth/channel-store.ts';
import { createLocalHistory } from './support.ts';

const line = ({ author, text, second }: Row) => ({ authorId: author, authorName: author, mine: false, text, sentAt: second * 1000 });
/** `a1` is “a” said by Ana in second 1; `a1/Bo` is said by Bo. */
const row = (short: string): Row => {
  const [, text = '', second = '', author = 'Ana'] = /^(\D+)(\d+)(?:\/(\w+))?$/.exec(short) ?? [];
  return { author, text, second: Number(second) };
};
const window = (text: string) => text.split(' ').filter(Boolean).map(row).map(line);
const shown = (lines: { text: string; sentAt: number; authorName: string }[]) =>
  lines.map(({ text, sentAt, authorName }) => `${text}${sentAt / 1000}${authorName === 'Ana' ? '' : `/${authorName}`}`).join(' ');

/** Reads one window after another into a history. */
function read(...windows: string[]) {
  const local = createLocalHistory();
  for (const text of windows) local.take(toPage(local.known().newest, window(text)));
  return { lines: shown(local.lines()), gone: shown(local.gone()), gaps: local.gaps() };
}

describe('aligning windows', () => {
  test.each([
    ['the first window is all new', ['a1 b2'], 'a1 b2', '', []],
    ['the same window again', ['a1 b2', 'a1 b2'], 'a1 b2', '', []],
    ['new lines at the end', ['a1 b2', 'a1 b2 c3'], 'a1 b2 c3', '', []],
    ['old lines fell off', ['a1 b2 c3', 'b2 c3 d4', 'd4 e5'], 'a1 b2 c3 d4 e5', '', []],
    ['identical lines in one second', ['ok1 ok1', 'ok1 ok1 ok1'], 'ok1 ok1 ok1', '', []],
    ['identical lines in other seconds', ['ok1 ok2', 'ok2 ok3 ok3'], 'ok1 ok2 ok3 ok3', '', []],
    ['a repeated pattern takes the longest overlap', ['a1 b1 a1 b1', 'a1 b1 a1 b1 c2'], 'a1 b1 a1 b1 c2', '', []],
    ['one line in common is enough', ['a1 b2', 'b2 c3'], 'a1 b2 c3', '', []],
    ['nothing in common is a gap', ['a1 b2', 'c3 d4'], 'a1 b2 c3 d4', '', [2]],
    ['the same text in another second is another line', ['a1', 'a2'], 'a1 a2', '', [1]],
    ['deleted in the middle', ['a1 b2 c3', 'a1 c3'], 'a1 c3', 'b2', []],
    ['deleted in the middle, and new lines', ['a1 b2 c3 d4', 'a1 d4 e5'], 'a1 d4 e5', 'b2 c3', []],
    ['deleted between identical lines', ['x1 b1 x1', 'x1 x1'], 'x1 x1', 'b1', []],
    ['deleted at the end is known once something follows', ['a1 b2', 'a1', 'a1 c3'], 'a1 c3', 'b2', []],
    ['deleted at the end is left alone until then', ['a1 b2', 'a1'], 'a1 b2', '', []],
    ['deleted at the beginning looks like falling off', ['a1 b2', 'b2'], 'a1 b2', '', []],
    ['cleared: nothing is known to be missing yet', ['a1 b2', ''], 'a1 b2', '', []],
    ['cleared and written to again: a gap', ['a1 b2', '', 'c3'], 'a1 b2 c3', '', [2]],
    ['renamed', ['a1 b2/Bo', 'a1/Zoe b2/Bo c3/Zoe'], 'a1/Zoe b2/Bo c3/Zoe', '', []],
    ['renamed while lines fell off', ['a1 b2 c3', 'b2/Zoe c3/Zoe d4'], 'a1 b2/Zoe c3/Zoe d4', '', []],
    ['two say the same in one second, one is deleted', ['a1 a1/Bo c2', 'a1/Bo c2'], 'a1 a1/Bo c2', '', []],
    ['two say the same in one second, the later is deleted', ['a1 a1/Bo c2', 'a1 c2'], 'a1 c2', 'a1/Bo', []],
    ['the service’s clock was set back', ['a5 b6', 'a5 b6 c2', 'a5 b6 c2 d7'], 'a5 b6 c2 d7', '', []],
  ])('%s', (_, windows, lines, gone, gaps) => expect(read(...windows)).toEqual({ lines, gone, gaps }));

  test('known lines keep ids and orders; new ones grow in milliseconds', () => {
    const first = toPage([], window('a1 b1 c7'));
    expect(first.messages.map(({ order, remoteId, sentAt }) => [order, remoteId, sentAt])).toEqual([
      [1000, '1000', 1000],
      [1001, '1001', 1000],
      [7000, '7000', 7000],
    ]);
    const second = toPage(first.messages, window('b1 c7 d7'));
    expect(second.messages.map(({ order }) => order)).toEqual([1001, 7000, 7001]);
    expect(second).toMatchObject({ gap: false, whole: { from: 1001, to: 7001 } });
  });

  test('an empty window says nothing', () => expect(toPage(toPage([], window('a1')).messages, [])).toEqual({ messages: [] }));
});

/** Posts come in bursts within one second or over several; between any poll and the next post a second passes, so that truth is decidable. */
const author = fc.constantFrom('Ana', 'Bo', 'Cleo');
const burst = fc.record({
  type: fc.constant('post' as const),
  count: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 75 })),
  author,
  text: fc.constantFrom('ok', 'no', 'x'),
  pause: fc.integer({ min: 0, max: 2 }),
});
const poll = fc.constant({ type: 'poll' as const });
const remove = fc.record({ type: fc.constant('remove' as const), index: fc.nat(49) });
const clear = fc.constant({ type: 'clear' as const });
const rename = fc.record({ type: fc.constant('rename' as const), from: author, to: fc.constantFrom('Ana', 'Bo', 'Cleo', 'Zoe') });

describe('any interleaving', () => {
  test('of posts and polls rebuilds the history wherever windows overlap, and marks a gap exactly where they do not', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(burst, poll), { maxLength: 40 }), (steps) => {
        let second = 1000;
        const channels = createChannelStore(() => second * 1000);
        const channel = channels.ensure('harbour');
        const local = createLocalHistory();
        const expected: Row[] = [];
        const gaps: number[] = [];
        let unread: Row[] = [];
        for (const step of [...steps, { type: 'poll' as const }]) {
          if (step.type === 'post') {
            for (let count = 0; count < step.count; count += 1) {
              second += step.pause;
              channels.add(channel, step.author, step.text);
            }
            unread = channel.history.slice(-unread.length - step.count);
            continue;
          }
          // Fifty new lines push the last known one out of the window.
          if (expected.length > 0 && unread.length >= 50) gaps.push(expected.length);
          expected.push(...unread.slice(-50));
          unread = [];
          local.take(toPage(local.known().newest, channel.rows.map(line)));
          second += 1;
        }
        expect(local.lines().map(({ authorId, text, sentAt }) => [authorId, text, sentAt])).toEqual(
          expected.map(({ author: by, text, second: at }) => [by, text, at * 1000]),
        );
        expect(local.gone()).toEqual([]);
        expect(local.gaps()).toEqual(gaps);
        const orders = local.lines().map(({ order }) => order);
        expect(orders).toEqual([...new Set(orders)].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  test('of posts, polls, deletions, clearings and renamings keeps every line once, and deletes what surely was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: burst }, { weight: 3, arbitrary: poll }, remove, clear, rename), { maxLength: 40 }),
        (steps) => {
          let second = 1000;
          let posted = 0;
          const channels = createChannelStore(() => second * 1000);
          const channel = channels.ensure('harbour');
          const local = createLocalHistory();
          /** What Parley can know: every line it was shown, with the author it was last shown with. */
          const expected: { row: Row; author: string; gone: boolean }[] = [];
          const gaps: number[] = [];
          for (const step of [...steps, { type: 'poll' as const }]) {
            if (step.type === 'post') {
              for (let count = 0; count < step.count; count += 1) {
                second += step.pause;
                posted += 1;
                // One second’s lines differ: which of two equal ones was deleted, nobody could say.
                channels.add(channel, step.author, `${step.text} ${step.pause === 0 ? posted : ''}`);
              }
              second += 1;
            } else if (step.type === 'remove') {
              if (step.index < channel.rows.length) channels.remove(channel, step.index);
            } else if (step.type === 'clear') channel.rows = [];
            else if (step.type === 'rename') channels.rename(step.from, step.to);
            else {
              const places = new Map(expected.map((entry, index) => [entry.row, index]));
              const fresh = channel.rows.filter((each) => !places.has(each));
              if (expected.length > 0 && channel.rows.length > 0 && fresh.length === channel.rows.length) gaps.push(expected.length);
              const first = places.get(channel.rows[0]!) ?? Infinity;
              const last = fresh.length > 0 ? Infinity : (places.get(channel.rows.at(-1)!) ?? -1);
              for (const [index, entry] of expected.entries()) {
                if (channel.rows.includes(entry.row)) entry.author = entry.row.author;
                else if (index > first && index < last) entry.gone = true;
              }
              expected.push(...fresh.map((each) => ({ row: each, author: each.author, gone: false })));
              local.take(toPage(local.known().newest, channel.rows.map(line)));
              second += 1;
            }
          }
          const all = [...local.lines(), ...local.gone()].sort((a, b) => a.order - b.order);
          expect(all.map(({ authorId, text, sentAt, gone }) => [authorId, text, sentAt, gone])).toEqual(
            expected.map(({ row: { text, second: at }, author: by, gone }) => [by, text, at * 1000, gone]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of identical lines in a single second: what cannot be told apart is never taken for more than was posted', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(burst, poll, remove, clear, rename), { maxLength: 40 }), (steps) => {
        const channels = createChannelStore(() => 1_000_000);
        const channel = channels.ensure('harbour');
        const local = createLocalHistory();
        let posted = 0;
        for (const step of steps) {
          if (step.type === 'post') {
            for (let count = 0; count < step.count; count += 1) channels.add(channel, step.author, step.text);
            posted += step.count;
          } else if (step.type === 'remove') {
            if (step.index < channel.rows.length) channels.remove(channel, step.index);
          } else if (step.type === 'clear') channel.rows = [];
          else if (step.type === 'rename') channels.rename(step.from, step.to);
          else {
            expect(local.take(toPage(local.known().newest, channel.rows.map(line)))).toBeLessThanOrEqual(posted);
            posted = 0;
            // The window is always the end of what is held.
            const held = local.lines().map(({ authorId, text }) => [authorId, text]);
            if (channel.rows.length > 0) expect(held).toEqual(expect.arrayContaining(channel.rows.map((each) => [each.author, each.text])));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
