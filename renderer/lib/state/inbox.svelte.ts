import type { Change } from '../../../preload/contract/changes.ts';
import type { Conversation, OutboxItem } from '../../../preload/contract/domain.ts';

const byTitle = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function newestFirst(one: Conversation, other: Conversation): number {
  const difference = (other.lastMessage?.sentAt ?? 0) - (one.lastMessage?.sentAt ?? 0);
  return difference || byTitle.compare(one.title, other.title) || one.id - other.id;
}

/** All conversations, and which of them the list shows. */
export class Inbox {
  #byId = $state.raw<ReadonlyMap<number, Conversation>>(new Map());
  /** Outbox items that need the user, by conversation: what the list marks. */
  #stuck = $state.raw<ReadonlyMap<string, number>>(new Map());
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
  readonly #stuckConversations = $derived(new Set(this.#stuck.values()));

  start(conversations: readonly Conversation[]): void {
    this.#byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
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
    let next: Map<number, Conversation> | undefined;
    for (const change of changes) {
      if (change.type === 'upsert' && change.object === 'conversation') {
        (next ??= new Map(this.#byId)).set(change.value.id, change.value);
      } else if (change.type === 'delete' && change.object === 'conversation') {
        (next ??= new Map(this.#byId)).delete(Number(change.id));
      } else if (change.type === 'delete' && change.object === 'account') {
        // What belonged to a removed account goes with it, whether or not it is named one by one.
        next ??= new Map(this.#byId);
        for (const { id, accountId } of next.values()) if (accountId === change.id) next.delete(id);
      } else if (change.type === 'upsert' && change.object === 'outbox') {
        this.noteOutbox([change.value]);
      } else if (change.type === 'delete' && change.object === 'outbox') {
        this.#forgetStuck(String(change.id));
      }
    }
    if (next) this.#byId = next;
  }

  noteOutbox(items: readonly OutboxItem[]): void {
    for (const { id, conversationId, state } of items) {
      if (state === 'failed' || state === 'unknown') {
        if (this.#stuck.get(id) !== conversationId) this.#stuck = new Map(this.#stuck).set(id, conversationId);
      } else {
        this.#forgetStuck(id);
      }
    }
  }

  #forgetStuck(id: string): void {
    if (!this.#stuck.has(id)) return;
    const next = new Map(this.#stuck);
    next.delete(id);
    this.#stuck = next;
  }
}
