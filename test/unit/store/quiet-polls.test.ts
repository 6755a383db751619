/** Most polls find nothing new. They leave the disk alone, and what Parley says it is caught up to stays true. */
import SQLite from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, openAt, recordChanges, storeWithConversation } from './temporary-store.ts';

const second = 1000;
/** What is stored may lag by less than this. */
const grace = 30 * second;
const known = [incoming(1), incoming(2)];

/** A room that was read at `base`, with nothing left to do for its messages. */
async function readRoom() {
  const opened = await storeWithConversation();
  const { store, conversation } = opened;
  await latest(store, conversation.id, known);
  while (await store.tidyIndex());
  const caughtUpAt = async () => (await store.readConversation(conversation.id))!.caughtUpAt!;
  const poll = (readAt: number, messages = known) => latest(store, conversation.id, messages, { readAt });
  return { ...opened, caughtUpAt, poll };
}

/** Answers whether anything was written or announced since the last time. */
function watchWrites(store: Store, file: string): () => boolean {
  const other = new SQLite(file, { readonly: true });
  onTestFinished(() => void other.close());
  const batches = recordChanges(store);
  const state = () => JSON.stringify([other.pragma('data_version', { simple: true }), batches.length, bytes(file), bytes(`${file}-wal`)]);
  let before = state();
  return () => {
    const after = state();
    const differs = after !== before;
    before = after;
    return differs;
  };
}

const bytes = (file: string) => readFileSync(file).toString('latin1');

function listChanges(store: Store, readAt: number, messages = known, complete = true) {
  const conversations = [{ remoteId: 'room', messages }];
  return store.ingestChanges({ accountId: account.id, conversations, cursor: `asked at ${readAt}`, readAt, complete });
}

it('a poll that finds nothing writes and announces nothing, but once in a while', async () => {
  const { store, file, conversation, caughtUpAt, poll } = await readRoom();
  const wrote = watchWrites(store, file);
  await poll(base + 5 * second);
  await poll(base + grace - 1, []);
  await store.setConversationTrouble({ id: conversation.id, trouble: '' });
  await store.saveListing({ accountId: account.id, conversations: [{ remoteId: 'room', title: 'Room' }] });
  await store.endDue(base + grace);
  await store.tidyIndex();
  expect(wrote()).toBe(false);
  await poll(base + grace);
  expect(wrote()).toBe(true);
  expect(await caughtUpAt()).toBe(base + grace);
  await poll(base + grace + 5 * second);
  expect(wrote()).toBe(false);
});

it('nor does one that looks in vain for a message of ours', async () => {
  const { store, file, conversation, poll } = await readRoom();
  await store.enqueue(outgoing('a', conversation.id, 'not there yet'));
  await store.beginAttempt({ id: 'a', startedAt: base });
  await store.settle({ id: 'a', state: 'unknown', endedAt: base, outcome: 'unknown', reason: '' });
  const wrote = watchWrites(store, file);
  await poll(base + 5 * second);
  expect(wrote()).toBe(false);
});

it('what is said to be caught up to is never later than true, and lags by less than half a minute', async () => {
  const { store, file, caughtUpAt, poll } = await readRoom();
  const wrote = watchWrites(store, file);
  let writes = 0;
  for (let readAt = base; readAt < base + 600 * second; readAt += 7 * second) {
    await poll(readAt);
    writes += Number(wrote());
    const lag = readAt - (await caughtUpAt());
    expect(lag).toBeGreaterThanOrEqual(0);
    expect(lag).toBeLessThan(grace);
  }
  expect(writes).toBeLessThanOrEqual(600 / 30);
});

it('is exact with whatever else is written, and after the clock was set back', async () => {
  const { caughtUpAt, poll } = await readRoom();
  await poll(base + 3 * second, [incoming(1, { text: 'edited' }), incoming(2)]);
  expect(await caughtUpAt(), 'with an edit').toBe(base + 3 * second);
  await poll(base + 5 * second, [...known, incoming(3)]);
  expect(await caughtUpAt(), 'with a new message').toBe(base + 5 * second);
  await poll(base + 4 * second, [...known, incoming(3)]);
  expect(await caughtUpAt()).toBe(base + 4 * second);
});

it('what was heard live is read up to with the next poll, however soon that is', async () => {
  const { store, conversation, poll } = await readRoom();
  await latest(store, conversation.id, [incoming(3)], { page: 'live', readAt: base + second });
  await poll(base + 2 * second, [...known, incoming(3)]);
  expect((await store.readSyncConversations(account.id))[0]?.newestOrder).toBe(incoming(3).order);
});

it('a list of changes that tells nothing new writes nothing, though its place moves on, and repeats itself after a restart', async () => {
  const { store, file, caughtUpAt } = await readRoom();
  await listChanges(store, base);
  const wrote = watchWrites(store, file);
  await listChanges(store, base + 5 * second);
  await listChanges(store, base + grace - 1);
  expect(wrote()).toBe(false);
  expect(await store.readChangesCursor(account.id)).toBe(`asked at ${base}`);
  expect(await caughtUpAt()).toBe(base);
  await listChanges(store, base + grace);
  expect(await store.readChangesCursor(account.id)).toBe(`asked at ${base + grace}`);
  expect(await caughtUpAt()).toBe(base + grace);
  await listChanges(store, base + grace + second, [...known, incoming(3)]);
  await listChanges(store, base + grace + 2 * second);
  await store.close();
  const again = await openAt(file);
  expect(await again.store.readChangesCursor(account.id)).toBe(`asked at ${base + grace + second}`);
});

it('a list that goes on is followed, whatever a page of it told', async () => {
  const { store } = await readRoom();
  await listChanges(store, base);
  await listChanges(store, base + second, known, false);
  expect(await store.readChangesCursor(account.id)).toBe(`asked at ${base + second}`);
});

it('a list of changes counts for a conversation from its next read on, however soon that is', async () => {
  const { store, caughtUpAt, poll } = await readRoom();
  await listChanges(store, base + 10 * second);
  await poll(base + 20 * second);
  await listChanges(store, base + 60 * second);
  expect(await caughtUpAt()).toBe(base + 60 * second);
});
