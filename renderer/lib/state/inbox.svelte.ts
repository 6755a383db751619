import type { Change } from '../../../preload/contract/changes.ts';
import type { Conversation, OutboxItem } from '../../../preload/contract/domain.ts';
import { applied, emptyKeyed, filtered, keyed, lastWords, setOf, withEntry, withoutEntry, type Keyed } from './keyed.ts';

const byTitle = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function newestFirst(one: Conversation, other: Conversation): number {
  const difference = (other.lastMessage?.sentAt ?? 0) - (one.lastMessage?.sentAt ?? 0);
  return difference || byTitle.compare(one.title, other.title) || one.id - other.id;
}

/** All conversations, and which of them the list shows. */
export class Inbox {
  #byId = $state.raw<Keyed<number, Conversation>>(keyed([]));
  /** Outbox items that need the user, by conversation: what the list marks. */
  #stuck = $state.raw<Keyed<string, number>>(emptyKeyed());
  filter = $state('');
  unreadOnly = $state(false);
  /** The conversation opened last: it stays listed under "Unread" although opening it made it read, and the list returns to it. */
  last = $state<number | null>(null);

  readonly all = $derived([...this.#byId.values()].sort(newestFirst));
  readonly unread = $derived(this.all.reduce((sum, conversation) => sum + conversation.unread, 0));
  readonly filtering = $derived(this.filter.trim() !== '' || this.unreadOnly);
  readonly shown = $derived.by(() => {
    const wanted = this.filter.trim().toLocaleLowerCase();
    if (wanted === '' && !this.unreadOnly) return this.all;
    return this.all.filter(
      ({ title, unread, id }) =>
        (wanted === '' || title.toLocaleLowerCase().includes(wanted)) && (!this.unreadOnly || unread > 0 || id === this.last),
    );
  });
  readonly #stuckConversations = $derived(setOf(this.#stuck.values()));

  start(conversations: readonly Conversation[]): void {
    this.#byId = keyed(conversations);
  }

  get(id: number): Conversation | undefined {
    return this.#byId.get(id);
  }

  /** Whether something the user wrote there was not delivered. */
  hasStuck(id: number): boolean {
    return this.#stuckConversations.has(id);
  }

  ofAccount(accountId: string): Conversation[] {
    return this.all.filter((conversation) => conversation.accountId === accountId);
  }

  clearFilter(): void {
    this.filter = '';
    this.unreadOnly = false;
  }

  apply(changes: readonly Change[]): void {
    this.#byId = applied(this.#byId, lastWords(changes, 'conversation'));
    for (const [accountId, account] of lastWords(changes, 'account')) {
      // What belonged to a removed account goes with it, whether or not it is named one by one.
      if (!account) this.#byId = filtered(this.#byId, (conversation) => conversation.accountId !== accountId);
    }
    for (const [id, item] of lastWords(changes, 'outbox')) {
      if (item) this.noteOutbox([item]);
      else this.#stuck = withoutEntry(this.#stuck, id);
    }
  }

  noteOutbox(items: readonly OutboxItem[]): void {
    for (const { id, conversationId, state } of items) {
      if (state === 'failed' || state === 'unknown') this.#stuck = withEntry(this.#stuck, id, conversationId);
      else this.#stuck = withoutEntry(this.#stuck, id);
    }
  }
}
