/** Passes the store's one unread count on to whatever shows it, and says which conversations have been read. */
import type { Change } from '../../preload/contract/changes.ts';
import type { Store } from '../store/contract.ts';

export interface UnreadListeners {
  unread(count: number): void;
  read(conversationId: number): void;
}

export function followUnread(store: Pick<Store, 'readUnreadTotal' | 'onChanges'>, listeners: UnreadListeners): void {
  let last = -1;

  async function count(): Promise<void> {
    const total = await store.readUnreadTotal();
    if (total === last) return;
    last = total;
    listeners.unread(total);
  }

  store.onChanges((changes: Change[]) => {
    let mayDiffer = false;
    for (const change of changes) {
      if (change.type === 'upsert' && change.object === 'conversation') {
        mayDiffer = true;
        if (change.value.unread === 0) listeners.read(change.value.id);
      } else if (change.type === 'delete' && change.object === 'conversation') mayDiffer = true;
    }
    if (mayDiffer) void count().catch(() => undefined);
  });
  void count().catch(() => undefined);
}
