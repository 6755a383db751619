/** What is saved of a damaged database, asked of the store that opens it. */
import { copyFileSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { derived, salvaged } from '../../../main/store/salvage/order.ts';
import { noteSuspicion } from '../../../main/store/suspicion.ts';
import { pagesOf, spoil } from './damage-pages.ts';
import { account, base, incoming, outgoing } from './sample.ts';
import { latest, openAt, storeWithConversation, temporaryFolder, texts } from './temporary-store.ts';

/** A closed database with everything in it, and the id of its conversation. */
async function fullDatabase(messages = 300): Promise<{ file: string; id: number }> {
  const { store, conversation, file } = await storeWithConversation();
  const { id } = conversation;
  await latest(
    store,
    id,
    Array.from({ length: messages }, (_, n) => incoming(n, { authorId: `a${n % 5}`, authorName: `Author ${n % 5}` })),
  );
  await store.ingest({ conversationId: id, messages: [incoming(3, { text: 'edited', editedAt: base })], page: 'live', readAt: base });
  await store.enqueue(outgoing('waiting', id, 'not sent yet'));
  await store.enqueue(outgoing('begun', id, 'on its way'));
  await store.beginAttempt({ id: 'begun', startedAt: base });
  await store.saveDraft({ conversationId: id, text: 'half a thought' });
  await store.saveSettings({ theme: 'dark', notifications: 'off', closeToTray: false });
  await store.close();
  return { file, id };
}

/** Opens as after damage was seen, so that all of it is looked at. */
async function repaired(file: string) {
  noteSuspicion(file);
  const { store, outcome } = await openAt(file);
  if (outcome.kind !== 'recovered') throw new Error(outcome.kind);
  return { store, outcome, salvaged: outcome.salvaged };
}

const everything = {
  messages: { kept: 300, fromBackup: 0, lost: 0, exact: true },
  drafts: { kept: 1 },
  unsent: { kept: 2 },
};

describe('a page that is gone', () => {
  it('names every table of the newest schema in the order of salvage', () => {
    const { writer, reader } = openDatabase({ file: join(temporaryFolder(), 'parley.db'), migrations, now: base });
    const tables = reader.prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(new Set([...salvaged, ...derived])).toEqual(new Set(tables.pluck().all()));
    reader.close();
    writer.close();
  });

  it('leaves unread counts and search as they were', async () => {
    const { file, id } = await fullDatabase();
    const before = await openAt(file);
    await before.store.ingest({ conversationId: id, messages: [incoming(300, { text: 'wild plum' })], page: 'live', readAt: base });
    await before.store.close();
    spoil(file, pagesOf(file, 'index_words'));
    const { store } = await repaired(file);
    expect(await store.readConversation(id)).toMatchObject({ unread: 1 });
    expect(await store.readUnreadTotal()).toBe(1);
    while (await store.tidyIndex());
    const asked = { query: 'plum', order: 'newest', continueAt: null, limit: 10, now: base, services: {} } as const;
    expect((await store.searchPage(asked)).hits.map(({ message }) => message.text)).toEqual(['wild plum']);
  });

  it.each(['accounts', 'conversations', 'authors', 'outbox'])('of the %s costs nothing: indexes know the rows', async (table) => {
    const { file, id } = await fullDatabase();
    spoil(file, pagesOf(file, table));
    const { store, salvaged: told } = await repaired(file);
    expect(told).toMatchObject(everything);
    expect(await store.readAccounts()).toEqual([account]);
    expect(await store.readConversation(id)).toMatchObject({ title: 'Room', draft: 'half a thought', lastMessage: { text: 'text 299' } });
    const unsent = (await store.readUnfinishedOutbox()).map(({ id: item, state, text }) => [item, state, text]);
    expect(unsent).toEqual([
      ['waiting', 'queued', 'not sent yet'],
      ['begun', 'sending', 'on its way'],
    ]);
    const page = await store.readMessagePage({ conversationId: id, at: 'newest', limit: 5 });
    expect(page.messages.map(({ authorName }) => authorName)).toEqual([295, 296, 297, 298, 299].map((n) => `Author ${n % 5}`));
  });

  it('in the middle of a history becomes a gap, and at its end is read again', async () => {
    const { file, id } = await fullDatabase();
    const leaves = pagesOf(file, 'messages').slice(1);
    spoil(file, [leaves[1]!, leaves.at(-1)!]);
    const { store, salvaged: told } = await repaired(file);
    const kept = await texts(store, id);
    expect(told.messages).toEqual({ kept: kept.length, fromBackup: 0, lost: 300 - kept.length, exact: true });
    expect(kept.length).toBeGreaterThan(150);
    const newest = Number(kept.at(-1)!.replace('text ', ''));
    expect(newest).toBeLessThan(299);
    expect((await store.readSyncConversations(account.id))[0]).toMatchObject({
      newestOrder: incoming(newest).order,
      historyComplete: false,
    });
    expect(await store.readConversation(id)).toMatchObject({ gaps: 1, lastMessage: { text: `text ${newest}` } });
    const [gap] = (await store.readMessagePage({ conversationId: id, at: 'newest', limit: 500 })).gaps;
    const numbers = kept.map((text) => Number(text.replace('text ', ''))).filter((n) => !Number.isNaN(n));
    const jump = numbers.findIndex((n, index) => n - (numbers[index - 1] ?? n) > 2);
    expect(gap).toMatchObject({ afterOrder: incoming(numbers[jump - 1]!).order, beforeOrder: incoming(numbers[jump]!).order });
    // What the service still has is taken in again as if it had never been there.
    const all = Array.from({ length: 300 }, (_, n) => incoming(n, { text: n === 3 ? 'edited' : `text ${n}` }));
    expect((await latest(store, id, all)).added).toBe(told.messages.lost);
    expect(await store.readConversation(id)).toMatchObject({ gaps: 0 });
  });

  it('above others in the tree costs none of them', async () => {
    const { file, id } = await fullDatabase();
    spoil(file, [pagesOf(file, 'messages')[0]!]);
    const { store, salvaged: told } = await repaired(file);
    expect(told).toMatchObject(everything);
    expect((await texts(store, id)).length).toBe(300);
  });

  it('of the schema, with the header, costs nothing', async () => {
    const { file, id } = await fullDatabase();
    spoil(file, [1]);
    const { store, outcome } = await openAt(file);
    expect(outcome).toMatchObject({ kind: 'recovered', salvaged: everything });
    expect(await texts(store, id)).toHaveLength(300);
    expect(await store.readSettings()).toEqual({ theme: 'dark', notifications: 'off', closeToTray: false });
  });
});

describe('with a backup', () => {
  it('rows that are gone come from it, and what was removed since does not come back', async () => {
    const { file, id } = await fullDatabase();
    const { store } = await openAt(file);
    await store.runTask('backUp', { now: base, every: 1 });
    await store.addAccount({ ...account, id: 'second' });
    const other = await store.addConversation({ accountId: account.id, remoteId: 'other', title: 'Other' });
    await store.removeConversation(other.id);
    await latest(store, id, [incoming(300), incoming(301)]);
    await store.close();
    spoil(file, pagesOf(file, 'messages').slice(1));
    const { store: after, outcome, salvaged: told } = await repaired(file);
    expect(outcome.restoredFrom).toMatch(/\.daily-v/);
    expect(told.messages).toEqual({ kept: 300, fromBackup: 300, lost: 2, exact: true });
    expect((await after.readAccounts()).map(({ id: each }) => each)).toEqual([account.id, 'second']);
    expect((await after.readConversations()).map(({ title }) => title)).toEqual(['Room']);
    expect((await after.readSyncConversations(account.id))[0]?.newestOrder).toBe(incoming(299).order);
    expect((await after.readMessageVersions((await versionOwner(after, id)) ?? 0)).map(({ text }) => text)).toEqual(['text 3']);
  });

  it('rows that come from it get what the indexes know of them since: a draft, a pin', async () => {
    const { file, id } = await fullDatabase();
    const { store } = await openAt(file);
    await store.runTask('backUp', { now: base, every: 1 });
    await store.saveDraft({ conversationId: id, text: 'a whole thought' });
    await store.setTriage({ conversationId: id, pinnedAt: base });
    await store.close();
    spoil(file, pagesOf(file, 'conversations'));
    const { store: after } = await repaired(file);
    expect(await after.readConversation(id)).toMatchObject({ title: 'Room', draft: 'a whole thought', pinnedAt: base });
  });

  it('nothing is sent on the word of an older state', async () => {
    const { file } = await fullDatabase();
    const { store } = await openAt(file);
    await store.runTask('backUp', { now: base, every: 1 });
    await store.beginAttempt({ id: 'waiting', startedAt: base });
    await store.settle({ id: 'waiting', state: 'sent', endedAt: base, outcome: 'accepted', reason: '' });
    await store.close();
    writeFileSync(file, Buffer.alloc(10_000, 7));
    const { store: after } = await repaired(file);
    expect((await after.readUnfinishedOutbox()).map(({ id, state }) => [id, state])).toEqual([
      ['waiting', 'unknown'],
      ['begun', 'unknown'],
    ]);
  });

  it('a file that is gone comes back', async () => {
    const { file, id } = await fullDatabase();
    const { store } = await openAt(file);
    await store.runTask('backUp', { now: base, every: 1 });
    await store.close();
    renameSync(file, `${file}.elsewhere`);
    const { store: after, outcome } = await openAt(file);
    expect(outcome).toMatchObject({ kind: 'recovered', keptFile: null });
    expect(await texts(after, id)).toHaveLength(300);
  });
});

describe('a log that is gone', () => {
  it('is noticed, and what it may have held is not sent again unasked', async () => {
    const { store, conversation, file } = await storeWithConversation();
    await store.enqueue(outgoing('a', conversation.id, 'hello'));
    await store.close();
    const { store: running } = await openAt(file);
    await running.beginAttempt({ id: 'a', startedAt: base });
    const copy = join(temporaryFolder(), 'parley.db');
    for (const suffix of ['', '-shm']) copyFileSync(file + suffix, copy + suffix);
    const { store: after, outcome } = await openAt(copy);
    expect(outcome.kind).toBe('recovered');
    expect(await after.readUnfinishedOutbox()).toMatchObject([{ id: 'a', state: 'unknown' }]);
  });
});

describe('a repair', () => {
  it('cut off between its last two steps is made again', async () => {
    const { file, id } = await fullDatabase();
    spoil(file, pagesOf(file, 'accounts'));
    // As it was at that moment: the damaged file aside, the new one complete and not yet in its place.
    const stamp = '2026-01-01T00-00-00-000Z';
    renameSync(file, `${file}.damaged-${stamp}`);
    writeFileSync(`${file}.repaired-${stamp}`, 'complete');
    const { store, outcome } = await openAt(file);
    expect(outcome).toMatchObject({ kind: 'recovered', salvaged: everything });
    expect(await texts(store, id)).toHaveLength(300);
    const left = readdirSync(dirname(file)).filter((name) => name.includes('repair') || name.includes(stamp));
    expect(left).toEqual([]);
  });

  it('is not made where suspicion proves wrong', async () => {
    const { file } = await fullDatabase();
    noteSuspicion(file);
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });
});

async function versionOwner(store: Awaited<ReturnType<typeof openAt>>['store'], id: number): Promise<number | undefined> {
  const page = await store.readMessagePage({ conversationId: id, at: 'newest', limit: 500 });
  return page.messages.find(({ text }) => text === 'edited')?.id;
}
