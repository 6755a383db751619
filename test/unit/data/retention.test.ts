/** Retention as it runs: once a day by the clock given, when it is changed, and never in anybody's way. */
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startRetention } from '../../../main/data/retention.ts';
import { createFakeClock } from '../fake-clock.ts';
import { until } from '../engine/running.ts';
import { quietLog } from '../providers/support.ts';
import { account, incoming } from '../store/sample.ts';
import { texts } from '../store/temporary-store.ts';
import { emptyStore, fill } from './store.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

async function running() {
  const clock = createFakeClock();
  const { store, file } = await emptyStore();
  const sent = [40, 30, 8, 6, 1].map((ago) => {
    const sentAt = clock.now() - ago * day;
    return incoming(ago, { sentAt, order: sentAt, text: `${ago} days` });
  });
  const id = (await fill(store, { Team: sent })).get('Team')!;
  let tidied = 0;
  const retention = startRetention({ store, clock, log: quietLog, accountIds: () => [account.id], onTidied: () => void (tidied += 1) });
  onTestFinished(retention.stop);
  const left = async (expected: string[], within?: string) =>
    until(within ?? `left: ${expected.join()}`, async () => {
      await clock.advance(10);
      return (await texts(store, id)).join() === expected.join();
    });
  return { clock, store, file, id, retention, left, tidied: () => tidied };
}

test('a minute after the start, and every day from then on', async () => {
  const { clock, store, left, tidied } = await running();
  await store.setRetention({ accountId: account.id, days: 7, now: clock.now() });
  await clock.advance(minute);
  await left(['6 days', '1 days']);
  await until('tidied', async () => (await clock.advance(10), tidied() === 1));
  await clock.advance(2 * day);
  await left(['1 days']);
});

test('when it is changed, at once; an account that keeps everything loses nothing', async () => {
  const { clock, store, id, retention, left } = await running();
  await clock.advance(3 * day);
  expect(await texts(store, id)).toHaveLength(5);
  await store.setRetention({ accountId: account.id, days: 30, now: clock.now() });
  retention.changed(account.id);
  await left(['8 days', '6 days', '1 days']);
});

test('backups that may hold what was removed are replaced once it is gone', async () => {
  const { clock, store, file, id, retention, tidied } = await running();
  writeFileSync(`${file}.backup-v50-2025-06-15T15-06-40-000Z`, 'an old copy');
  await store.removeConversation(id);
  retention.tidySoon();
  await until('tidied', async () => (await clock.advance(10), tidied() === 1));
  const backups = readdirSync(dirname(file)).filter((name) => name.includes('.backup-'));
  expect(backups).toEqual([expect.stringMatching(/backup-v\d+-2026-11-20T12/)]);
});
