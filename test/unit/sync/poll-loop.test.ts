import { describe, expect, test } from 'vitest';
import type { RemotePage } from '../../../main/providers/contract.ts';
import { AuthError, Rejected } from '../../../main/providers/errors.ts';
import { info } from '../../../main/providers/8x8/info.ts';
import type { SyncConversation } from '../../../main/store/contract.ts';
import { createActiveAccount } from '../../../main/sync/active-account.ts';
import { createPacer } from '../../../main/sync/pacer.ts';
import { startPollLoop, type Attention } from '../../../main/sync/poll-loop.ts';
import { createFakeClock } from '../fake-clock.ts';

const silent = { debug() {}, info() {}, warn() {} };
const empty: RemotePage = { messages: [] };

function conversation(id: number): SyncConversation {
  const remoteId = `room-${id}`;
  return { id, accountId: 'a', remoteId, title: remoteId, seen: true, historyComplete: true, oldestOrder: 1, newestOrder: 1 };
}

function setup(count: number, readRoom: (id: number) => Promise<unknown> = async () => empty, historyComplete = true) {
  const clock = createFakeClock();
  const begin = clock.now();
  const view: { open: number | null; attention: Attention } = { open: null, attention: 'visible' };
  const older: number[] = [];
  const reads: { id: number; at: number }[] = [];
  const connection = { listConversations: async () => [], readLatest: async () => empty };
  const account = createActiveAccount({
    id: 'a',
    info,
    connection,
    pacer: createPacer(info.pacing.minimumGap, clock),
    clock,
    log: silent,
    onHealth() {},
  });
  const reader = {
    async readLatest({ id }: SyncConversation) {
      await account.call('poll', () => {
        reads.push({ id, at: clock.now() - begin });
        return readRoom(id);
      });
      return { complete: true };
    },
    async readOlder() {
      older.push(clock.now() - begin);
      return { added: 1, complete: false };
    },
  };
  const loop = startPollLoop({
    account,
    reader,
    conversations: Array.from({ length: count }, (_, index) => ({ ...conversation(index + 1), historyComplete })),
    clock,
    log: silent,
    attention: () => view.attention,
    openConversation: () => view.open,
    onNextPoll() {},
  });
  const times = (id: number) => reads.filter((read) => read.id === id).map((read) => read.at);
  return { clock, view, loop, account, reads, older, times };
}

describe('when conversations are read', () => {
  test('all once at the start, then each in its interval', async () => {
    const { clock, times } = setup(3);
    await clock.advance(25_000);
    expect(times(1)).toHaveLength(3);
    expect(times(1)[1]! - times(1)[0]!).toBeGreaterThanOrEqual(info.pacing.poll.visible * 0.9);
  });

  test('the one on screen often, and at once when it is opened', async () => {
    const { clock, view, loop, times } = setup(3);
    await clock.advance(5000);
    view.open = 2;
    loop.wake();
    await clock.advance(100);
    expect(times(2)).toHaveLength(2);
    await clock.advance(10_000);
    expect(times(2).length).toBeGreaterThanOrEqual(6);
  });

  test('a hundred others do not keep the one on screen waiting', async () => {
    const { clock, view, times } = setup(100);
    view.open = 50;
    await clock.advance(60_000);
    const gaps = times(50)
      .slice(1)
      .map((at, index) => at - times(50)[index]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(info.pacing.poll.open * 1.1 + 2 * info.pacing.minimumGap);
  });

  test('rarely while the window is hidden, and never faster than the service allows', async () => {
    const { clock, view, reads } = setup(20);
    await clock.advance(6000);
    view.attention = 'background';
    const before = reads.length;
    await clock.advance(60_000);
    expect(reads.length - before).toBeLessThanOrEqual(20 * 5);
    const gaps = reads.slice(1).map(({ at }, index) => at - reads[index]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(info.pacing.minimumGap);
  });

  test('a refused key silences the account but for a rare question', async () => {
    const { clock, reads } = setup(5, () => Promise.reject(new AuthError('no')));
    await clock.advance(60_000);
    expect(reads.length).toBeLessThanOrEqual(3);
  });

  test('a room that is refused does not hold up the others', async () => {
    const { clock, times } = setup(2, (id) => (id === 1 ? Promise.reject(new Rejected('no', 'not-found')) : Promise.resolve(empty)));
    await clock.advance(50_000);
    expect(times(1).length).toBeLessThanOrEqual(2);
    expect(times(2).length).toBeGreaterThanOrEqual(4);
  });

  test('history goes on, in the pauses and also where there are none', async () => {
    for (const count of [1, 200]) {
      const { clock, older } = setup(count, async () => empty, false);
      await clock.advance(60_000);
      expect(older.length).toBeGreaterThanOrEqual(8);
    }
  });

  test('nothing is read after the end', async () => {
    const { clock, account, reads } = setup(2);
    await clock.advance(3000);
    account.stop();
    const before = reads.length;
    await clock.advance(60_000);
    expect(reads.length).toBe(before);
  });
});
