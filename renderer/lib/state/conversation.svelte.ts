import { tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { MessagePage } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Gap, Message, OutboxItem, PagePlace } from '../../../preload/contract/domain.ts';
import { sameDay } from '../format/time.ts';
import { IpcError, parley, sentenceOf } from '../ipc.ts';
import { applied, emptyKeyed, filtered, keyed, lastWords, type Keyed } from './keyed.ts';
import { bringsNewer, mergeMessages, mergeOutbox, withoutArrived } from './merge.ts';
import { dayKey, endKey, gapKey, messageKey } from './rows.ts';

const pageSize = 60;
/** How many messages are held at once: what is read beyond that takes the place of what lies furthest from it. */
export const mostHeld = 2000;

/** An attempt to fill a gap: under way, or what came of it in words. */
export interface Filling {
  busy: boolean;
  outcome: string;
}

export type Phase = 'loading' | 'ready' | 'failed';

/** A row to be shown, by its key. */
export interface Wanted {
  key: string;
  /** Whether the keyboard goes there too. */
  focus: boolean;
}

/** The open conversation: a stretch of its messages, anywhere in its history, and what waits to be sent. */
export class OpenConversation {
  readonly id: number;
  messages = $state.raw<readonly Message[]>([]);
  outbox = $state.raw<readonly OutboxItem[]>([]);
  #gaps = $state.raw<Keyed<number, Gap>>(emptyKeyed());
  /** By gap: a row scrolled out of sight forgets nothing. */
  readonly fills = new SvelteMap<number, Filling>();
  /** Where messages may be missing, as far as the pages read say, oldest first. */
  readonly gaps = $derived([...this.#gaps.values()].sort((one, other) => one.afterOrder - other.afterOrder));
  phase = $state<Phase>('loading');
  failure = $state('');
  /** Whether the store holds messages older than the first one here, or newer than the last. */
  hasOlder = $state(false);
  hasNewer = $state(false);
  older = $state<'idle' | 'store' | 'service' | 'failed'>('idle');
  olderFailure = $state('');
  newer = $state<'idle' | 'store' | 'failed'>('idle');
  /** Counts the stretches: one that does not join the last is drawn afresh. */
  stretch = $state(0);
  /** Where "New" is drawn; stays put while the conversation is open. */
  firstUnread = $state<number | null>(null);
  /** The row to be shown next: what a notification, a search, the header or a message just sent pointed at. */
  wanted = $state.raw<Wanted | null>(null);
  /** Only a conversation the user is really in is marked read. */
  engaged = $state(false);
  /** Whether the newest message is in sight: kept by the list, once it stands where it should. */
  atBottom = $state(false);
  /** The service was asked for older messages and had none: only the user asks again. */
  exhausted = $state(false);
  /** Pages on their way that may end at the newest message, and what arrived meanwhile: such a page may not know of it. */
  #reading = 0;
  #meanwhile: Change[] = [];
  /** Of several places asked for, the last is gone to. */
  #turn = 0;
  readonly #begun = Promise.withResolvers<void>();
  #closed = false;
  readonly #onproblem: (sentence: string) => void;

  constructor(id: number, engaged: boolean, onproblem: (sentence: string) => void) {
    this.id = id;
    this.engaged = engaged;
    this.#onproblem = onproblem;
  }

  close(): void {
    this.#closed = true;
  }

  /** The first stretch: the newest messages, or those around one. */
  async load(messageId: number | null = null, focus = false): Promise<void> {
    this.phase = 'loading';
    this.failure = '';
    try {
      const page = await this.#readFirst(messageId);
      if (this.#closed) return;
      this.outbox = page.outbox;
      this.phase = 'ready';
      this.#begin(page, page.anchorId === null ? null : { key: messageKey(page.anchorId), focus });
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }

  async #readFirst(messageId: number | null): Promise<MessagePage> {
    try {
      return await this.#read(messageId === null ? 'newest' : { around: messageId });
    } catch (error) {
      if (messageId === null || !(error instanceof IpcError && error.code === 'not-found')) throw error;
      this.#onproblem(sentenceOf(error));
      return this.#read('newest');
    }
  }

  async #read(at: PagePlace): Promise<MessagePage> {
    this.#reading += 1;
    try {
      return await parley.messages.page({ conversationId: this.id, at, limit: pageSize });
    } finally {
      this.#reading -= 1;
    }
  }

  /** A stretch of its own takes the place of the one there was. */
  #begin(page: MessagePage, wanted: Wanted | null): void {
    this.messages = page.messages;
    this.#gaps = applied(this.#gaps, keyed(page.gaps));
    this.hasOlder = page.hasOlder;
    this.hasNewer = page.hasNewer;
    this.older = 'idle';
    this.newer = 'idle';
    this.firstUnread = page.messages.find((message) => message.unread)?.id ?? null;
    this.wanted = wanted;
    this.atBottom = false;
    this.stretch += 1;
    this.#begun.resolve();
    this.#catchUp();
  }

  #catchUp(): void {
    this.#apply(this.#reading === 0 ? this.#meanwhile.splice(0) : this.#meanwhile);
  }

  apply(changes: readonly Change[]): void {
    if (this.#reading > 0) this.#meanwhile.push(...changes);
    if (this.phase === 'ready') this.#apply(changes);
  }

  #apply(changes: readonly Change[]): void {
    const words = lastWords(changes, 'message');
    const messages = filtered(words, (message) => message === null || message.conversationId === this.id);
    const gaps = filtered(lastWords(changes, 'gap'), (gap) => gap === null || gap.conversationId === this.id);
    this.#gaps = applied(this.#gaps, gaps);
    const items = filtered(lastWords(changes, 'outbox'), (item) => item === null || item.conversationId === this.id);
    if (messages.size > 0) this.#merge(messages);
    if (items.size > 0 || messages.size > 0) this.outbox = withoutArrived(mergeOutbox(this.outbox, items), this.messages);
  }

  #merge(messages: ReadonlyMap<number, Message | null>): void {
    // Who reads further up is not made to hold ever more: what comes waits at the newest end.
    if (!this.atBottom && this.messages.length >= mostHeld && bringsNewer(this.messages, messages)) this.hasNewer = true;
    this.messages = mergeMessages(this.messages, messages, this);
    if (!(this.atBottom && document.hasFocus())) this.#markArrivals();
    if (this.atBottom) void this.#dropOldest();
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
    void this.showNewest();
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
    const { stretch } = this;
    this.older = this.hasOlder ? 'store' : 'service';
    try {
      if (!this.hasOlder) {
        const { added } = await parley.conversations.loadOlder({ conversationId: this.id });
        this.exhausted = added === 0;
      }
      const [oldest] = this.messages;
      const page = await this.#read(oldest ? { before: { order: oldest.order, id: oldest.id } } : 'newest');
      if (this.#closed || stretch !== this.stretch) return;
      this.#join(page);
      this.hasOlder = page.hasOlder;
      this.older = 'idle';
      await this.#dropNewest();
    } catch (error) {
      if (stretch !== this.stretch) return;
      this.olderFailure = sentenceOf(error);
      this.older = 'failed';
    }
  }

  async loadNewer(): Promise<void> {
    const newest = this.messages.at(-1);
    if (this.newer === 'store' || !this.hasNewer || !newest) return;
    const { stretch } = this;
    this.newer = 'store';
    try {
      const page = await this.#read({ after: { order: newest.order, id: newest.id } });
      if (this.#closed || stretch !== this.stretch) return;
      this.#join(page);
      this.hasNewer = page.hasNewer;
      this.newer = 'idle';
      this.#catchUp();
      await this.#dropOldest();
    } catch {
      if (stretch === this.stretch) this.newer = 'failed';
    }
  }

  /** A page that lies beside the stretch makes it longer. Changes of the meantime are newer than the page. */
  #join(page: MessagePage): void {
    const known = keyed(this.messages);
    const news = page.messages.filter(({ id }) => !known.has(id));
    this.messages = mergeMessages(this.messages, keyed(news), { hasOlder: false, hasNewer: false });
    this.#gaps = applied(keyed(page.gaps), this.#gaps);
  }

  /** One end at a time: the list keeps its place when rows come or go at either, not at both. */
  async #dropNewest(): Promise<void> {
    await tick();
    if (this.messages.length <= mostHeld) return;
    this.messages = this.messages.slice(0, mostHeld);
    this.hasNewer = true;
  }

  async #dropOldest(): Promise<void> {
    await tick();
    if (this.messages.length <= mostHeld) return;
    this.messages = this.messages.slice(-mostHeld);
    this.hasOlder = true;
  }

  /** Goes to where a page was read, if it is still wanted then: on a stretch of its own unless the one there is holds that place. */
  async #goTo(at: PagePlace, wantedOn: (page: MessagePage) => Wanted | null): Promise<MessagePage | null> {
    const turn = (this.#turn += 1);
    await this.#begun.promise;
    try {
      const page = await this.#read(at);
      if (this.#closed || turn !== this.#turn) return null;
      const wanted = wantedOn(page);
      if (!wanted) return null;
      if (page.anchorId !== null && this.#holds(page.anchorId)) {
        this.#gaps = applied(this.#gaps, keyed(page.gaps));
        this.wanted = wanted;
      } else this.#begin(page, wanted);
      return page;
    } catch (error) {
      if (!this.#closed && turn === this.#turn) this.#onproblem(sentenceOf(error));
      return null;
    }
  }

  #holds(messageId: number): boolean {
    return this.messages.some(({ id }) => id === messageId);
  }

  /** Goes to the newest end. */
  async showNewest(focus = false): Promise<void> {
    const wanted = { key: endKey, focus };
    if (this.hasNewer) await this.#goTo('newest', () => wanted);
    else this.wanted = wanted;
  }

  /** Goes to a message, wherever it is. */
  async showMessage(messageId: number, focus = false): Promise<void> {
    const wanted = { key: messageKey(messageId), focus };
    if (!this.#holds(messageId)) await this.#goTo({ around: messageId }, () => wanted);
    else {
      this.#turn += 1;
      this.wanted = wanted;
    }
  }

  /** Goes to the newest gap, and from one gap to the next older one. */
  async showGap(): Promise<void> {
    const last = this.gaps.find(({ id }) => gapKey(id) === this.wanted?.key);
    await this.#goTo({ gapBefore: last?.beforeOrder ?? null }, ({ messages, anchorId, gaps }) => {
      const anchor = messages.find(({ id }) => id === anchorId);
      const gap = gaps.find(({ beforeOrder }) => beforeOrder === anchor?.order);
      return gap ? { key: gapKey(gap.id), focus: true } : null;
    });
  }

  /** Goes to the first message at or after a moment, else to the last one; answers it, or null where it could not be gone to. */
  async showFrom(moment: number): Promise<Message | null> {
    const page = await this.#goTo({ from: moment }, ({ messages, anchorId }) => {
      const at = messages.findIndex(({ id }) => id === anchorId);
      const [before, anchor] = [messages[at - 1], messages[at]];
      if (!anchor) return null;
      const startsDay = !before || !sameDay(before.sentAt, anchor.sentAt);
      return { key: (startsDay ? dayKey : messageKey)(anchor.id), focus: true };
    });
    return page?.messages.find(({ id }) => id === page.anchorId) ?? null;
  }
}
