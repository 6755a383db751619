/** Parley's store. */
import type { Store } from '../../../main/store/contract.ts';
import { account, accountId, addConversations, openIn } from '../library.ts';
import type { Candidate, Opened, Page } from './candidate.ts';

export const parley: Candidate = {
  async build(pages, folder) {
    const store = await openIn(folder);
    await store.addAccount(account);
    const ids = await addConversations(store);
    for (const page of pages) await add(store, ids, page);
    await store.close();
  },

  async open(folder): Promise<Opened> {
    const store = await openIn(folder);
    const conversations = await store.readSyncConversations(accountId);
    const ids = conversations.map(({ id }) => id);
    return {
      newest: async (conversation, limit) =>
        (await store.readMessagePage({ conversationId: ids[conversation]!, at: 'newest', limit })).messages,
      search: async (words, limit) =>
        (await store.searchPage({ query: words.join(' '), order: 'newest', continueAt: null, limit, now: Date.now(), services: {} })).hits,
      add: (page) => add(store, ids, page),
    };
  },
};

async function add(store: Store, ids: readonly number[], { conversation, messages }: Page): Promise<void> {
  await store.ingest({ conversationId: ids[conversation]!, messages, page: 'latest', readAt: messages.at(-1)!.sentAt });
}
