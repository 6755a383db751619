import type { OutboxItem } from '../../../preload/contract/domain.ts';

/** What an outbox item will look like when main has taken it: shown until it answers. */
export function expectedItem(part: Pick<OutboxItem, 'id' | 'conversationId' | 'text'> & Partial<OutboxItem>): OutboxItem {
  return {
    kind: 'send',
    targetId: null,
    forAll: false,
    replyTo: null,
    state: 'queued',
    createdAt: Date.now(),
    reason: '',
    nextAttemptAt: null,
    attempts: [],
    messageId: null,
    ...part,
  };
}
