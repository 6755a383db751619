/** How long messages are kept: what goes, what stays, and that what went is nowhere in the files any more. */
import SQLite from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../main/store/contract.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, recordChanges, storeWithConversation, texts } from './temporary-store.ts';

const day = 86_400_000;
/** Message number `n` is sent on the n-th day. */
const daily = (n: number, more: Parameters<typeof incoming>[1] = {}) =>
  incoming(n, { sentAt: base + n * day, order: (base + n * day) * 1000, text: `day ${n}`, ...more });

async function keep(store: Store, days: number | null, now: number): Promise<number> {
  await store.setRetention({ accountId: account.id, days, now });
  let removed = 0;
  for (const conversationId of await store.advanceRetention({ accountId: account.id, now })) {
    for (let step = await store.letGo({ conversationId, after: null, limit: 3 }); ;) {
      removed += step.removed;
      if (!step.next) break;
      step = await store.letGo({ conversationId, after: step.next, limit: 3 });
    }
  }
  return removed;
}

async function giveBack(store: Store): Promise<void> {
  while ((await store.giveBackPages()) > 0);
}

const twenty = Array.from({ length: 20 }, (_, n) => daily(n));

describe('keeping seven days', () => {
  test('removes what is older, with the counts and the last message right', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, twenty, { historyComplete: true });
    const changes = recordChanges(store);
    expect(await keep(store, 7, base + 19 * day)).toBe(12);
    expect(await texts(store, conversation.id)).toEqual(['day 12', 'day 13', 'day 14', 'day 15', 'day 16', 'day 17', 'day 18', 'day 19']);
    const published = changes.flat().filter((change) => change.type === 'delete' && change.object === 'message');
    expect(published).toHaveLength(12);
    expect(await store.readConversation(conversation.id)).toMatchObject({
      letGoBefore: base + 12 * day,
      historyComplete: true,
      gaps: 0,
      lastMessage: { text: 'day 19' },
    });
    expect(await keep(store, 7, base + 40 * day)).toBe(8);
    expect(await store.readConversation(conversation.id)).toMatchObject({ lastMessage: null, unread: 0, seen: true });
  });

  test('keeps saved messages, and takes unread ones off the count', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await latest(store, conversation.id, [daily(0)]);
    await latest(store, conversation.id, [daily(1), daily(2), daily(30)]);
    const { messages } = await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 9 });
    const database = new SQLite(file);
    database.prepare('INSERT INTO saved_messages VALUES (?, ?)').run(messages[1]!.id, base);
    database.close();
    expect(await store.readUnreadTotal()).toBe(3);
    expect(await keep(store, 7, base + 31 * day)).toBe(2);
    expect(await texts(store, conversation.id)).toEqual(['day 1', 'day 30']);
    expect(await store.readUnreadTotal()).toBe(2);
  });

  test('nothing that was let go comes back: not as news, not as history, and nobody asks for it', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, twenty.slice(5));
    await keep(store, 7, base + 40 * day);
    const again = await latest(store, conversation.id, twenty.slice(5), { readAt: base + 40 * day });
    expect(again).toMatchObject({ added: 0, arrived: [], letGo: true });
    const older = await latest(store, conversation.id, twenty.slice(0, 5), { page: 'older' });
    expect(older).toMatchObject({ added: 0, letGo: true });
    const [known] = await store.readSyncConversations(account.id);
    expect(known).toMatchObject({ historyComplete: true, newestOrder: daily(19).order });
    expect(await store.readKnown(conversation.id)).toEqual({ count: 0, newest: [], keptFrom: base + 33 * day });
    expect(await latest(store, conversation.id, [daily(41)])).toMatchObject({ arrived: [{ text: 'day 41' }] });
    await keep(store, null, base + 42 * day);
    expect(await latest(store, conversation.id, twenty, { page: 'older' }), 'also after a change of mind').toMatchObject({ added: 0 });
  });

  test('a clock ten years ahead removes nothing and refuses nothing, and is forgotten once it is right again', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, twenty);
    expect(await keep(store, 7, base + 3650 * day)).toBe(0);
    await latest(store, conversation.id, [daily(20)]);
    expect(await texts(store, conversation.id)).toHaveLength(21);
    expect(await store.advanceRetention({ accountId: account.id, now: base + 3651 * day })).toEqual([]);
    expect(await keep(store, 7, base + 20 * day)).toBe(13);
  });

  test('history that is still being fetched is complete once it reaches what is not kept', async () => {
    const { store, conversation } = await storeWithConversation();
    await store.setRetention({ accountId: account.id, days: 7, now: base + 19 * day });
    await latest(store, conversation.id, twenty.slice(16));
    expect((await store.readConversation(conversation.id))?.historyComplete).toBe(false);
    expect(await latest(store, conversation.id, twenty.slice(10, 16), { page: 'older' })).toMatchObject({ added: 4, letGo: true });
    expect(await store.readConversation(conversation.id)).toMatchObject({ historyComplete: true, letGoBefore: base + 12 * day });
  });

  test('gaps that end before it go with it, others stay', async () => {
    const { store, conversation } = await storeWithConversation();
    await latest(store, conversation.id, [daily(0)]);
    await latest(store, conversation.id, [daily(3)], { gap: true });
    await latest(store, conversation.id, [daily(18)], { gap: true });
    await keep(store, 7, base + 19 * day);
    expect(await store.readConversation(conversation.id)).toMatchObject({ gaps: 1 });
  });

  test('another account keeps everything', async () => {
    const { store, conversation } = await storeWithConversation();
    await store.addAccount({ ...account, id: 'other' });
    const other = await store.addConversation({ accountId: 'other', remoteId: 'room', title: 'Other' });
    await latest(store, other.id, twenty);
    await latest(store, conversation.id, twenty);
    expect(await keep(store, 7, base + 60 * day)).toBe(20);
    expect(await texts(store, other.id)).toHaveLength(20);
    expect([await store.readKeepDays(account.id), await store.readKeepDays('other')]).toEqual([7, null]);
  });
});

describe('what was removed', () => {
  const secret = 'the heron stands at the third weir';

  /** Files beside the database in which the sentence stands. */
  function filesWith(file: string, words: string): string[] {
    const folder = dirname(file);
    return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(words));
  }

  async function storeWithSecret() {
    const { store, conversation, file } = await storeWithConversation();
    const filler = Array.from({ length: 400 }, (_, n) => daily(n, { text: `${secret} ${n} ${'.'.repeat(900)}` }));
    await latest(store, conversation.id, filler);
    await latest(store, conversation.id, [daily(3, { text: 'changed' })]);
    await store.enqueue(outgoing('o1', conversation.id, `${secret} from me`));
    await store.beginAttempt({ id: 'o1', startedAt: base });
    const mine = daily(400, { text: `${secret} from me`, mine: true, clientId: 'o1' });
    await latest(store, conversation.id, [mine]);
    return { store, conversation, file };
  }

  test('by retention is in no file any more, backups among them, and its room is given back', async () => {
    const { store, file } = await storeWithSecret();
    const database = new SQLite(file);
    database.prepare('VACUUM INTO ?').run(`${file}.backup-v50-2025-06-15T15-06-40-000Z`);
    database.close();
    expect(filesWith(file, secret).length).toBeGreaterThan(1);
    expect(await keep(store, 7, base + 600 * day)).toBe(401);
    await giveBack(store);
    expect(await store.runTask('renewBackups', { now: base + 600 * day })).toBe(1);
    expect(filesWith(file, secret)).toEqual([]);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('backup'))).toEqual(['parley.db.backup-v60-2027-02-05T15-06-40-000Z']);
    const { file: measured, backups } = await store.runTask('measure', null);
    expect(measured).toMatchObject({ freeBytes: 0 });
    expect(measured.bytes).toBeLessThan(300_000);
    expect(backups).toMatchObject({ count: 1 });
  });

  test('with its account is in no file any more: messages, earlier texts, outbox, drafts, authors, labels', async () => {
    const { store, conversation, file } = await storeWithSecret();
    await store.enqueue(outgoing('o2', conversation.id, `${secret} waiting`));
    await store.saveDraft({ conversationId: conversation.id, text: `${secret} drafted` });
    await latest(store, conversation.id, [daily(401, { authorName: `${secret} author` })]);
    const database = new SQLite(file);
    database.exec(`INSERT INTO labels VALUES (1, 'Birds', 1); INSERT INTO conversation_labels VALUES (${conversation.id}, 1)`);
    database.close();
    await store.removeAccount(account.id);
    await giveBack(store);
    expect(filesWith(file, secret)).toEqual([]);
    const left = new SQLite(file, { readonly: true });
    const tables = [
      'accounts',
      'authors',
      'conversations',
      'messages',
      'message_versions',
      'outbox',
      'outbox_attempts',
      'conversation_labels',
    ];
    expect(tables.map((table) => left.prepare(`SELECT count(*) FROM ${table}`).pluck().get())).toEqual(tables.map(() => 0));
    left.close();
  });

  test('with its conversation is gone as well, and no backup is made where there was none', async () => {
    const { store, conversation, file } = await storeWithSecret();
    await store.removeConversation(conversation.id);
    await giveBack(store);
    expect(await store.runTask('renewBackups', { now: base })).toBe(0);
    expect(filesWith(file, secret)).toEqual([]);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

test('sizes are told by account, and what a retention would remove before it does', async () => {
  const { store, conversation } = await storeWithConversation();
  await store.addAccount({ ...account, id: 'other' });
  await latest(
    store,
    conversation.id,
    twenty.map((message) => ({ ...message, text: 'ä'.repeat(50) })),
  );
  await latest(store, conversation.id, [daily(3, { text: 'short' })]);
  const { accounts, file, backups, setAside } = await store.runTask('measure', null);
  expect(accounts).toEqual([
    { accountId: account.id, conversations: 1, messages: 20, textBytes: 20 * 100 + 5, fileBytes: file.bytes - file.freeBytes },
    { accountId: 'other', conversations: 0, messages: 0, textBytes: 0, fileBytes: 0 },
  ]);
  expect(backups).toEqual({ count: 0, bytes: 0, newestAt: null });
  expect(setAside).toEqual({ count: 0, bytes: 0 });
  expect(await store.runTask('countOutdated', { accountId: account.id, before: base + 5 * day })).toEqual({ messages: 5, oldest: base });
  expect(await store.runTask('countOutdated', { accountId: 'other', before: base })).toEqual({ messages: 0, oldest: null });
});
