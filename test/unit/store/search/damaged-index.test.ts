/** Damage in the index of words costs nobody a message, a hit for good, or a restart. */
import { describe, expect, it } from 'vitest';
import { connectReader, connectWriter } from '../../../../main/store/connections.ts';
import type { Store } from '../../../../main/store/contract.ts';
import { expected, indexed } from '../../../support/index-content.ts';
import { pagesOf, spoil, spoilBytes } from '../damage-pages.ts';
import { base, incoming } from '../sample.ts';
import { latest, openAt, storeWithConversation } from '../temporary-store.ts';

const beingMadeAnew = 'The index for searching is damaged and is being made anew. Try again in a moment.';

async function databaseOf(count: number): Promise<{ file: string; id: number }> {
  const { store, conversation, file } = await storeWithConversation();
  const said = (n: number) => Array.from({ length: 20 }, (_, k) => `word${(n * 31 + k * 7) % 997}`).join(' ');
  for (let n = 0; n < count; n += 500) {
    const page = Array.from({ length: 500 }, (_, k) => incoming(n + k, { text: `number${n + k} ${said(n + k)}` }));
    await latest(store, conversation.id, page);
  }
  while (await store.tidyIndex());
  await store.close();
  return { file, id: conversation.id };
}

/** Garbage in the middle of every list of messages, on pages that are in order otherwise. */
function spoilLists(file: string): void {
  const reader = connectReader(file);
  const blocks = reader.prepare<[], Buffer>(`SELECT block FROM message_index_data WHERE length(block) > 2000`).pluck().all();
  reader.close();
  for (const block of blocks) spoilBytes(file, block.subarray(1000, 1700));
}

async function running(file: string) {
  const { store, outcome, lines } = await openAt(file);
  let told = 0;
  store.onDamage(() => (told += 1));
  return { store, outcome, lines, told: () => told };
}

async function found(store: Store, query: string): Promise<string[]> {
  const page = await store.searchPage({ query, order: 'newest', continueAt: null, limit: 10, now: base, services: {} });
  return page.hits.map(({ message }) => message.text.split(' ')[0]!);
}

function expectAsMadeAnew(file: string): void {
  expect(JSON.stringify(indexed(file).places) === JSON.stringify(expected(file).places)).toBe(true);
}

async function tidied(store: Store): Promise<void> {
  while (await store.tidyIndex());
}

describe('an index with garbage in it', () => {
  it('fails the search that comes upon it, is made anew while the store runs, and nobody has to start again', async () => {
    const { file } = await databaseOf(3000);
    spoilLists(file);
    const { store, outcome, lines, told } = await running(file);
    expect(outcome.kind).toBe('opened');
    const searches = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => store.searchCount(asked(`word${n * 20}`))));
    const failed = searches.filter((each) => each.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'storage', message: beingMadeAnew });
    await tidied(store);
    for (const n of [0, 1234, 2999]) expect(await found(store, `number${n}`)).toEqual([`number${n}`]);
    expect(told()).toBe(0);
    expect(lines.some(({ text }) => text === 'the index of words is damaged and is made anew')).toBe(true);
    await store.close();
    expectAsMadeAnew(file);
    expect((await openAt(file)).outcome).toEqual({ kind: 'opened' });
  });

  it('does not keep new messages from being stored once it was noticed', async () => {
    const { file, id } = await databaseOf(3000);
    spoilLists(file);
    const { store, told } = await running(file);
    await expect(store.runTask('checkIndex', null)).rejects.toThrow(beingMadeAnew);
    for (let n = 3000; n < 3400; n += 20) {
      const page = Array.from({ length: 20 }, (_, k) => incoming(n + k, { text: `number${n + k} word7` }));
      expect(await latest(store, id, page)).toMatchObject({ added: 20 });
    }
    await tidied(store);
    expect(await found(store, 'number3399')).toEqual(['number3399']);
    expect(told()).toBe(0);
    await store.close();
    expectAsMadeAnew(file);
  });

  it('on pages that cannot be read is part of a damaged database: the next start repairs it, and no message is missing', async () => {
    const { file } = await databaseOf(1500);
    spoil(file, pagesOf(file, 'message_index_data').slice(3, 6));
    const { store, told } = await running(file);
    await expect(store.runTask('checkIndex', null)).rejects.toThrow();
    await store.readSettings();
    expect(told()).toBe(1);
    await store.close();
    const { store: after, outcome } = await openAt(file);
    if (outcome.kind !== 'recovered') throw new Error(outcome.kind);
    expect(outcome.salvaged.messages).toEqual({ kept: 1500, fromBackup: 0, lost: 0, exact: true });
    await tidied(after);
    await after.close();
    expectAsMadeAnew(file);
  });
});

describe('an index that reads well and says something else than the messages', () => {
  it.each([
    ['does not know one', `DELETE FROM message_index WHERE rowid = (SELECT min(id) FROM messages)`],
    ['knows one that is not there', `INSERT INTO message_index (rowid, text) VALUES (1, 'number3')`],
    [
      'has the words of one in another place',
      `INSERT OR REPLACE INTO message_index (rowid, text) SELECT id, 'number0 swapped places' FROM messages ORDER BY id LIMIT 1`,
    ],
  ])('%s: the check of the day sees it, and it is made anew', async (_what, statement) => {
    const { file } = await databaseOf(500);
    const writer = connectWriter(file);
    writer.exec(statement);
    writer.close();
    const { store, told } = await running(file);
    await expect(store.runTask('checkIndex', null)).rejects.toThrow(beingMadeAnew);
    await tidied(store);
    expect(await store.runTask('checkIndex', null)).toBe('sound');
    expect(told()).toBe(0);
    await store.close();
    expectAsMadeAnew(file);
  });
});

describe('a sound index', () => {
  it('is taken for one after edits and removals, while messages wait for it, and with the oddest of texts', async () => {
    const { store, conversation, file } = await storeWithConversation();
    const { id } = conversation;
    const odd = ['', '\0a\0', '👩‍👩‍👧‍👦🏳️‍🌈', `👨${'\u200d👨'.repeat(9000)}`, '世界平和 สวัสดี http://x.y', 'x'.repeat(5000), 'half \ud83d'];
    await latest(
      store,
      id,
      odd.map((text, n) => incoming(n, { text, authorName: `${text.slice(0, 20)}.` })),
    );
    await latest(store, id, [incoming(2, { text: 'edited 世界', editedAt: base }), incoming(4, { deleted: true })]);
    expect(await store.runTask('checkIndex', null)).toBe('sound');
    const writer = connectWriter(file);
    writer.exec(`UPDATE messages SET text = 'written past it' WHERE id = (SELECT max(id) FROM messages)`);
    writer.close();
    expect(await store.runTask('checkIndex', null)).toBe('sound');
    await tidied(store);
    expect(await store.runTask('checkIndex', null)).toBe('sound');
  });
});

function asked(query: string) {
  return { query, now: base, services: {} };
}
