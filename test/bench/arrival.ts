/** The main thread and the memory of the process while 100,000 messages arrive, what is stored is searched, and conversations are opened. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../main/store/contract.ts';
import { corpusOf, conversationCount, pageOf, perPage, sizes, type SizeName } from './corpus.ts';
import { accountId, openIn } from './library.ts';
import { proportionalMemory } from './proportional-memory.ts';
import { searchesOf } from './search-classes.ts';
import type { Row } from './table.ts';

const arriving = 100_000;
/** How often the loop is looked at, ms; an idle loop shows this much. */
const resolution = 1;
const services = { '8x8-chapi': '8x8 Work chat' };

export async function measureArrival(size: SizeName, folder: string): Promise<Row[]> {
  const emptyMemory = proportionalMemory('self');
  const idle = await delayWhile(() => sleep(2_000));
  const store = await openIn(folder);
  // As many copies as the window's process is sent.
  store.onChanges((changes) => void structuredClone(changes));
  let searches = 0;
  const busy = await delayWhile(async () => {
    let arrived = false;
    const searching = (async () => {
      for (const query of endless(searchesOf(corpusOf(sizes[size])))) {
        if (arrived) return;
        await store.searchPage({ query, order: 'newest', continueAt: null, limit: 50, now: Date.now(), services });
        searches += 1;
      }
    })();
    await arrive(store, size);
    arrived = true;
    await searching;
  });
  await lookAround(store);
  const memory = proportionalMemory('self');
  await store.close();
  return [
    {
      name: 'event-loop delay, main',
      value: busy,
      floor: idle,
      unit: 'ms',
      bar: { atMost: 10 },
      note: `p99 while ${arriving.toLocaleString('en')} messages arrive and ${searches.toLocaleString('en')} searches run, looked at every ${resolution} ms; floor: the same loop idle`,
    },
    {
      name: 'memory, store and threads',
      value: memory,
      floor: emptyMemory,
      unit: 'MB',
      bar: { atMost: 250 },
      note: 'proportional set size of the process after all of it; floor: the process before the store is open',
    },
  ];
}

/** The 99th percentile, ms. */
async function delayWhile(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await work();
  histogram.disable();
  return histogram.percentile(99) / 1e6;
}

/** Newer than all there is. */
async function arrive(store: Store, size: SizeName): Promise<void> {
  const corpus = corpusOf(sizes[size]);
  const conversations = await store.readSyncConversations(accountId);
  const ids = new Map(conversations.map(({ remoteId, id }) => [remoteId, id]));
  for (let page = 0; page < arriving / perPage; page += 1) {
    const conversation = page % conversationCount;
    const from = corpus.perConversation + Math.floor(page / conversationCount) * perPage;
    const messages = pageOf(corpus, conversation, from, perPage);
    const conversationId = ids.get(`room-${conversation}`)!;
    await store.ingest({ conversationId, messages, page: 'latest', readAt: messages.at(-1)!.sentAt });
  }
}

async function lookAround(store: Store): Promise<void> {
  for (const { id } of await store.readSyncConversations(accountId))
    await store.readMessagePage({ conversationId: id, at: 'newest', limit: 100 });
}

function* endless<Item>(items: readonly Item[]): Generator<Item> {
  for (;;) yield* items;
}
