import type { Change } from '../../../preload/contract/changes.ts';
import type { StartState } from '../../../preload/contract/api.ts';
import type { Conversation, ConversationCursor, Lane, OutboxItem } from '../../../preload/contract/domain.ts';
import { parley } from '../ipc.ts';
import { rearranged } from './conversation-order.ts';
import { applied, emptyKeyed, keyed, lastWords, setOf, withdrawn, withEntry, withoutEntry, type Keyed } from './keyed.ts';

const pageSize = 500;

/** What the list shows: a lane of conversations, those of any lane in which something was begun to be written, or the saved messages. */
export type Listed = Lane | 'drafts' | 'saved';

function addAttention(sum: number, { lane, mutedUntil, unread }: Conversation): number {
  return lane === 'inbox' && mutedUntil === null ? sum + unread : sum;
}

function isIn({ lane, draft }: Conversation, listed: Listed): boolean {
  return listed === 'drafts' ? draft !== '' : lane === listed;
}

/** All conversations, and which of them the list shows. The first page comes with the start, the others once it is painted. */
export class Inbox {
  #byId = $state.raw<Keyed<number, Conversation>>(keyed([]));
  #all = $state.raw<readonly Conversation[]>([]);
  /** Whether no page is still to come. */
  #complete = $state(false);
  #more: ConversationCursor | null = null;
  /** Removed while pages are on their way: a page may still have them. */
  #removed: ReadonlySet<number> = setOf([]);
  /** Main's count, until all that is unread can be counted here. */
  #unreadAtStart = $state(0);
  /** Outbox items that need the user, by conversation: what the list marks. */
  #stuck = $state.raw<Keyed<string, number>>(emptyKeyed());
  lane = $state<Listed>('inbox');
  filter = $state('');
  unreadOnly = $state(false);
  /** Only conversations with this label are listed; null for all. */
  labelId = $state<number | null>(null);
  /** The conversation opened last: it stays listed under "Unread" although opening it made it read, and the list returns to it. */
  last = $state<number | null>(null);

  /** Of the inbox, without what is muted: as the tray says. */
  readonly unread = $derived(this.#complete ? this.#all.reduce(addAttention, 0) : this.#unreadAtStart);
  /** How many conversations the user put off until later, or began to write in. */
  readonly snoozed = $derived(this.#all.filter((one) => isIn(one, 'snoozed')).length);
  readonly drafts = $derived(this.#all.filter((one) => isIn(one, 'drafts')).length);
  readonly #inLane = $derived.by(() => {
    const { lane: wanted, labelId } = this;
    const all = this.#all.filter((one) => isIn(one, wanted) && (labelId === null || one.labels.includes(labelId)));
    // What comes back first stands first.
    return wanted === 'snoozed' ? all.sort((one, other) => (one.snoozedUntil ?? 0) - (other.snoozedUntil ?? 0)) : all;
  });
  readonly filtering = $derived(this.filter.trim() !== '' || this.unreadOnly || this.labelId !== null);
  readonly shown = $derived.by(() => {
    const wanted = this.filter.trim().toLocaleLowerCase();
    if (wanted === '' && !this.unreadOnly) return this.#inLane;
    return this.#inLane.filter(
      ({ title, unread, id }) =>
        (wanted === '' || title.toLocaleLowerCase().includes(wanted)) && (!this.unreadOnly || unread > 0 || id === this.last),
    );
  });
  readonly #stuckConversations = $derived(setOf(this.#stuck.values()));

  start({ conversations, moreConversations, unreadTotal }: StartState): void {
    this.#byId = keyed(conversations);
    this.#all = rearranged([], this.#byId);
    this.#more = moreConversations;
    this.#unreadAtStart = unreadTotal;
  }

  /** Reads on behind the first page, lane by lane, until all conversations are here. */
  async readOn(): Promise<void> {
    try {
      if (this.#more) await this.#readLane('inbox', this.#more);
      await this.#readLane('snoozed', null);
      await this.#readLane('archive', null);
    } finally {
      // After a failure, what is here is all there will be.
      this.#complete = true;
      this.#removed = setOf([]);
    }
  }

  async #readLane(lane: Lane, first: ConversationCursor | null): Promise<void> {
    let after = first;
    do {
      const page = await parley.conversations.page({ lane, unreadOnly: false, accountId: null, labelId: null, after, limit: pageSize });
      // What is known is newer than the page, or the same.
      const news = page.conversations.filter(({ id }) => !this.#byId.has(id) && !this.#removed.has(id));
      this.#put(keyed(news));
      after = page.next;
    } while (after);
  }

  #put(words: ReadonlyMap<number, Conversation | null>): void {
    this.#byId = applied(this.#byId, words);
    this.#all = rearranged(this.#all, words);
  }

  get all(): readonly Conversation[] {
    return this.#all;
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
    this.labelId = null;
  }

  /** Everything in a lane that has the label, and nothing else. */
  listLabelled(labelId: number, lane: Lane): void {
    this.clearFilter();
    this.labelId = labelId;
    this.lane = lane;
  }

  apply(changes: readonly Change[]): void {
    const words = lastWords(changes, 'conversation');
    const removed = [...words.keys()].filter((id) => words.get(id) === null);
    if (!this.#complete && removed.length > 0) this.#removed = setOf([...this.#removed, ...removed]);
    this.#put(words);
    for (const [accountId, account] of lastWords(changes, 'account')) {
      // What belonged to a removed account goes with it, whether or not it is named one by one.
      if (!account) this.#put(withdrawn(this.ofAccount(accountId).map(({ id }) => id)));
    }
    if (this.labelId !== null && lastWords(changes, 'label').get(this.labelId) === null) this.labelId = null;
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
