import type { Change } from '../../../preload/contract/changes.ts';
import type { OutboxItem } from '../../../preload/contract/domain.ts';
import type { SearchCount, SearchHit, SearchOrder, SearchPage } from '../../../preload/contract/search.ts';
import { IpcError, parley, sentenceOf } from '../ipc.ts';
import { applied, emptyKeyed, keyed, lastWords, type Keyed } from './keyed.ts';

const pageSize = 50;
/** How long a pause in typing must be for a search to begin, ms. */
const typingPause = 120;
/** Answers that come sooner than this are not announced by anything that moves, ms. */
const patience = 300;
const mostRecent = 8;
/** An operator whose value is still to be typed. */
const awaitsValue = /(?:^|\s)-?\p{L}+:"?$/u;

/** What was found, of which question. */
export interface Results extends Omit<SearchPage, 'unsent'> {
  query: string;
  order: SearchOrder;
  unsent: readonly OutboxItem[];
  /** Null until it was counted. */
  count: SearchCount | null;
}

/** Searching everything: the question as it is typed, and what was found, kept while the user looks at a hit. */
export class Search {
  /** Whether the search is on screen. */
  shown = $state(false);
  /** A hit was opened: its conversation is on screen, and there is a way back. */
  away = $state(false);
  /** Grows each time the search is called on screen. */
  calls = $state(0);
  /** Where the keyboard goes then: over the question or behind it, or back among the results. */
  landing: 'question' | 'end' | 'results' = 'question';
  query = $state('');
  order = $state<SearchOrder>('newest');
  results = $state.raw<Results | null>(null);
  failure = $state('');
  /** Whether an answer is awaited, and whether that takes long enough to say so. */
  searching = $state(false);
  slow = $state(false);
  more = $state<'idle' | 'loading' | 'failed'>('idle');
  /** The result the keyboard is on, and was last opened; counted from 0, what was not delivered first. */
  current = $state(0);
  /** Newest first; forgotten with the window. */
  recent = $state.raw<readonly string[]>([]);
  /** What was never delivered, of all conversations. */
  #stuck = $state.raw<Keyed<string, OutboxItem>>(emptyKeyed());
  #typing: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every question: an answer to an older one is not looked at. */
  #turn = 0;

  start(stuck: readonly OutboxItem[]): void {
    this.#stuck = keyed(stuck);
  }

  apply(changes: readonly Change[]): void {
    this.#stuck = applied(this.#stuck, lastWords(changes, 'outbox'));
    if (!this.results) return;
    const [messages, conversations] = [lastWords(changes, 'message'), lastWords(changes, 'conversation')];
    const gone = ({ message }: SearchHit) => messages.get(message.id) === null || conversations.get(message.conversationId) === null;
    if (this.results.hits.some(gone)) this.results = { ...this.results, hits: this.results.hits.filter((hit) => !gone(hit)) };
  }

  /** Comes on screen with the last question, to be gone on with or replaced. */
  open(): void {
    this.#call('question');
    void parley.search.wake().catch(() => {});
  }

  /** Comes on screen with a question of its own. */
  ask(query: string): void {
    this.#call('end');
    this.query = query;
    void this.run();
  }

  /** The keyboard goes to where the question is gone on with. */
  goOn(): void {
    this.#call('end');
  }

  /** The results come back as they were left. */
  back(): void {
    this.#call('results');
  }

  #call(landing: Search['landing']): void {
    this.landing = landing;
    this.shown = true;
    this.away = false;
    this.calls += 1;
  }

  /** Leaves the screen and forgets the way back; what was asked stays for the next time. */
  close(): void {
    this.shown = false;
    this.away = false;
  }

  /** A result was opened. */
  leave(index: number): void {
    this.current = index;
    this.shown = false;
    this.away = true;
    this.remember();
  }

  type(query: string): void {
    this.query = query;
    clearTimeout(this.#typing);
    if (query.trim() === '') void this.run();
    else if (!awaitsValue.test(query)) this.#typing = setTimeout(() => void this.run(), typingPause);
  }

  async setOrder(order: SearchOrder): Promise<void> {
    this.order = order;
    await this.run();
  }

  remember(): void {
    const query = this.query.trim();
    if (query !== '') this.recent = [query, ...this.recent.filter((one) => one !== query)].slice(0, mostRecent);
  }

  /** Whether what is shown answers what is typed. */
  get settled(): boolean {
    return this.results?.query === this.query.trim() && this.results.order === this.order;
  }

  async run(): Promise<void> {
    clearTimeout(this.#typing);
    const turn = (this.#turn += 1);
    const query = this.query.trim();
    this.failure = '';
    if (query === '') {
      this.results = null;
      this.#stopWaiting();
      return;
    }
    this.searching = true;
    this.#patience ??= setTimeout(() => (this.slow = true), patience);
    const { order } = this;
    try {
      const page = await parley.search.page({ query, order, continueAt: null, limit: pageSize });
      if (turn !== this.#turn) return;
      const unsent = page.unsent.map((id) => this.#stuck.get(id)).filter((item) => item !== undefined);
      const count = page.next === null ? { count: page.hits.length + unsent.length, more: false } : null;
      this.results = { ...page, query, order, unsent, count };
      this.current = 0;
      this.more = 'idle';
      this.#stopWaiting();
      await this.#count();
    } catch (error) {
      if (turn !== this.#turn || superseded(error)) return;
      this.failure = sentenceOf(error);
      this.#stopWaiting();
    }
  }

  #stopWaiting(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.searching = false;
    this.slow = false;
  }

  /** How many there are in all. Nothing depends on it: if it fails, no number is said. */
  async #count(): Promise<void> {
    const { results } = this;
    if (!results || results.count) return;
    const turn = this.#turn;
    const count = await parley.search.count({ query: results.query }).catch(() => null);
    if (turn === this.#turn && this.results && count) this.results = { ...this.results, count };
  }

  async loadMore(): Promise<void> {
    const { results } = this;
    if (!results?.next || this.more === 'loading' || this.searching) return;
    const turn = this.#turn;
    this.more = 'loading';
    try {
      const { query, order } = results;
      const page = await parley.search.page({ query, order, continueAt: results.next, limit: pageSize });
      if (turn !== this.#turn || !this.results) return;
      this.results = { ...this.results, hits: withoutRepeats(this.results.hits, page.hits), next: page.next, indexing: page.indexing };
      this.more = 'idle';
      // A page ends counting that was under way.
      await this.#count();
    } catch (error) {
      if (turn === this.#turn) this.more = superseded(error) ? 'idle' : 'failed';
    }
  }
}

function superseded(error: unknown): boolean {
  return error instanceof IpcError && error.code === 'superseded';
}

/** What arrived or was read between two pages may move a hit from one to the next. */
function withoutRepeats(hits: readonly SearchHit[], next: readonly SearchHit[]): SearchHit[] {
  const known = new Set(hits.map(({ message }) => message.id));
  return [...hits, ...next.filter(({ message }) => !known.has(message.id))];
}
