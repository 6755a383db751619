/** What an outbox item asks of its service, as one call. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import type { ProviderConnection } from '../providers/contract.ts';
import type { IncomingMessage, Store } from '../store/contract.ts';

/** What the service answered: `confirmed` where nothing is left to be read back. */
export interface Accepted {
  state: 'sent' | 'confirmed';
  renderedText: string | null;
  /** The message as it is then, where the service says so. */
  message: IncomingMessage | null;
}

/** Makes the call. Rejects with the provider's error. */
export type Errand = (connection: ProviderConnection, signal: AbortSignal, text: string) => Promise<Accepted>;

/** null where the message it is about is no longer there. */
export async function errandOf(item: OutboxItem, remoteId: string, store: Pick<Store, 'readMessage'>): Promise<Errand | null> {
  const idOf = async (messageId: number | null) => (messageId === null ? null : ((await store.readMessage(messageId))?.remoteId ?? null));

  if (item.kind === 'send') {
    const replyTo = await idOf(item.replyTo?.messageId ?? null);
    return async (connection, signal, text) => {
      const receipt = await connection.send!(remoteId, { text, clientId: item.id, replyTo }, signal);
      return { state: 'sent', ...receipt };
    };
  }
  const target = await idOf(item.targetId);
  if (target === null) return null;
  return async (connection, signal, text) => {
    if (item.kind === 'edit') {
      const message = await connection.edit!(remoteId, target, text, signal);
      return { state: 'confirmed', renderedText: null, message };
    }
    await connection.remove!(remoteId, target, item.forAll ? 'all' : 'self', signal);
    return { state: 'confirmed', renderedText: null, message: null };
  };
}
