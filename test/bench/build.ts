/** Stores a corpus through the real path, some pages at a time, each time followed by the same rows through the barest inserts. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage } from '../../main/store/contract.ts';
import { BareInserts } from './bare-inserts.ts';
import { corpusOf, pagesOf, perPage, sizes, type SizeName } from './corpus.ts';
import { account, accountId, addConversations, databaseIn, openAt, openIn } from './library.ts';
import type { Row } from './table.ts';

/** With the corpus' own these are ten thousand conversations. */
const quietConversations = 9_500;
/** So many pages through the one, then through the other: a machine that slows down slows both. */
const turn = 10;
/** One conversation in so many is left unread. */
const unreadEvery = 20;

export async function buildAndMeasure(size: SizeName, folder: string): Promise<Row[]> {
  const store = await openIn(folder);
  await store.addAccount(account);
  const ids = await addConversations(store);
  let published = 0;
  store.onChanges((batch) => {
    published += batch.length;
  });

  const bareFile = join(folder, 'bare.sqlite');
  const bare = await bareInserts(databaseIn(folder), bareFile);
  const alone = { messages: 0, real: 0, bare: 0 };
  const together = { messages: 0, real: 0, bare: 0 };
  let raw = 0;
  const pages = pagesOf(corpusOf(sizes[size]));
  for (let turns = 0, some = take(pages, turn); some.length > 0; turns += 1, some = take(pages, turn)) {
    const took = turns % 2 === 0 ? alone : together;
    const startedAt = performance.now();
    await inLanes(some, took === alone ? 1 : 2, ({ conversation, messages }) =>
      store.ingest({ conversationId: ids[conversation]!, messages, page: 'latest', readAt: messages.at(-1)!.sentAt }),
    );
    took.real += performance.now() - startedAt;
    for (const { conversation, messages } of some) {
      took.bare += bare.page(ids[conversation]!, messages.length);
      took.messages += messages.length;
      raw += messages.reduce((sum, message) => sum + bytesOf(message), 0);
    }
  }
  if (published < sizes[size]) throw new Error('the change stream did not carry every message');
  bare.close();
  for (const end of ['', '-wal', '-shm']) rmSync(bareFile + end, { force: true });

  for (const [index, id] of ids.entries()) if (index % unreadEvery !== 0) await store.markRead(id);
  // As the program does every day (main/upkeep): the index of unread messages has shrunk.
  while ((await store.giveBackPages()) > 0);
  await store.close();
  const bytes = statSync(databaseIn(folder)).size;
  await addQuietConversations(folder);
  return [
    ingestRow('ingest', together, 'two pages on their way at once, as when two accounts are read'),
    ingestRow('ingest, one at a time', alone, 'each page waits for the one before'),
    {
      name: 'database size',
      value: bytes / 1e6,
      floor: raw / 1e6,
      unit: 'MB',
      bar: { atMostOfFloor: 3.5 },
      note: 'after giving back free pages and closing; floor: text, author names and ids of every message as UTF-8',
    },
  ];
}

/** What Parley does for the index when it has time, until there is nothing left to do. */
export async function tidyAndMeasure(folder: string): Promise<Row> {
  const store = await openIn(folder);
  const startedAt = performance.now();
  let pieces = 1;
  while (await store.tidyIndex()) pieces += 1;
  const value = performance.now() - startedAt;
  await store.close();
  return {
    name: 'index merged when idle',
    value,
    floor: null,
    unit: 'ms',
    bar: null,
    note: `in ${pieces} pieces, between which anything else comes first`,
  };
}

interface Took {
  messages: number;
  real: number;
  bare: number;
}

function ingestRow(name: string, took: Took, how: string): Row {
  return {
    name,
    value: (took.messages / took.real) * 1000,
    floor: (took.messages / took.bare) * 1000,
    unit: 'messages/s',
    bar: { atLeastOfFloor: 0.7 },
    note: `pages of ${perPage} at most, ${how}, worker and change stream included; floor: the same rows by prepared inserts, in turns`,
  };
}

function take<Item>(items: Iterator<Item>, count: number): Item[] {
  const taken = [];
  while (taken.length < count) {
    const { value, done } = items.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}

async function inLanes<Item>(items: readonly Item[], lanes: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function bareInserts(source: string, target: string): Promise<BareInserts> {
  const empty = await openAt(target);
  await empty.close();
  return new BareInserts(source, target);
}

/** Rooms in which one word was said each. */
async function addQuietConversations(folder: string): Promise<void> {
  const store = await openIn(folder);
  const quiet = Array.from({ length: quietConversations }, (_, index) => ({ remoteId: `quiet-${index}`, title: `Quiet ${index}` }));
  const listed = await store.readSyncConversations(accountId);
  const conversations = [...listed.map(({ remoteId, title }) => ({ remoteId, title })), ...quiet];
  await store.saveListing({ accountId, conversations });
  const readAt = Date.UTC(2026, 10, 2);
  const said = (index: number): IncomingMessage => ({
    remoteId: `said-${index}`,
    authorId: 'quiet',
    authorName: 'Quiet',
    text: 'hello',
    sentAt: readAt - index * 3_600_000,
    order: readAt - index * 3_600_000,
  });
  await store.ingestChanges({
    accountId,
    conversations: quiet.map(({ remoteId }, index) => ({ remoteId, messages: [said(index)] })),
    cursor: '',
    readAt,
    complete: true,
  });
  await store.close();
}

function bytesOf({ remoteId, authorId, authorName, text }: IncomingMessage): number {
  return [remoteId, authorId, authorName, text].reduce((sum, each) => sum + Buffer.byteLength(each), 0);
}
