/** However messages come, change and go: the index holds exactly what an index made anew from the table would hold. */
import SQLite from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectWriter } from '../../../../main/store/connections.ts';
import type { Store } from '../../../../main/store/contract.ts';
import { expected, indexed } from '../../../support/index-content.ts';
import { account, base, incoming, outgoing } from '../sample.ts';
import { latest, openAt, storeWithConversation, temporaryFolder } from '../temporary-store.ts';

function partsOf(file: string): number {
  const database = new SQLite(file, { readonly: true });
  try {
    return database.prepare<[], number>('SELECT count(DISTINCT segid) FROM message_index_idx').pluck().get()!;
  } finally {
    database.close();
  }
}

function expectEqual(file: string): void {
  const [have, want] = [indexed(file), expected(file)];
  expect(have.places).toEqual(want.places);
  expect(have.pending).toBe(0);
  expect(have.words).toEqual(expect.arrayContaining([...want.words]));
}

async function tidy(store: Store): Promise<void> {
  while (await store.tidyIndex());
}

async function count(store: Store, query: string): Promise<number> {
  return (await store.searchCount({ query, now: base, services: {} })).count;
}

it('follows new messages, edits, deletions, other authors and removed conversations', async () => {
  const said = fc.constantFrom('one', 'two 世界平和', 'three http://x.y', 'two', '', 'Čtyři 👍');
  const step = fc.record({
    n: fc.nat(9),
    room: fc.nat(1),
    said,
    name: fc.constantFrom('Ana', 'Bo'),
    deleted: fc.boolean(),
    mine: fc.boolean(),
    away: fc.nat(9),
  });
  const file = join(temporaryFolder(), 'parley.db');
  const { store } = await openAt(file);
  await store.addAccount(account);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      for (const each of steps) {
        const { id } = await store.addConversation({ accountId: account.id, remoteId: `r${each.room}`, title: '' });
        const { said: text, name, mine, deleted } = each;
        await latest(store, id, [
          incoming(each.n),
          incoming(each.n, { text, authorId: name, authorName: name, mine, ...(deleted && { deleted }) }),
        ]);
        if (each.away === 0) await store.removeConversation(id);
      }
      expectEqual(file);
    }),
    { numRuns: 25 },
  );
  await store.removeAccount(account.id);
  expectEqual(file);
}, 60_000);

it('knows our own messages once it is known who we are', async () => {
  const { store, conversation, file } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1, { authorId: 'me', authorName: 'Me' }), incoming(2)]);
  expect(await count(store, 'is:sent')).toBe(0);
  await store.enqueue(outgoing('o1', conversation.id, 'mine'));
  await store.beginAttempt({ id: 'o1', startedAt: base });
  await latest(store, conversation.id, [incoming(3, { authorId: 'me', authorName: 'Me', text: 'mine', clientId: 'o1' })]);
  expect(await count(store, 'is:sent')).toBe(2);
  expectEqual(file);
});

it('takes in what was there before it, newest first, and says so meanwhile', async () => {
  const { store, conversation, file } = await storeWithConversation();
  await latest(
    store,
    conversation.id,
    Array.from({ length: 2100 }, (_, n) => incoming(n, { text: `word${n} all` })),
  );
  const writer = connectWriter(file);
  writer.exec(`INSERT INTO message_index (message_index) VALUES ('delete-all'); DELETE FROM index_words;
    INSERT INTO index_pending SELECT id FROM messages;`);
  writer.close();
  const ask = (query: string) => store.searchPage({ query, order: 'newest', continueAt: null, limit: 9, now: base, services: {} });
  expect(await ask('word2099')).toMatchObject({ hits: [{}], indexing: true });
  await tidy(store);
  expect(await ask('word1 all')).toMatchObject({ indexing: false });
  expect(await count(store, 'word1 -word10')).toBeGreaterThan(0);
  expectEqual(file);
});

it('hears of rows that are changed and removed past the store, and counts the unread among them, also after a page that failed', async () => {
  const { store, conversation, file } = await storeWithConversation();
  await latest(store, conversation.id, []);
  await latest(store, conversation.id, [incoming(1), incoming(2), incoming(3)]);
  const broken = [incoming(4), incoming(5, { replyTo: { remoteId: 'm1', authorName: 1n as never, text: '' } })];
  await expect(latest(store, conversation.id, broken)).rejects.toThrow();
  const writer = connectWriter(file);
  writer.exec(
    `UPDATE messages SET text = 'written past it', unread = 0 WHERE remote_id = 'm1'; DELETE FROM messages WHERE remote_id = 'm2'`,
  );
  writer.close();
  expect(await count(store, 'past')).toBe(1);
  expect((await store.readConversation(conversation.id))?.unread).toBe(1);
  await tidy(store);
  expectEqual(file);
});

it('forgets the words of what was removed', async () => {
  const { store, conversation, file } = await storeWithConversation();
  const { id } = await store.addConversation({ accountId: account.id, remoteId: 'other', title: '' });
  await latest(store, conversation.id, [incoming(1, { text: 'kept' })]);
  for (let n = 2; n < 9; n += 1) await latest(store, id, [incoming(n, { text: `confidential${n}` })]);
  await store.removeConversation(id);
  await tidy(store);
  expect(indexed(file).words).toEqual(['kept']);
  expectEqual(file);
  await store.close();
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(file).includes('confidential')).toBe(false);
});

it('is made anew when it was made by other rules, as by another version of Unicode, and searching says so meanwhile', async () => {
  const { store, conversation, file } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  await tidy(store);
  const writer = connectWriter(file);
  writer.exec(`UPDATE index_state SET unicode = '1.0'; INSERT INTO index_words (word) VALUES ('stale')`);
  writer.close();
  const indexing = async () =>
    (await store.searchPage({ query: 'text', order: 'newest', continueAt: null, limit: 9, now: 0, services: {} })).indexing;
  expect(await indexing()).toBe(true);
  await tidy(store);
  expect(await indexing()).toBe(false);
  expectEqual(file);
  expect(indexed(file).words).toEqual(['1', 'text']);
});

it('makes one part of many when there is time, while messages go on arriving, and finds the same', async () => {
  const { store, conversation, file } = await storeWithConversation();
  const said = (n: number) => Array.from({ length: 9 }, (_, k) => `word${n * 9 + k}`).join(' ');
  const page = (n: number) => Array.from({ length: 500 }, (_, k) => incoming(n * 500 + k, { text: said(n * 500 + k) }));
  await tidy(store);
  for (let n = 0; n < 21; n += 1) await latest(store, conversation.id, page(n));
  expect(partsOf(file)).toBeGreaterThan(2);
  expect(await store.tidyIndex(), 'more messages may be on their way').toBe(false);
  let pieces = 0;
  for (; await store.tidyIndex(); pieces += 1) await latest(store, conversation.id, [incoming(20_000 + pieces, { text: 'meanwhile' })]);
  expect(pieces).toBeGreaterThan(1);
  expect(await store.tidyIndex(), 'what arrived meanwhile is not worth it yet').toBe(false);
  const writer = connectWriter(file);
  const largest = writer.prepare<[], number>(
    'SELECT max(pages) / sum(pages) FROM (SELECT count(*) + 0.0 AS pages FROM message_index_idx GROUP BY segid)',
  );
  expect(largest.pluck().get()).toBeGreaterThan(0.8);
  writer.close();
  expect(await count(store, 'word94498')).toBe(1);
  expect(await count(store, 'meanwhile')).toBe(pieces);
  // A hundred thousand of them: compared at once.
  expect(JSON.stringify(indexed(file).places) === JSON.stringify(expected(file).places)).toBe(true);
}, 60_000);
