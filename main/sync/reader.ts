/** Reads one conversation: its newest page, what lies between that and the known history, and older pages. */
import type { IngestResult, Store, SyncConversation } from '../store/contract.ts';
import { Rejected } from '../providers/errors.ts';
import type { RemotePage } from '../providers/contract.ts';
import type { Message } from '../../preload/contract/domain.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Priority } from './pacer.ts';

export interface Reader {
  /**
   * Reads the newest messages, and further back until they join what is known. `complete` is false when the service gives no more
   * before they join: then something may be missing in between, and absence of a message proves nothing.
   */
  readLatest(conversation: SyncConversation, priority: Priority): Promise<{ complete: boolean }>;
  /** One older page. */
  readOlder(conversation: SyncConversation): Promise<{ added: number; complete: boolean }>;
}

export function createReader(account: ActiveAccount, store: Store, clock: Clock, onArrived: (messages: Message[]) => void): Reader {
  const { connection } = account;

  async function ingest(conversation: SyncConversation, remote: RemotePage, page: 'latest' | 'older', historyComplete?: boolean) {
    const result: IngestResult = await store.ingest({
      conversationId: conversation.id,
      messages: remote.messages,
      page,
      readAt: clock.now(),
      ...(historyComplete === undefined ? {} : { historyComplete }),
    });
    const orders = remote.messages.map((message) => message.order);
    if (orders.length > 0) {
      conversation.seen = true;
      conversation.newestOrder = Math.max(conversation.newestOrder ?? -Infinity, ...orders);
      conversation.oldestOrder = Math.min(conversation.oldestOrder ?? Infinity, ...orders);
    }
    if (result.arrived.length > 0) onArrived(result.arrived);
    return result;
  }

  /**
   * The newest page and those before it, back to what is known: newest first. Nothing is stored on the way, so that an end in the
   * middle, by a crash or a lost connection, never leaves a hole that later looks like caught-up history.
   */
  async function newPages(conversation: SyncConversation, priority: Priority): Promise<{ pages: RemotePage[]; complete: boolean }> {
    const known = conversation.newestOrder;
    const newest = await account.call(priority, (remote, signal) => remote.readLatest(conversation.remoteId, signal));
    const pages = [newest];
    let oldest = oldestOrder(newest);
    if (known === null || newest.messages.length === 0) return { pages, complete: true };
    while (oldest > known) {
      if (!connection.readBefore) return { pages, complete: false };
      const from = oldest;
      const before = await account.call(priority, (remote, signal) => remote.readBefore!(conversation.remoteId, from, signal));
      oldest = oldestOrder(before);
      // The service gives nothing older, yet what Parley knows is older still.
      if (oldest >= from) return { pages, complete: false };
      pages.push(before);
    }
    return { pages, complete: true };
  }

  return {
    async readLatest(conversation, priority) {
      try {
        const { pages, complete } = await newPages(conversation, priority);
        for (const page of pages.reverse()) await ingest(conversation, page, 'latest');
        await store.setConversationTrouble({
          id: conversation.id,
          trouble: complete ? '' : 'Some messages from before the newest ones may be missing: the service gives no more of them.',
        });
        return { complete };
      } catch (error) {
        if (error instanceof Rejected) await store.setConversationTrouble({ id: conversation.id, trouble: error.message });
        throw error;
      }
    },

    async readOlder(conversation) {
      if (!connection.readBefore || conversation.oldestOrder === null) return { added: 0, complete: conversation.historyComplete };
      const from = conversation.oldestOrder;
      const older = await account.call('history', (remote, signal) => remote.readBefore!(conversation.remoteId, from, signal));
      const nothingOlder = older.messages.every((message) => message.order >= from);
      const result = await ingest(conversation, older, 'older', nothingOlder);
      conversation.historyComplete = nothingOlder;
      return { added: result.added, complete: nothingOlder };
    },
  };
}

/** Infinity for an empty page: it reaches nowhere. */
function oldestOrder(page: RemotePage): number {
  return Math.min(...page.messages.map((message) => message.order));
}
