/** The unfinished items as the store last told them: kept by listening, so that nothing polls the database. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { Store } from '../store/contract.ts';

export interface Ledger {
  all(): OutboxItem[];
  /** Oldest first. */
  of(conversationId: number): OutboxItem[];
  find(id: string): OutboxItem | undefined;
  stop(): void;
}

/** `onFinished` is called with the conversation of an item that is done with: what waits behind it may move. */
export async function createLedger(
  store: Pick<Store, 'readUnfinishedOutbox' | 'onChanges'>,
  onFinished: (conversationId: number) => void,
): Promise<Ledger> {
  const items = new Map<string, OutboxItem>();
  function finish(id: string): void {
    const item = items.get(id);
    if (!items.delete(id) || !item) return;
    onFinished(item.conversationId);
  }

  const stop = store.onChanges((changes) => {
    for (const change of changes) {
      if (change.type === 'delete' && change.object === 'outbox') finish(String(change.id));
      if (change.type !== 'upsert' || change.object !== 'outbox') continue;
      if (change.value.state === 'confirmed') finish(change.value.id);
      else items.set(change.value.id, change.value);
    }
  });
  for (const item of await store.readUnfinishedOutbox()) items.set(item.id, item);

  return {
    all: () => [...items.values()],
    of: (conversationId) =>
      [...items.values()].filter((item) => item.conversationId === conversationId).sort((a, b) => a.createdAt - b.createdAt),
    find: (id) => items.get(id),
    stop,
  };
}
