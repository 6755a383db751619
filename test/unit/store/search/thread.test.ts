import { expect, it } from 'vitest';
import { connectReader, connectWriter } from '../../../../main/store/connections.ts';
import type { Store } from '../../../../main/store/contract.ts';
import { asReader } from '../../../../main/store/database.ts';
import { Searcher } from '../../../../main/store/search/run.ts';
import { base, incoming } from '../sample.ts';
import { latest, storeWithConversation } from '../temporary-store.ts';

const asked = (query: string) => ({ query, now: base, services: {} });
const page = (store: Store, query: string, continueAt: string | null = null) =>
  store.searchPage({ ...asked(query), order: 'newest', continueAt, limit: 5 });

/** Every message is looked at and none is found. */
const long = '-text';

async function filled() {
  const opened = await storeWithConversation();
  for (let n = 0; n < 12_000; n += 3_000)
    await latest(
      opened.store,
      opened.conversation.id,
      Array.from({ length: 3_000 }, (_, k) => incoming(n + k)),
      { page: 'older' },
    );
  return opened;
}

it('ends a search and its counting when something else is searched for', async () => {
  const { store, lines } = await filled();
  const [first, count, second] = await Promise.allSettled([page(store, long), store.searchCount(asked(long)), page(store, 'text')]);
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'superseded' } });
  expect(count).toMatchObject({ status: 'rejected', reason: { code: 'superseded' } });
  expect(second).toMatchObject({ status: 'fulfilled', value: { hits: { length: 5 } } });
  expect(lines.filter((line) => line.text === 'search failed')).toEqual([]);
});

it('asks between any two messages whether somebody still waits', async () => {
  const { file } = await filled();
  const connection = connectReader(file);
  let asked = 0;
  const searcher = new Searcher(asReader(connection), () => {
    asked += 1;
    if (asked === 100) throw new Error('nobody waits');
  });
  expect(() => searcher.count({ query: 'text', now: base, services: {} })).toThrow('nobody waits');
  expect(searcher.page({ query: 'text', order: 'newest', continueAt: null, limit: 3, now: base, services: {} }).hits).toHaveLength(3);
  connection.close();
});

it('goes on with the next page beside its counting', async () => {
  const { store } = await filled();
  const first = await page(store, 'text');
  const [count, second] = await Promise.all([store.searchCount(asked('text')), page(store, 'text', first.next)]);
  expect(count).toEqual({ count: 10_000, more: true });
  expect(second.hits.map((hit) => hit.message.text)).toEqual([5, 6, 7, 8, 9].map((n) => `text ${11_999 - n}`));
});

it('knows what was renamed, pinned or read since the last search', async () => {
  const { store, conversation } = await storeWithConversation();
  await latest(store, conversation.id, [incoming(1)]);
  await latest(store, conversation.id, [incoming(2)]);
  const found = async (query: string) => (await page(store, query)).hits.length;
  for (const query of ['in:room', '-in:elsewhere', '-is:pinned', 'is:unread text']) expect(await found(query), query).toBeGreaterThan(0);
  await store.addConversation({ accountId: conversation.accountId, remoteId: 'another', title: 'Another' });
  await store.saveListing({ accountId: conversation.accountId, conversations: [{ remoteId: conversation.remoteId, title: 'Elsewhere' }] });
  await store.setTriage({ conversationId: conversation.id, pinnedAt: base });
  await store.markRead(conversation.id);
  for (const query of ['in:room', '-in:elsewhere', '-is:pinned', 'is:unread text']) expect(await found(query), query).toBe(0);
  expect(await found('in:elsewhere is:pinned')).toBeGreaterThan(0);
});

it('finds unread messages behind thousands of others', async () => {
  const { store, file } = await filled();
  const writer = connectWriter(file);
  writer.exec('UPDATE messages SET unread = id < (SELECT id FROM messages ORDER BY id LIMIT 1 OFFSET 2500)');
  writer.close();
  expect(await store.searchCount(asked('is:unread'))).toEqual({ count: 2_500, more: false });
  expect((await page(store, 'is:unread ex')).hits).toEqual([]);
  expect((await page(store, 'is:unread ext')).hits.map((hit) => hit.message.text)).toEqual(
    [2499, 2498, 2497, 2496, 2495].map((n) => `text ${n}`),
  );
});

it('never holds up a write or another read', async () => {
  const { store, conversation } = await filled();
  await page(store, 'warm');
  const order: string[] = [];
  const searches = Array.from({ length: 5 }, () => store.searchCount(asked('text')).then(() => order.push('count')));
  await latest(store, conversation.id, [incoming(30_000)]);
  await store.readMessagePage({ conversationId: conversation.id, at: 'newest', limit: 50 });
  order.push('written and read');
  await Promise.all(searches);
  expect(order.indexOf('written and read')).toBeLessThan(4);
});

it('rejects what is under way when the store is closed', async () => {
  const { store } = await filled();
  const searching = Promise.allSettled([page(store, long)]);
  await store.close();
  expect(await searching).toMatchObject([{ status: 'rejected' }]);
  await expect(page(store, 'text')).rejects.toMatchObject({ code: 'storage' });
});
