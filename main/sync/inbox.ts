/** Stores what a live connection hears: whatever comes in one go as one page of each conversation. */
import type { Message } from '../../preload/contract/domain.ts';
import type { Logger, RemoteMessage } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Directory } from './directory.ts';

export interface Inbox {
  put(remoteId: string, message: RemoteMessage): void;
}

export interface InboxParts {
  account: ActiveAccount;
  store: Pick<Store, 'ingest'>;
  directory: Directory;
  clock: Clock;
  log: Logger;
  onArrived(messages: Message[]): void;
  /** Heard of a conversation that is not listed. */
  onUnknown(): void;
  /** Something heard was not stored. */
  onLost(): void;
}

export function createInbox(parts: InboxParts): Inbox {
  const { account, store, directory, clock } = parts;
  let heard = new Map<string, RemoteMessage[]>();
  let storing = false;
  let cancelTimer = () => {};

  async function storeHeard(): Promise<void> {
    storing = true;
    while (heard.size > 0 && !account.signal.aborted) {
      const pages = heard;
      heard = new Map();
      for (const [remoteId, messages] of pages) await storePage(remoteId, messages);
    }
    storing = false;
  }

  async function storePage(remoteId: string, messages: RemoteMessage[]): Promise<void> {
    const conversation = directory.byRemoteId(remoteId);
    if (!conversation) return parts.onUnknown();
    try {
      const { arrived } = await store.ingest({ conversationId: conversation.id, messages, page: 'live', readAt: clock.now() });
      if (arrived.length > 0) parts.onArrived(arrived);
    } catch (error) {
      parts.log.warn('storing live messages failed', { account: account.id, error: String(error) });
      parts.onLost();
    }
  }

  account.signal.addEventListener('abort', () => cancelTimer(), { once: true });
  return {
    put(remoteId, message) {
      const first = heard.size === 0;
      heard.set(remoteId, [...(heard.get(remoteId) ?? []), message]);
      if (first && !storing) cancelTimer = clock.after(0, () => void storeHeard());
    },
  };
}
