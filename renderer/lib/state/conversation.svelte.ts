import { SvelteMap } from 'svelte/reactivity';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Gap, Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';
import { applied, emptyKeyed, filtered, keyed, lastWords, type Keyed } from './keyed.ts';
import { mergeMessages, mergeOutbox, withoutArrived } from './merge.ts';
import { gapKey, messageKey } from './rows.ts';

const pageSize = 60;
/** How far back a search for one message goes before giving up. */
const searchPages = 40;

/** An attempt to fill a gap: under way, or what came of it in words. */
export interface Filling {
  busy: boolean;
  outcome: string;
}

export type Phase = 'loading' | 'ready' | 'failed';

/** The open conversation: the newest stretch of its messages, as far back as the user has looked, and what waits to be sent. */
export class OpenConversation {
  readonly id: number;
  messages = $state.raw<readonly Message[]>([]);
  outbox = $state.raw<readonly OutboxItem[]>([]);
  #gaps = $state.raw<Keyed<number, Gap>>(emptyKeyed());
  /** By gap: a row scrolled out of sight forgets nothing. */
  readonly fills = new SvelteMap<number, Filling>();
  /** Where messages may be missing, as far back as the pages read, oldest first. */
  readonly gaps = $derived([...this.#gaps.values()].sort((one, other) => one.afterOrder - other.afterOrder));
  phase = $state<Phase>('loading');
  failure = $state('');
  /** Whether the store holds messages older than the first one here. */
  hasOlder = $state(false);
  older = $state<'idle' | 'store' | 'service' | 'failed'>('idle');
  olderFailure = $state('');
  /** Where "New" is drawn; stays put while the conversation is open. */
  firstUnread = $state<number | null>(null);
  /** The row to be shown next, by key: what a notification or the header pointed at. */
  wanted = $state.raw<{ key: string } | null>(null);
  /** Counts what the user sent from here: each time the list goes to the bottom. */
  sends = $state(0);
  /** Only a conversation the user is really in is marked read. */
  engaged = $state(false);
  /** Whether the newest message is in sight: kept by the list. */
  atBottom = $state(true);
  /** The service was asked for older messages and had none: only the user asks again. */
  exhausted = $state(false);
  /** What arrived while the first page was on its way. */
  #waiting: Change[] = [];
  #closed = false;

  constructor(id: number, engaged: boolean) {
    this.id = id;
    this.engaged = engaged;
  }

  close(): void {
    this.#closed = true;
  }

  async load(): Promise<void> {
    this.phase = 'loading';
    this.failure = '';
    try {
      const page = await parley.messages.page({ conversationId: this.id, before: null, limit: pageSize });
      if (this.#closed) return;
      this.messages = page.messages;
      this.outbox = page.outbox;
      this.#gaps = keyed(page.gaps);
      this.hasOlder = page.hasOlder;
      this.firstUnread = page.messages.find((message) => message.unread)?.id ?? null;
      this.phase = 'ready';
      this.apply(this.#waiting.splice(0));
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }

  apply(changes: readonly Change[]): void {
    if (this.phase !== 'ready') {
      this.#waiting.push(...changes);
      return;
    }
    const words = lastWords(changes, 'message');
    const messages = filtered(words, (message) => message === null || message.conversationId === this.id);
    const gaps = filtered(lastWords(changes, 'gap'), (gap) => gap === null || gap.conversationId === this.id);
    this.#gaps = applied(this.#gaps, gaps);
    const items = filtered(lastWords(changes, 'outbox'), (item) => item === null || item.conversationId === this.id);
    if (messages.size > 0) {
      this.messages = mergeMessages(this.messages, messages, this.hasOlder);
      if (!(this.atBottom && document.hasFocus())) this.#markArrivals();
    }
    if (items.size > 0 || messages.size > 0) this.outbox = withoutArrived(mergeOutbox(this.outbox, items), this.messages);
  }

  /** Puts "New" before messages that come while the user looks elsewhere; it stays where it is as long as what follows is unread. */
  #markArrivals(): void {
    if (this.messages.some(({ id, unread }) => id === this.firstUnread && unread)) return;
    const first = this.messages.find((message) => message.unread && !message.mine);
    if (first) this.firstUnread = first.id;
  }

  /** Shows an outbox item before main has answered; the same id takes its place when it does. */
  expect(item: OutboxItem): void {
    if (!this.outbox.some(({ id }) => id === item.id)) this.outbox = [...this.outbox, item];
    if (item.kind !== 'send') return;
    this.firstUnread = null;
    this.sends += 1;
  }

  /** Main's answer takes the place of what was expected, unless a change has been faster. */
  accept(expected: OutboxItem, item: OutboxItem): void {
    this.outbox = this.outbox.map((shown) => (shown === expected ? item : shown));
  }

  withdraw(id: string): void {
    this.outbox = this.outbox.filter((item) => item.id !== id);
  }

  /** Older messages from the store, and when it has no more, from the service. */
  async loadOlder(fromService: boolean): Promise<void> {
    if (this.older === 'store' || this.older === 'service' || this.phase !== 'ready') return;
    if (!this.hasOlder && !fromService) return;
    this.older = this.hasOlder ? 'store' : 'service';
    try {
      if (!this.hasOlder) {
        const { added } = await parley.conversations.loadOlder({ conversationId: this.id });
        this.exhausted = added === 0;
      }
      await this.#pageBack(pageSize);
      this.older = 'idle';
    } catch (error) {
      this.olderFailure = sentenceOf(error);
      this.older = 'failed';
    }
  }

  async #pageBack(limit: number): Promise<void> {
    const oldest = this.messages[0];
    const before = oldest ? { order: oldest.order, id: oldest.id } : null;
    const page = await parley.messages.page({ conversationId: this.id, before, limit });
    if (this.#closed) return;
    // Changes of the meantime are newer than the page.
    const known = keyed(this.messages);
    const news = page.messages.filter(({ id }) => !known.has(id));
    this.messages = mergeMessages(this.messages, keyed(news), false);
    this.#gaps = applied(keyed(page.gaps), this.#gaps);
    this.hasOlder = page.hasOlder;
  }

  /** Goes to a message, however far back it is. */
  async showMessage(messageId: number): Promise<void> {
    const shown = () => this.messages.some(({ id }) => id === messageId);
    if (await this.#search(shown)) this.wanted = { key: messageKey(messageId) };
  }

  /** Goes to the newest gap, and from one gap to the next older one. */
  async showGap(): Promise<void> {
    const at = this.gaps.findIndex(({ id }) => gapKey(id) === this.wanted?.key);
    const next = () => (at === -1 ? this.gaps.at(-1) : at === 0 ? this.gaps.at(-1) : this.gaps[at - 1]);
    await this.#search(() => next() !== undefined);
    const gap = next();
    if (gap) this.wanted = { key: gapKey(gap.id) };
  }

  /** Reads back in the store until something is found, or there is no more. */
  async #search(found: () => boolean): Promise<boolean> {
    try {
      for (let page = 0; page < searchPages && !found() && this.hasOlder && !this.#closed; page += 1) await this.#pageBack(200);
    } catch {
      return false;
    }
    return found();
  }
}
