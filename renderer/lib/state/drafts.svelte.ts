import { SvelteMap } from 'svelte/reactivity';
import type { Conversation } from '../../../preload/contract/domain.ts';
import { parley } from '../ipc.ts';

const pause = 400;

/** What the user has typed and not sent, per conversation. Typing is saved after a pause, and at once when the user leaves. */
export class Drafts {
  /** Texts of this run: always at least as new as what the store has. */
  #texts = new SvelteMap<number, string>();
  // Nothing is drawn from the timers.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  of(conversation: Conversation): string {
    return this.#texts.get(conversation.id) ?? conversation.draft;
  }

  write(id: number, text: string): void {
    this.#texts.set(id, text);
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => void this.save(id), pause),
    );
  }

  /** Empties the composer but not yet the store: only an accepted message makes its draft needless. */
  lift(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#texts.set(id, '');
  }

  /** Gives a text back that could not be sent, before whatever was typed since. */
  putBack(id: number, text: string): void {
    const since = this.#texts.get(id) ?? '';
    this.write(id, since === '' ? text : `${text}\n${since}`);
  }

  async save(id: number): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    try {
      await parley.conversations.saveDraft({ conversationId: id, text: this.#texts.get(id) ?? '' });
    } catch (error) {
      this.#onFailure(error);
    }
  }

  /** Saves everything that is still waiting for its pause. */
  flush(): void {
    for (const id of [...this.#timers.keys()]) void this.save(id);
  }
}
