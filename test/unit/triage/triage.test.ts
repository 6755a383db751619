/** Decisions and what becomes of them in time, on a real store and a clock that moves when told to. */
import { expect, test } from 'vitest';
import { createTriage } from '../../../main/triage/index.ts';
import type { Conversation } from '../../../preload/contract/domain.ts';
import { forGood } from '../../../preload/contract/for-good.ts';
import { createFakeClock } from '../fake-clock.ts';
import { incoming } from '../store/sample.ts';
import { latest, recordingLog, storeWithConversation } from '../store/temporary-store.ts';

const minute = 60_000;
const hour = 60 * minute;

async function bench() {
  const { store, conversation } = await storeWithConversation();
  const awake = createFakeClock();
  let slept = 0;
  const clock = { ...awake, now: () => awake.now() + slept };
  const log = recordingLog();
  const reminded: Conversation[] = [];
  const start = () => createTriage({ store, clock, log, onReminded: (conversations) => void reminded.push(...conversations) });
  const { id } = conversation;
  return {
    store,
    clock,
    log,
    reminded,
    start,
    id,
    triage: await start(),
    read: async () => (await store.readConversation(id))!,
    /** Minute by minute, as the store takes time of its own. It answers in order: what was due has been ended when this resolves. */
    async advance(milliseconds: number) {
      for (let left = milliseconds; left > 0; left -= minute) {
        await awake.advance(Math.min(left, minute));
        await store.readSettings();
      }
    },
    /** Timers stand still meanwhile. */
    sleep: (milliseconds: number) => void (slept += milliseconds),
  };
}

test('a reminder comes once, at its time, with the conversation marked unread in the inbox', async () => {
  const { triage, clock, id, reminded, read, advance } = await bench();
  const remindAt = clock.now() + hour;
  await triage.set({ conversationId: id, remindAt, archived: true });
  await advance(hour - 1);
  expect(reminded).toEqual([]);
  await advance(1);
  expect(reminded).toEqual([await read()]);
  expect(await read()).toMatchObject({ lane: 'inbox', markedUnread: true, remindAt: null });
  await advance(hour);
  expect(reminded).toHaveLength(1);
});

test('snoozes and mutes end, the sooner first, whichever was decided first', async () => {
  const { triage, clock, id, read, advance } = await bench();
  await triage.set({ conversationId: id, mutedUntil: clock.now() + 3 * hour });
  await triage.set({ conversationId: id, snoozedUntil: clock.now() + hour });
  await advance(hour);
  expect(await read()).toMatchObject({ lane: 'inbox', mutedUntil: clock.now() + 2 * hour });
  await advance(2 * hour);
  expect(await read()).toMatchObject({ mutedUntil: null });
});

test('what came due while Parley was not running is done as it starts', async () => {
  const { triage, clock, id, reminded, read, start, advance } = await bench();
  await triage.set({ conversationId: id, remindAt: clock.now() + hour });
  triage.stop();
  await advance(2 * hour);
  expect(reminded).toEqual([]);
  await start();
  expect(reminded).toEqual([await read()]);
  expect(await read()).toMatchObject({ markedUnread: true });
});

test('what came due while the computer slept is done within a minute of its waking', async () => {
  const { triage, clock, id, read, sleep, advance } = await bench();
  await triage.set({ conversationId: id, snoozedUntil: clock.now() + 10 * hour });
  sleep(12 * hour);
  expect(await read()).toMatchObject({ lane: 'snoozed' });
  await advance(minute);
  expect(await read()).toMatchObject({ lane: 'inbox' });
});

test('what the user takes back does not come', async () => {
  const { triage, clock, id, reminded, read, advance } = await bench();
  await triage.set({ conversationId: id, remindAt: clock.now() + hour, snoozedUntil: clock.now() + hour });
  expect(await triage.set({ conversationId: id, remindAt: null, snoozedUntil: null })).toMatchObject({ lane: 'inbox', remindAt: null });
  await advance(2 * hour);
  expect(reminded).toEqual([]);
  expect(await read()).toMatchObject({ markedUnread: false });
});

test('times that have passed are refused with a sentence, and nothing of that wish is done', async () => {
  const { triage, clock, id, read } = await bench();
  const before = await read();
  for (const late of ['mutedUntil', 'snoozedUntil', 'remindAt']) {
    await expect(triage.set({ conversationId: id, pinned: true, [late]: clock.now() })).rejects.toMatchObject({
      code: 'conflict',
      message: 'That time has passed. Choose a later one.',
    });
  }
  expect(await read()).toEqual(before);
  expect(await triage.set({ conversationId: id, pinned: true, mutedUntil: forGood })).toMatchObject({
    pinnedAt: clock.now(),
    mutedUntil: forGood,
  });
  expect(await triage.set({ conversationId: id, pinned: false })).toMatchObject({ pinnedAt: null, mutedUntil: forGood });
});

test('a message is saved with the time it was saved at', async () => {
  const { triage, clock, id, store } = await bench();
  await latest(store, id, [incoming(1)]);
  const [message] = (await store.readMessagePage({ conversationId: id, before: null, limit: 1 })).messages;
  await triage.save(message!.id, true);
  expect((await store.readSavedMessages({ after: null, limit: 9 })).saved).toEqual([
    { message: { ...message, saved: true }, savedAt: clock.now() },
  ]);
  await triage.save(message!.id, false);
  expect((await store.readSavedMessages({ after: null, limit: 9 })).saved).toEqual([]);
});

test('a store that fails is asked again a minute later', async () => {
  const { clock, store, id, log, advance, reminded } = await bench();
  await store.setTriage({ conversationId: id, remindAt: clock.now() });
  let failures = 1;
  const endDue: typeof store.endDue = (now) => (failures-- > 0 ? Promise.reject(new Error('full')) : store.endDue(now));
  await createTriage({ store: { ...store, endDue }, clock, log, onReminded: (conversations) => void reminded.push(...conversations) });
  expect(log.lines).toMatchObject([{ level: 'warn', text: 'what is due could not be ended' }]);
  await advance(minute);
  expect(reminded).toHaveLength(1);
});
