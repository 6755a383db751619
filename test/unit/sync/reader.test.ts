import { describe, expect, test } from 'vitest';
import { nothingKnown, type Known, type ProviderConnection, type RemotePage } from '../../../main/providers/contract.ts';
import { Rejected } from '../../../main/providers/errors.ts';
import { info } from '../../../main/providers/8x8/info.ts';
import { createActiveAccount } from '../../../main/sync/active-account.ts';
import { createPacer } from '../../../main/sync/pacer.ts';
import { createReader } from '../../../main/sync/reader.ts';
import { createFakeClock } from '../fake-clock.ts';
import { line } from './bench.ts';
import { createFakeStore } from './fake-store.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));

/** A service with these messages, five to a page. */
function paging(orders: number[]): Pick<ProviderConnection, 'readLatest' | 'readBefore'> {
  const page = (below: number) => ({
    messages: orders
      .filter((order) => order < below)
      .slice(-5)
      .map((order) => line(order)),
  });
  return { readLatest: async () => page(Infinity), readBefore: async (_room, order) => page(order) };
}

function setup(connection: Partial<ProviderConnection>, held = range(1, 3)) {
  const clock = createFakeClock();
  const fake = createFakeStore();
  const conversation = fake.remember('room', held).sync;
  const pacer = createPacer({ minimumGap: 0 }, clock);
  const silent = { debug() {}, info() {}, warn() {} };
  const account = createActiveAccount({
    id: 'a',
    info,
    connection: connection as ProviderConnection,
    pacer,
    clock,
    log: silent,
    onHealth() {},
  });
  const reader = createReader({ account, store: fake.store, clock, onArrived() {} });
  const known = { ...conversation, seen: held.length > 0, newestOrder: held.at(-1)?.order ?? null, oldestOrder: held[0]?.order ?? null };
  return { ...fake, clock, reader, conversation: known };
}

describe('reading what is new', () => {
  test('goes back to what is known, and stores the oldest page first', async () => {
    const { reader, conversation, pages, texts } = setup(paging(range(1, 20).map(({ order }) => order)));
    expect(await reader.readLatest(conversation, 'poll')).toEqual({ complete: true });
    expect(pages.map(({ messages, gap }) => [messages[0]!.order, gap])).toEqual([
      [1, false],
      [6, false],
      [11, false],
      [16, false],
    ]);
    expect(texts('room')).toHaveLength(20);
  });

  test('notes a gap under the oldest page when the service gives no more before they join', async () => {
    const { reader, conversation, pages } = setup(paging(range(10, 18).map(({ order }) => order)));
    expect(await reader.readLatest(conversation, 'poll')).toEqual({ complete: false });
    expect(pages.map(({ messages, gap }) => [messages[0]!.order, gap])).toEqual([
      [10, true],
      [14, false],
    ]);
  });

  test('notes a gap at once where no page can be asked for', async () => {
    const { reader, conversation, pages } = setup({ readLatest: async () => ({ messages: range(10, 14) }) });
    expect(await reader.readLatest(conversation, 'poll')).toEqual({ complete: false });
    expect(pages.map(({ gap }) => gap)).toEqual([true]);
  });

  test('believes a provider that knows of a gap, and hands on what a page proves', async () => {
    const page: RemotePage = { messages: range(2, 6), gap: true, whole: { from: 2, to: 6 } };
    const { reader, conversation, pages } = setup({ readLatest: async () => page });
    expect(await reader.readLatest(conversation, 'poll')).toEqual({ complete: false });
    expect(pages[0]).toMatchObject({ page: 'latest', gap: true, whole: { from: 2, to: 6 } });
  });

  test('a first read and an empty answer leave no gap', async () => {
    for (const [held, answer] of [
      [[], range(10, 14)],
      [range(1, 3), []],
    ]) {
      const { reader, conversation, pages } = setup({ readLatest: async () => ({ messages: answer! }) }, held);
      expect(await reader.readLatest(conversation, 'poll')).toEqual({ complete: true });
      expect(pages[0]?.gap).toBe(false);
    }
  });

  test('shows the provider what is held, and one read waits for what another stored', async () => {
    const seen: Known[] = [];
    const answers = [range(1, 4), range(1, 5)];
    const { reader, conversation } = setup({
      needsKnown: true,
      async readLatest(_room, known) {
        seen.push(known);
        return { messages: answers.shift()! };
      },
    });
    await Promise.all([reader.readLatest(conversation, 'poll'), reader.readLatest(conversation, 'send')]);
    expect(seen.map(({ count }) => count)).toEqual([3, 4]);
    expect(seen[1]!.newest.at(-1)).toMatchObject({ remoteId: 'm4', text: 'line 4', order: 4 });
  });

  test('looks up what is held only for a provider that needs it', async () => {
    const seen: Known[] = [];
    const { reader, conversation } = setup({
      async readLatest(_room, known) {
        seen.push(known);
        return { messages: range(1, 3) };
      },
    });
    await reader.readLatest(conversation, 'poll');
    expect(seen).toEqual([nothingKnown]);
  });

  test('takes back a trouble that is over, an earlier run’s as well', async () => {
    const answers = [range(1, 3), new Rejected('No such room.', 'not-found'), range(1, 3)];
    const { reader, conversation, known } = setup({
      async readLatest() {
        const answer = answers.shift()!;
        if (answer instanceof Error) throw answer;
        return { messages: answer };
      },
    });
    known('room').trouble = 'From before.';
    await reader.readLatest(conversation, 'poll');
    expect(known('room').trouble).toBe('');
    await expect(reader.readLatest(conversation, 'poll')).rejects.toThrow('No such room.');
    expect(known('room').trouble).toBe('No such room.');
    await reader.readLatest(conversation, 'poll');
    expect(known('room').trouble).toBe('');
  });
});

describe('filling a gap', () => {
  const gap = { id: 7, conversationId: 1, afterOrder: 3, beforeOrder: 20, since: 3, until: 20, triedAt: null };
  const held = [...range(1, 3), line(20)];

  test('reads from its newer side until it joins the older one', async () => {
    const { reader, gaps, pages, clock } = setup(paging(range(1, 20).map(({ order }) => order)), held);
    gaps.set(7, gap);
    expect(await reader.fillGap(7)).toEqual({ added: 16, closed: true });
    expect(pages.map(({ page, fill }) => [page, fill?.done])).toEqual([
      ['fill', false],
      ['fill', false],
      ['fill', false],
      ['fill', true],
    ]);
    expect(gaps.size).toBe(0);
    expect(await reader.fillGap(7).catch((error: Error) => error.message)).toMatch(/closed already/);
    void clock;
  });

  test('keeps what came, and the gap, when the service gives nothing more', async () => {
    const { reader, gaps, clock } = setup(paging(range(14, 20).map(({ order }) => order)), held);
    gaps.set(7, gap);
    expect(await reader.fillGap(7)).toEqual({ added: 6, closed: false });
    expect(gaps.get(7)?.triedAt).toBe(clock.now());
  });

  test('is not possible where the service keeps only its newest messages', async () => {
    const { reader, gaps } = setup({ readLatest: async () => ({ messages: [] }) }, held);
    gaps.set(7, gap);
    await expect(reader.fillGap(7)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('keeps only its newest messages'),
    });
  });
});
