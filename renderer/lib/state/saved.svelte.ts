import type { SavedPage } from '../../../preload/contract/api.ts';
import type { Change } from '../../../preload/contract/changes.ts';
import type { SavedCursor } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';
import { lastWords, setOf } from './keyed.ts';

const pageSize = 50;

type Saved = SavedPage['saved'][number];

const cursorOf = ({ message, savedAt }: Saved): SavedCursor => ({ savedAt, messageId: message.id });

function follows({ message, savedAt }: Saved, place: SavedCursor): boolean {
  return savedAt < place.savedAt || (savedAt === place.savedAt && message.id < place.messageId);
}

/** The saved messages, newest first, from the start as far as they were read. Nothing is read before they are looked at. */
export class SavedMessages {
  phase = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  failure = $state('');
  list = $state.raw<readonly Saved[]>([]);
  /** Reading on behind what is here. */
  more = $state<'idle' | 'loading' | 'failed'>('idle');
  /** The message the keyboard is on, or that was opened last: a narrow window takes the list away and brings it back. */
  current = $state<number | null>(null);
  #next = $state.raw<SavedCursor | null>(null);
  readonly complete = $derived(this.#next === null);
  /** Pages on their way, and what arrived meanwhile: such a page may not know of it. */
  #reading = 0;
  #meanwhile: Change[] = [];

  async load(): Promise<void> {
    if (this.phase === 'loading') return;
    this.phase = 'loading';
    try {
      const page = await this.#read(null);
      this.list = page.saved;
      this.#next = page.next;
      this.more = 'idle';
      this.phase = 'ready';
      this.#catchUp();
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }

  async loadMore(): Promise<void> {
    if (!this.#next || this.more === 'loading' || this.phase !== 'ready') return;
    this.more = 'loading';
    try {
      const page = await this.#read(this.#next);
      const last = this.list.at(-1);
      this.list = [...this.list, ...page.saved.filter((one) => !last || follows(one, cursorOf(last)))];
      this.#next = page.next;
      this.more = 'idle';
      this.#catchUp();
    } catch {
      this.more = 'failed';
    }
  }

  async #read(after: SavedCursor | null): Promise<SavedPage> {
    this.#reading += 1;
    try {
      return await parley.saved.page({ after, limit: pageSize });
    } finally {
      this.#reading -= 1;
    }
  }

  #catchUp(): void {
    this.#take(this.#reading === 0 ? this.#meanwhile.splice(0) : this.#meanwhile);
  }

  apply(changes: readonly Change[]): void {
    if (this.#reading > 0) this.#meanwhile.push(...changes);
    if (this.phase === 'ready') this.#take(changes);
  }

  #take(changes: readonly Change[]): void {
    const [messages, conversations] = [lastWords(changes, 'message'), lastWords(changes, 'conversation')];
    if (messages.size > 0 || conversations.size > 0) {
      const gone = ({ message: { id, conversationId } }: Saved) =>
        messages.get(id) === null || messages.get(id)?.saved === false || conversations.get(conversationId) === null;
      this.list = this.list.filter((one) => !gone(one)).map((one) => ({ ...one, message: messages.get(one.message.id) ?? one.message }));
    }
    const held = setOf(this.list.map(({ message }) => message.id));
    const news = [...messages.values()].some((message) => message?.saved && !held.has(message.id));
    // What belonged to a removed account goes with it, whether or not it is named one by one.
    if ([...lastWords(changes, 'account').values()].includes(null)) void this.load();
    else if (news) void this.#readAnew();
  }

  /** A change does not say when its message was saved: the first page does. What lies behind it stays. */
  async #readAnew(): Promise<void> {
    try {
      const page = await this.#read(null);
      const last = page.saved.at(-1);
      const behind = page.next && last ? this.list.filter((one) => follows(one, cursorOf(last))) : [];
      this.list = [...page.saved, ...behind];
      if (behind.length === 0) this.#next = page.next;
      this.#catchUp();
    } catch (error) {
      this.failure = sentenceOf(error);
      this.phase = 'failed';
    }
  }
}
