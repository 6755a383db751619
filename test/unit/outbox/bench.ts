/** The outbox on a store in memory that keeps to the store's contract as far as items go, and on a connection made of plain functions. */
import { createOutbox, type Outbox, type OutboxParts } from '../../../main/outbox/index.ts';
import type { ProviderConnection, RemotePage } from '../../../main/providers/contract.ts';
import type { Store } from '../../../main/store/contract.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { quietLog } from '../providers/support.ts';

export interface OutboxBench {
  outbox: Outbox;
  clock: FakeClock;
  item(id: string): OutboxItem;
  /** As the store does when a read shows what became of the item. */
  confirm(id: string): void;
  /** What the conversation is read with, after a send and when looking; it is complete. */
  reads: { latest: number; soon: number; around: RemotePage[] };
  readOnly: string[];
}

export interface OutboxOptions {
  /** The running connection. */
  connection: Partial<ProviderConnection>;
  /** Left by an earlier run. */
  items?: OutboxItem[];
  /** Runs when the newest messages are read. */
  onRead?: (bench: OutboxBench) => void;
}

export function item(part: Partial<OutboxItem> & { id: string }): OutboxItem {
  return {
    conversationId: 1,
    kind: 'send',
    text: 'hello',
    targetId: null,
    forAll: false,
    replyTo: null,
    state: 'queued',
    createdAt: 0,
    reason: '',
    nextAttemptAt: null,
    attempts: [],
    messageId: null,
    ...part,
  };
}

/** Message 70 of conversation 1 is "m70" at the service; conversations 1 and 2 are "room 1" and "room 2" of one account. */
export async function outboxBench({ connection, items = [], onRead }: OutboxOptions): Promise<OutboxBench> {
  const clock = createFakeClock();
  const stored = new Map(items.map((each) => [each.id, each]));
  const listeners = new Set<(changes: Change[]) => void>();
  const bench = { clock, reads: { latest: 0, soon: 0, around: [] }, readOnly: [] as string[] } as unknown as OutboxBench;
  const publish = (change: Change) => listeners.forEach((listener) => listener([change]));

  function put(next: OutboxItem): OutboxItem {
    stored.set(next.id, next);
    publish({ type: 'upsert', object: 'outbox', value: next });
    return next;
  }
  bench.item = (id) => stored.get(id)!;
  bench.confirm = (id) => void put({ ...bench.item(id), state: 'confirmed', reason: '' });

  const store = {
    onChanges(listener: (changes: Change[]) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readUnfinishedOutbox: async () => [...stored.values()],
    readOutboxItem: async (id: string) => stored.get(id) ?? null,
    readConversation: async (id: number) => ({ id, accountId: 'account', readOnlyReason: bench.readOnly.at(-1) ?? '' }),
    readMessage: async (id: number) =>
      id === 70 ? { message: { id, conversationId: 1, text: 'as it was', order: 700 }, remoteId: 'm70' } : null,
    async enqueue({ replyToId, ...rest }: Parameters<Store['enqueue']>[0]) {
      const replyTo = replyToId === null ? null : { messageId: replyToId, authorName: '', text: '' };
      return stored.get(rest.id) ?? put(item({ ...rest, replyTo }));
    },
    async beginAttempt({ id, startedAt }: Parameters<Store['beginAttempt']>[0]) {
      const before = bench.item(id);
      const attempt = { number: before.attempts.length + 1, startedAt, endedAt: null, outcome: null, reason: '' };
      return put({ ...before, state: 'sending', attempts: [...before.attempts, attempt] });
    },
    async settle({ id, state, endedAt, outcome, reason, nextAttemptAt = null, message }: Parameters<Store['settle']>[0]) {
      const before = bench.item(id);
      if (before.state === 'confirmed') return before;
      const attempts = before.attempts.map((each) => (each.endedAt === null ? { ...each, endedAt, outcome, reason } : each));
      return put({ ...before, state: message ? 'confirmed' : state, reason, nextAttemptAt, attempts });
    },
    editOutboxText: async ({ id, text }: { id: string; text: string }) => put({ ...bench.item(id), text }),
    async discardOutbox(id: string) {
      stored.delete(id);
      publish({ type: 'delete', object: 'outbox', id });
    },
    setConversationReadOnly: async ({ reason }: { reason: string }) => void bench.readOnly.push(reason),
    ingest: async ({ messages }: RemotePage) => void bench.reads.around.push({ messages }),
  };
  const account = {
    id: 'account',
    connection,
    signal: new AbortController().signal,
    pausedUntil: () => 0,
    async call(
      _priority: string,
      job: (connection: object, signal: AbortSignal) => unknown,
      options: { prepare?: () => Promise<void> } = {},
    ) {
      await options.prepare?.();
      return job(connection, account.signal);
    },
  };
  const reader = {
    async readLatest() {
      bench.reads.latest += 1;
      onRead?.(bench);
      return { complete: true };
    },
  };
  const conversations = [1, 2].map((id) => ({ id, remoteId: `room ${id}` }));
  const sync = { active: () => ({ account, reader, conversations }), readSoon: () => (bench.reads.soon += 1), listSoon() {} };
  bench.outbox = await createOutbox({ store, sync, clock, log: quietLog } as unknown as OutboxParts);
  // Whatever can be done at once is done.
  await clock.advance(0);
  return bench;
}
