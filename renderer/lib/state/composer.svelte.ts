import { SvelteMap } from 'svelte/reactivity';
import type { Conversation, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';
import type { OpenConversation } from './conversation.svelte.ts';
import type { Drafts } from './drafts.svelte.ts';
import { expectedItem } from './expected.ts';

/** A message of the user's being changed. `item` is the change that failed and is being corrected. */
export interface Editing {
  message: Message;
  text: string;
  item: OutboxItem | null;
}

/** What is being written, per conversation: a draft, perhaps an answer, or a change. It leaves at once and comes back if main could not keep it. */
export class Composer {
  /** Why the last text of a conversation came back. */
  readonly failures = new SvelteMap<number, string>();
  readonly #replies = new SvelteMap<number, Message>();
  readonly #edits = new SvelteMap<number, Editing>();
  #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  textOf(conversation: Conversation): string {
    return this.#edits.get(conversation.id)?.text ?? this.#drafts.of(conversation);
  }

  write(conversationId: number, text: string): void {
    const editing = this.#edits.get(conversationId);
    if (editing) this.#edits.set(conversationId, { ...editing, text });
    else this.#drafts.write(conversationId, text);
  }

  /** The message a conversation's next one answers. */
  replyIn(conversationId: number): Message | undefined {
    return this.#replies.get(conversationId);
  }

  editIn(conversationId: number): Editing | undefined {
    return this.#edits.get(conversationId);
  }

  startReply(message: Message): void {
    this.#edits.delete(message.conversationId);
    this.#replies.set(message.conversationId, message);
  }

  /** The draft waits until the change is done. */
  startEdit(message: Message, item: OutboxItem | null = null): void {
    this.#edits.set(message.conversationId, { message, text: item?.text ?? message.text, item });
  }

  /** Ends the change, or the answer, and keeps the draft. Answers whether there was one. */
  leave(conversationId: number): boolean {
    this.failures.delete(conversationId);
    return this.#edits.delete(conversationId) || this.#replies.delete(conversationId);
  }

  async submit(conversation: Conversation, open: OpenConversation, createRoom: boolean): Promise<void> {
    const editing = this.#edits.get(conversation.id);
    if (editing) await this.#saveEdit(open, editing);
    else await this.#send(conversation, open, createRoom);
  }

  async #send(conversation: Conversation, open: OpenConversation, createRoom: boolean): Promise<void> {
    const text = this.#drafts.of(conversation);
    if (text.trim() === '') return;
    const clientId = crypto.randomUUID();
    const { id } = conversation;
    const reply = this.#replies.get(id);
    const replyTo = reply ? { messageId: reply.id, authorName: reply.authorName, text: reply.text } : null;
    this.failures.delete(id);
    this.#replies.delete(id);
    this.#drafts.lift(id);
    const item = expectedItem({ id: clientId, conversationId: id, text, replyTo });
    open.expect(item);
    try {
      open.accept(item, await parley.outbox.send({ conversationId: id, clientId, text, createRoom, replyToId: reply?.id ?? null }));
      await this.#drafts.save(id);
    } catch (error) {
      open.withdraw(clientId);
      this.#drafts.putBack(id, text);
      if (reply) this.#replies.set(id, reply);
      this.failures.set(id, sentenceOf(error));
    }
  }

  async #saveEdit(open: OpenConversation, editing: Editing): Promise<void> {
    const { message, text, item } = editing;
    const { conversationId } = message;
    if (text.trim() === '') return;
    this.leave(conversationId);
    if (text === (item?.text ?? message.text)) return;
    const clientId = crypto.randomUUID();
    const expected = item ?? expectedItem({ id: clientId, conversationId, kind: 'edit', targetId: message.id, text });
    try {
      if (item) {
        const changed = await parley.outbox.edit({ id: item.id, text });
        // Whoever corrects a change that failed wants it made.
        if (changed.state === 'failed') await parley.outbox.retry({ id: item.id });
      } else {
        open.expect(expected);
        open.accept(expected, await parley.messages.edit({ messageId: message.id, clientId, text }));
      }
    } catch (error) {
      if (!item) open.withdraw(clientId);
      this.#edits.set(conversationId, editing);
      this.failures.set(conversationId, sentenceOf(error));
    }
  }
}
