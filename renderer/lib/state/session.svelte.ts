import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { StartState } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { Message, OutboxItem } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf, subscribe } from '../ipc.ts';
import { Accounts } from './accounts.svelte.ts';
import { Announcer } from './announcer.svelte.ts';
import { WatchedCalls } from './calls.svelte.ts';
import { ChecksInProgress } from './checks.svelte.ts';
import { Composer } from './composer.svelte.ts';
import { UserData } from './data.svelte.ts';
import { OpenConversation } from './conversation.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { Drafts } from './drafts.svelte.ts';
import { Inbox } from './inbox.svelte.ts';
import { Labels } from './labels.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Rehearsal } from './rehearsal.svelte.ts';
import { SavedMessages } from './saved.svelte.ts';
import { Search } from './search.svelte.ts';
import { SettingsState } from './settings.svelte.ts';

/** How long the pane stays empty for the sake of opening the right conversation first, ms. */
const patience = 6000;

type NavigateTo = Extract<Change, { type: 'navigate' }>['to'];

/** Everything the window knows, one object per concern, fed by one start state and one stream of changes. */
export class Session {
  readonly accounts = new Accounts();
  readonly inbox = new Inbox();
  readonly labels = new Labels();
  readonly saved = new SavedMessages();
  readonly settings = new SettingsState();
  readonly rehearsal = new Rehearsal();
  readonly notices = new Notices();
  readonly dialogs = new Dialogs();
  readonly checks = new ChecksInProgress();
  readonly calls = new WatchedCalls();
  readonly search = new Search();
  readonly data = new UserData((tone, text) => this.notices.toast(tone, text));
  readonly announcer = new Announcer();
  readonly drafts = new Drafts((error) => this.notices.toast('failed', `Your draft could not be saved. ${sentenceOf(error)}`));
  readonly composer = new Composer(this.drafts);

  /** Too narrow for list and conversation side by side. */
  readonly #narrow = new MediaQuery('max-width: 759.98px', false);

  phase = $state<'starting' | 'ready' | 'failed'>('starting');
  failure = $state('');
  version = $state('');
  dataFolder = $state('');
  platform = $state<StartState['platform']>('linux');
  open = $state.raw<OpenConversation | null>(null);
  /** The conversation on screen; null also when it was just deleted. */
  readonly openConversation = $derived(this.open ? (this.inbox.get(this.open.id) ?? null) : null);

  /** Nothing had ever been read when the window opened. */
  #fresh = $state(false);
  /** The user has waited long enough for the first reads. */
  #impatient = $state(false);
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** Conversations are being read for the first time: which of them is the newest is not known yet. */
  readonly firstReads = $derived.by(() => {
    const running = this.accounts.list
      .filter(({ health, kind }) => (health.state === 'connecting' || health.state === 'ok') && this.accounts.reads(kind))
      .map(({ id }) => id);
    const isNew = this.inbox.all.some(
      ({ accountId, caughtUpAt, trouble }) => caughtUpAt === null && trouble === '' && running.includes(accountId),
    );
    return isNew && this.#fresh && !this.#impatient && this.inbox.last === null;
  });

  /** Changes that came before the start state did. */
  #waiting: Change[][] | null = [];

  get narrow(): boolean {
    return this.#narrow.current;
  }

  /** Listens from now on; the answer ends it. */
  connect(): () => void {
    return subscribe((changes) => {
      if (this.#waiting) this.#waiting.push(changes);
      else this.#apply(changes);
    });
  }

  async start(): Promise<void> {
    this.phase = 'starting';
    // They only colour the list: what goes wrong with them is said where they are chosen.
    void this.labels.load();
    try {
      const state = await parley.app.start();
      this.#take(state);
      const waiting = this.#waiting ?? [];
      this.#waiting = null;
      waiting.forEach((changes) => this.#apply(changes));
      if (state.navigateTo) this.navigate(state.navigateTo);
      else this.#showFirst();
      this.phase = 'ready';
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }

  #take(state: StartState): void {
    this.version = state.version;
    this.platform = state.platform;
    this.dataFolder = state.dataFolder;
    this.accounts.start(state.accounts, state.providers);
    this.inbox.start(state);
    this.inbox.noteOutbox(state.stuck);
    this.search.start(state.stuck);
    this.#fresh = state.conversations.every(({ caughtUpAt }) => caughtUpAt === null);
    this.settings.start(state.settings, state.keychain);
    this.notices.list = state.notices;
    this.data.start(state);
    this.rehearsal.state = state.rehearsal;
  }

  #apply(changes: Change[]): void {
    this.announcer.announce(changes, this.open?.id ?? null, (id) => this.inbox.get(id));
    const { accounts, inbox, labels, saved, settings, rehearsal, notices, checks, calls, search, data } = this;
    for (const part of [accounts, inbox, labels, saved, settings, rehearsal, notices, checks, calls, search, data]) part.apply(changes);
    this.open?.apply(changes);
    if (this.open && !this.inbox.get(this.open.id)) this.leave();
    this.#showFirst();
    for (const change of changes) if (change.type === 'navigate') this.navigate(change.to);
  }

  /** Where there is room for it, the newest conversation opens by itself; only once, and without counting as read. */
  #showFirst(): void {
    const first = this.inbox.all.find(({ lane }) => lane === 'inbox');
    if (!first || this.inbox.last !== null || this.narrow) return;
    if (!this.firstReads) {
      void this.show(first.id, false);
      return;
    }
    this.#patience ??= setTimeout(() => {
      this.#impatient = true;
      this.#showFirst();
    }, patience);
  }

  /** What the first page left out. */
  async readOn(): Promise<void> {
    await this.notices.attempt('Not all conversations could be listed', () => this.inbox.readOn());
  }

  /** Opens a conversation; `engaged` is false when nobody asked for it. */
  async show(id: number, engaged = true, messageId: number | null = null, focus = false): Promise<void> {
    if (engaged) this.search.close();
    if (this.open?.id === id) {
      this.open.engaged ||= engaged;
      return;
    }
    this.drafts.flush();
    this.open?.close();
    const open = new OpenConversation(id, engaged, (sentence) => this.notices.toast('failed', sentence));
    this.open = open;
    this.inbox.last = id;
    // Which conversation main reads more often is its business, and no reason to trouble the user.
    parley.conversations.focus({ conversationId: id }).catch(() => undefined);
    await open.load(messageId, focus);
    this.inbox.noteOutbox(open.outbox);
  }

  leave(): void {
    if (!this.open) return;
    this.drafts.flush();
    this.open.close();
    this.open = null;
    parley.conversations.focus({ conversationId: null }).catch(() => undefined);
  }

  /** What was typed to filter conversations is searched for in all messages; among the saved ones where those are listed. */
  searchForFilter(): void {
    const words = this.inbox.filter.trim();
    this.search.ask(this.inbox.lane === 'saved' ? `is:saved ${words}` : words);
    this.inbox.filter = '';
  }

  navigate(to: NavigateTo): void {
    if ('dialog' in to) this.dialogs.open({ kind: to.dialog });
    else void this.#showMessage(to.conversationId, to.messageId);
  }

  /** Shows what a search found in its place; the results wait. */
  async showHit({ conversationId, id }: Message, index: number): Promise<void> {
    const shown = this.#showMessage(conversationId, id, true);
    this.search.leave(index);
    await shown;
  }

  /** Shows a saved message in its place. */
  async showSaved({ conversationId, id }: Message): Promise<void> {
    this.saved.current = id;
    await this.#showMessage(conversationId, id, true);
  }

  /** What was not delivered waits at the newest end. */
  async showUnsent({ conversationId }: OutboxItem, index: number): Promise<void> {
    const shown = this.show(conversationId);
    this.search.leave(index);
    await shown;
    if (this.open?.id === conversationId) await this.open.showNewest(true);
  }

  async #showMessage(conversationId: number, messageId: number | null, focus = false): Promise<void> {
    this.dialogs.close();
    const { open } = this;
    await this.show(conversationId, true, messageId, focus);
    if (messageId !== null && open?.id === conversationId) await open.showMessage(messageId, focus);
  }
}

export const [getSession, setSession] = createContext<Session>();
