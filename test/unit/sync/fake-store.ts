/** The few store calls sync makes, in memory. */
import type { Conversation, Gap } from '../../../preload/contract/domain.ts';
import type { Known, RemoteMessage } from '../../../main/providers/contract.ts';
import type { ChangesIngest, Ingest, Store, SyncConversation } from '../../../main/store/contract.ts';

interface Stored {
  sync: SyncConversation;
  messages: Map<string, RemoteMessage>;
  unread: number;
  trouble: string;
  firstRead: boolean;
}

export interface FakeStore {
  store: Store;
  /** Pages as they were handed in, oldest first. */
  pages: Ingest[];
  changes: ChangesIngest[];
  gaps: Map<number, Gap>;
  cursor: string | null;
  known(remoteId: string): Stored;
  texts(remoteId: string): string[];
  /** As left by an earlier run. */
  remember(remoteId: string, messages?: RemoteMessage[]): Stored;
}

export function createFakeStore(accountId = 'a'): FakeStore {
  const conversations = new Map<string, Stored>();
  const byId = (id: number) => [...conversations.values()].find((stored) => stored.sync.id === id)!;
  const fake = { pages: [], changes: [], gaps: new Map(), cursor: null } as unknown as FakeStore;

  function add(remoteId: string, title = remoteId): Stored {
    const sync = {
      id: conversations.size + 1,
      accountId,
      remoteId,
      title,
      seen: false,
      historyComplete: false,
      oldestOrder: null,
      newestOrder: null,
    };
    const stored = conversations.get(remoteId) ?? { sync, messages: new Map(), unread: 0, trouble: '', firstRead: true };
    conversations.set(remoteId, stored);
    return stored;
  }

  function synced({ sync, messages }: Stored): SyncConversation {
    const orders = [...messages.values()].map(({ order }) => order);
    const bounds = orders.length > 0 ? { seen: true, oldestOrder: Math.min(...orders), newestOrder: Math.max(...orders) } : {};
    return { ...sync, ...bounds };
  }

  function take(stored: Stored, messages: RemoteMessage[], page: Ingest['page']) {
    const newest = synced(stored).newestOrder ?? -Infinity;
    const fresh = messages.filter(({ remoteId }) => !stored.messages.has(remoteId));
    for (const message of messages) stored.messages.set(message.remoteId, message);
    const unread =
      (page === 'latest' && !stored.firstRead) || page === 'live' ? fresh.filter((message) => message.order > newest && !message.mine) : [];
    stored.unread += unread.length;
    if (page === 'latest') stored.firstRead = false;
    const arrived = unread.map(({ text, order }) => ({ id: order, conversationId: stored.sync.id, text }));
    return { arrived: arrived as never[], added: fresh.length, joined: true };
  }

  const store: Partial<Store> = {
    readSyncConversations: async () => [...conversations.values()].map(synced),
    async saveListing(listing) {
      return listing.conversations.map(({ remoteId, title }) => synced(add(remoteId, title)));
    },
    async readConversation(id) {
      const { sync, unread } = byId(id);
      return { id, accountId, remoteId: sync.remoteId, unread } as Conversation;
    },
    async readKnown(id): Promise<Known> {
      const newest = [...byId(id).messages.values()].sort((a, b) => a.order - b.order);
      return { count: newest.length, newest };
    },
    async ingest(page) {
      fake.pages.push(page);
      const stored = byId(page.conversationId);
      if (page.historyComplete !== undefined) stored.sync.historyComplete = page.historyComplete;
      if (page.fill?.done) fake.gaps.delete(page.fill.gapId);
      return take(stored, page.messages, page.page);
    },
    async ingestChanges(changes) {
      fake.changes.push(changes);
      fake.cursor = changes.cursor;
      const listed = changes.conversations.filter(({ remoteId }) => conversations.has(remoteId));
      return { arrived: listed.flatMap(({ remoteId, messages }) => take(fake.known(remoteId), messages, 'live').arrived) };
    },
    readChangesCursor: async () => fake.cursor,
    readGap: async (id) => fake.gaps.get(id) ?? null,
    async noteGapTried({ id, triedAt }) {
      fake.gaps.set(id, { ...fake.gaps.get(id)!, triedAt });
    },
    async setConversationTrouble({ id, trouble }) {
      byId(id).trouble = trouble;
    },
    async markRead(id) {
      byId(id).unread = 0;
    },
  };

  return Object.assign(fake, {
    store: store as Store,
    known: (remoteId: string) => conversations.get(remoteId)!,
    texts: (remoteId: string) =>
      [...conversations.get(remoteId)!.messages.values()].sort((a, b) => a.order - b.order).map(({ text }) => text),
    remember(remoteId: string, messages: RemoteMessage[] = []) {
      const stored = add(remoteId);
      take(stored, messages, 'older');
      Object.assign(stored, { firstRead: messages.length === 0 });
      stored.sync.historyComplete = true;
      return stored;
    },
  });
}
