/** Finding out what became of an item whose attempt ended in the dark: reads where it would show, and the store recognises it. */
import type { OutboxItem } from '../../preload/contract/domain.ts';
import { Rejected } from '../providers/errors.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/contract.ts';
import type { Line } from './lane.ts';

/** Reads the conversation's newest messages. False where that leaves a doubt, so that absence proves nothing. */
export async function readNewest({ reader, conversation }: Line): Promise<boolean> {
  try {
    return (await reader.readLatest(conversation, 'send')).complete;
  } catch (error) {
    if (error instanceof Rejected) return false;
    throw error;
  }
}

/** Reads the page that ends with the message a change is about. */
export async function readAround(
  item: OutboxItem,
  { account, conversation }: Line,
  store: Pick<Store, 'readMessage' | 'ingest'>,
  clock: Clock,
): Promise<void> {
  const target = item.targetId === null ? null : await store.readMessage(item.targetId);
  if (!account.connection.readBefore || !target) return;
  const { remoteId, id } = conversation;
  try {
    const { messages, whole = null } = await account.call(
      'send',
      (connection, signal) => connection.readBefore!(remoteId, target.message.order + 1, signal),
      { about: remoteId },
    );
    await store.ingest({ conversationId: id, messages, whole, page: 'older', readAt: clock.now() });
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
}
