/** Durable sends: what the user may do with a message on its way, and which conversations have work. The work itself is in `lane.ts`. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { Logger } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';
import type { Sync } from '../sync/index.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { createLane, type Lane } from './lane.ts';
import { createLedger } from './ledger.ts';

export interface Outbox {
  /** With `replyToId`: as an answer to that message. */
  send(argument: { conversationId: number; clientId: string; text: string; replyToId?: number | null }): Promise<OutboxItem>;
  /** Changes a message at its service, or deletes it there: `text` is the new one, and not looked at for `delete`. */
  change(argument: { messageId: number; clientId: string; kind: 'edit' | 'delete'; text: string; forAll: boolean }): Promise<OutboxItem>;
  /** A `failed` item is queued again. */
  retry(id: string): Promise<OutboxItem>;
  edit(id: string, text: string): Promise<OutboxItem>;
  discard(id: string): Promise<void>;
  /** The user's word on an `unknown` item. */
  resolve(id: string, as: 'check-again' | 'send-again' | 'delivered'): Promise<OutboxItem>;
  /** The account answered or came back: its queues may move. */
  accountReady(accountId: string): void;
  stop(): void;
}

export interface OutboxParts {
  store: Store;
  sync: Pick<Sync, 'active' | 'readSoon' | 'listSoon'>;
  clock: Clock;
  log: Logger;
}

/** Takes up what an earlier run left: a request that was on its way when Parley ended may have arrived. */
export async function createOutbox(parts: OutboxParts): Promise<Outbox> {
  const { store, clock } = parts;
  const lanes = new Map<number, Lane>();
  const ledger = await createLedger(store, (conversationId) => lanes.get(conversationId)?.wake());

  function lane(conversationId: number): Lane {
    const known = lanes.get(conversationId) ?? createLane(conversationId, { ...parts, ledger });
    lanes.set(conversationId, known);
    return known;
  }

  async function existing(id: string): Promise<OutboxItem> {
    const item = ledger.find(id) ?? (await store.readOutboxItem(id));
    if (!item) throw new Problem('conflict', 'This message is no longer in the outbox.');
    return item;
  }

  async function enqueue(item: Omit<Parameters<Store['enqueue']>[0], 'createdAt'>): Promise<OutboxItem> {
    const queued = await store.enqueue({ ...item, createdAt: clock.now() });
    lane(item.conversationId).wake();
    return queued;
  }

  async function requeue(item: OutboxItem, reason: string): Promise<OutboxItem> {
    const queued = await store.settle({ id: item.id, state: 'queued', endedAt: clock.now(), outcome: null, reason, nextAttemptAt: null });
    lane(item.conversationId).wake();
    return queued;
  }

  for (const item of ledger.all()) lane(item.conversationId).wake();

  return {
    send: ({ conversationId, clientId, text, replyToId = null }) =>
      enqueue({ id: clientId, conversationId, kind: 'send', text, targetId: null, forAll: false, replyToId }),
    async change({ messageId, clientId, kind, text, forAll }) {
      const found = await store.readMessage(messageId);
      if (!found) throw new Problem('not-found', 'This message is no longer there.');
      const { conversationId, text: before } = found.message;
      const shown = kind === 'edit' ? text : before;
      return enqueue({ id: clientId, conversationId, kind, text: shown, targetId: messageId, forAll, replyToId: null });
    },
    async retry(id) {
      const item = await existing(id);
      if (item.state !== 'failed' && item.state !== 'queued')
        throw new Problem('conflict', 'Only a message that failed can be tried again.');
      return requeue(item, '');
    },
    async edit(id, text) {
      const item = await existing(id);
      if (item.state !== 'failed' && item.state !== 'queued')
        throw new Problem('conflict', 'This message may already be delivered, so it can no longer be changed.');
      if (item.kind === 'delete') throw new Problem('conflict', 'A deletion has no text to change.');
      return store.editOutboxText({ id, text });
    },
    async discard(id) {
      const item = await existing(id);
      if (item.state === 'sending' || item.state === 'sent' || item.state === 'confirmed')
        throw new Problem('conflict', 'This message is already on its way.');
      await store.discardOutbox(id);
      lane(item.conversationId).wake();
    },
    async resolve(id, as) {
      const item = await existing(id);
      if (item.state !== 'unknown') throw new Problem('conflict', 'What became of this message is known by now.');
      if (as === 'send-again') return requeue(item, 'Sent again on your word.');
      if (as === 'check-again') {
        lane(item.conversationId).checkAgain(id);
        return item;
      }
      const delivered = await store.settle({
        id,
        state: 'confirmed',
        endedAt: clock.now(),
        outcome: null,
        reason: 'Delivered, on your word.',
      });
      lane(item.conversationId).wake();
      return delivered;
    },
    accountReady(accountId) {
      const conversations = parts.sync.active(accountId)?.conversations ?? [];
      for (const { id } of conversations) if (ledger.of(id).length > 0) lane(id).wake();
    },
    stop() {
      for (const each of lanes.values()) each.stop();
      ledger.stop();
    },
  };
}
