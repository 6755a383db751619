import { SvelteMap } from 'svelte/reactivity';
import type { Conversation, OutboxItem } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';
import type { OpenConversation } from './conversation.svelte.ts';
import type { Drafts } from './drafts.svelte.ts';

function expected(id: string, conversationId: number, text: string): OutboxItem {
  return {
    id,
    conversationId,
    kind: 'send',
    text,
    targetId: null,
    forAll: false,
    replyTo: null,
    state: 'queued',
    createdAt: Date.now(),
    reason: '',
    nextAttemptAt: null,
    attempts: [],
    messageId: null,
  };
}

/** Hands what was written to the outbox. A text leaves the composer at once and comes back if main could not keep it. */
export class Composer {
  /** Why the last text of a conversation came back. */
  failures = new SvelteMap<number, string>();
  #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  async send(conversation: Conversation, open: OpenConversation, createRoom: boolean): Promise<void> {
    const text = this.#drafts.of(conversation);
    if (text.trim() === '') return;
    const clientId = crypto.randomUUID();
    const { id } = conversation;
    this.failures.delete(id);
    this.#drafts.lift(id);
    const item = expected(clientId, id, text);
    open.expect(item);
    try {
      open.accept(item, await parley.outbox.send({ conversationId: id, clientId, text, createRoom, replyToId: null }));
      await this.#drafts.save(id);
    } catch (error) {
      open.withdraw(clientId);
      this.#drafts.putBack(id, text);
      this.failures.set(id, sentenceOf(error));
    }
  }
}
