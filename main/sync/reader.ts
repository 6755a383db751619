/** Reads one conversation: its newest page, what lies between that and the known history, older pages, and what a gap misses. */
import type { Ingest, Store, SyncConversation } from '../store/contract.ts';
import { Problem } from '../problem.ts';
import { RateLimited, Rejected } from '../providers/errors.ts';
import { nothingKnown, type RemotePage } from '../providers/contract.ts';
import type { Message } from '../../preload/contract/domain.ts';
import type { Clock } from '../clock.ts';
import { createTurns } from '../turns.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Priority } from './pacer.ts';

export interface Reader {
  /**
   * Reads the newest messages, and further back until they join what is known. `complete` is false when the service gives no more
   * before they join: then something may be missing in between, a gap is noted, and absence of a message proves nothing.
   */
  readLatest(conversation: SyncConversation, priority: Priority): Promise<{ complete: boolean }>;
  /** One older page, for somebody who waits for it unless said otherwise. */
  readOlder(conversation: SyncConversation, priority?: 'older' | 'history'): Promise<{ added: number; complete: boolean }>;
  /** Asks for what the gap misses, from its newer side back, until both sides join or the service gives nothing more. */
  fillGap(gapId: number): Promise<{ added: number; closed: boolean }>;
}

export interface ReaderParts {
  account: ActiveAccount;
  store: Pick<Store, 'ingest' | 'readKnown' | 'readGap' | 'readConversation' | 'noteGapTried' | 'setConversationTrouble'>;
  clock: Clock;
  onArrived(messages: Message[]): void;
}

interface NewPages {
  pages: RemotePage[];
  /** When the newest was asked for: what happened since, the answer may not tell, and a computer may sleep in between. */
  askedAt: number;
  complete: boolean;
}

export function createReader({ account, store, clock, onArrived }: ReaderParts): Reader {
  const { connection } = account;
  /** A page may only make sense beside what the one before it left in the store, so each conversation is read by one at a time. */
  const inTurn = createTurns();
  /** Conversations whose last read went well, and had nothing to take back. */
  const untroubled = new Set<number>();
  const oneByOne = <Value>(conversationId: number, job: () => Promise<Value>) => inTurn(String(conversationId), job);

  async function ingest(conversationId: number, { messages, whole }: RemotePage, rest: Pick<Ingest, 'page'> & Partial<Ingest>) {
    const result = await store.ingest({ conversationId, messages, readAt: clock.now(), ...(whole ? { whole } : {}), ...rest });
    if (result.arrived.length > 0) onArrived(result.arrived);
    return result;
  }

  function extend(conversation: SyncConversation, page: RemotePage): void {
    if (page.messages.length === 0) return;
    conversation.seen = true;
    conversation.newestOrder = Math.max(conversation.newestOrder ?? -Infinity, ...page.messages.map(({ order }) => order));
    conversation.oldestOrder = Math.min(conversation.oldestOrder ?? Infinity, oldestOrder(page));
  }

  function readBefore(priority: Priority, remoteId: string, order: number): Promise<RemotePage> {
    return account.call(priority, (remote, signal) => remote.readBefore!(remoteId, order, signal), { about: remoteId });
  }

  /**
   * The newest page and those before it, back to what is known: newest first. Nothing is stored on the way, so that an end in the
   * middle, by a crash or a lost connection, never leaves a hole that later looks like caught-up history.
   */
  async function newPages(conversation: SyncConversation, priority: Priority): Promise<NewPages> {
    const { id, remoteId, newestOrder: knownUpTo } = conversation;
    const known = connection.needsKnown ? await store.readKnown(id) : nothingKnown;
    let askedAt = 0;
    const newest = await account.call(
      priority,
      (remote, signal) => {
        askedAt = clock.now();
        return remote.readLatest!(remoteId, known, signal);
      },
      { about: remoteId },
    );
    const pages = [newest];
    if (newest.gap) return { pages, askedAt, complete: false };
    let oldest = oldestOrder(newest);
    if (knownUpTo === null || newest.messages.length === 0) return { pages, askedAt, complete: true };
    while (oldest > knownUpTo) {
      if (!connection.readBefore) return { pages, askedAt, complete: false };
      const before = await readBefore(priority, remoteId, oldest);
      // The service gives nothing older, yet what Parley knows is older still.
      if (oldestOrder(before) >= oldest) return { pages, askedAt, complete: false };
      oldest = oldestOrder(before);
      pages.push(before);
    }
    return { pages, askedAt, complete: true };
  }

  return {
    readLatest: (conversation, priority) =>
      oneByOne(conversation.id, async () => {
        try {
          const { pages, askedAt, complete } = await newPages(conversation, priority);
          let gap = !complete;
          for (const page of pages.reverse()) {
            await ingest(conversation.id, page, { page: 'latest', gap, readAt: askedAt });
            extend(conversation, page);
            gap = false;
          }
          if (!untroubled.has(conversation.id)) await store.setConversationTrouble({ id: conversation.id, trouble: '' });
          untroubled.add(conversation.id);
          return { complete };
        } catch (error) {
          if (isAboutIt(error)) {
            untroubled.delete(conversation.id);
            await store.setConversationTrouble({ id: conversation.id, trouble: error.message });
          }
          throw error;
        }
      }),

    readOlder: (conversation, priority = 'older') =>
      oneByOne(conversation.id, async () => {
        const from = conversation.oldestOrder;
        if (from === null) return { added: 0, complete: conversation.historyComplete };
        // Where nothing older can be asked for, nothing is what the service gives.
        const older = connection.readBefore ? await readBefore(priority, conversation.remoteId, from) : { messages: [] };
        const nothingOlder = older.messages.every((message) => message.order >= from);
        const { added, letGo } = await ingest(conversation.id, older, { page: 'older', historyComplete: nothingOlder });
        extend(conversation, older);
        conversation.historyComplete = nothingOlder || letGo === true;
        return { added, complete: conversation.historyComplete };
      }),

    async fillGap(gapId) {
      const found = await store.readGap(gapId);
      const conversation = found && (await store.readConversation(found.conversationId));
      if (!conversation) throw new Problem('not-found', 'This gap is closed already.');
      if (!connection.readBefore)
        throw new Problem('conflict', 'The service keeps only its newest messages, so what is missing here can no longer be fetched.');
      return oneByOne(conversation.id, async () => {
        // Whoever was before may have closed it, or come further.
        const gap = await store.readGap(gapId);
        if (!gap) return { added: 0, closed: true };
        await store.noteGapTried({ id: gapId, triedAt: clock.now() });
        let newerSide = gap.beforeOrder;
        let added = 0;
        for (;;) {
          const page = await readBefore('older', conversation.remoteId, newerSide);
          const oldest = oldestOrder(page);
          if (oldest >= newerSide) return { added, closed: false };
          const done = oldest <= gap.afterOrder;
          added += (await ingest(conversation.id, page, { page: 'fill', fill: { gapId, done } })).added;
          if (done) return { added, closed: true };
          newerSide = oldest;
        }
      });
    },
  };
}

/** Infinity for an empty page: it reaches nowhere. */
function oldestOrder(page: RemotePage): number {
  return Math.min(...page.messages.map((message) => message.order));
}

/** Whether an error says something about this one conversation, while the account as a whole works. */
function isAboutIt(error: unknown): error is Rejected | RateLimited {
  return error instanceof Rejected || (error instanceof RateLimited && error.scope === 'call');
}
