import type { Change } from '../../../preload/contract/changes.ts';
import type { Conversation, Label } from '../../../preload/contract/domain.ts';
import { parley, sentenceOf } from '../ipc.ts';
import { applied, emptyKeyed, keyed, lastWords, withEntry, type Keyed } from './keyed.ts';

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Colours a label can be given, by hue in degrees: far enough apart to be told from each other. */
export const hues: readonly { name: string; hue: number }[] = [
  { name: 'Red', hue: 25 },
  { name: 'Orange', hue: 55 },
  { name: 'Yellow', hue: 95 },
  { name: 'Green', hue: 150 },
  { name: 'Teal', hue: 190 },
  { name: 'Blue', hue: 235 },
  { name: 'Violet', hue: 290 },
  { name: 'Pink', hue: 345 },
];

/** The labels of this computer. */
export class Labels {
  #byId = $state.raw<Keyed<number, Label>>(emptyKeyed());
  /** What came while they were being read: newer than the answer. */
  #meanwhile: Keyed<number, Label | null> | null = null;
  /** Why they could not be read; empty while all is well. */
  failure = $state('');
  readonly list = $derived([...this.#byId.values()].sort((one, other) => byName.compare(one.name, other.name) || one.id - other.id));

  async load(): Promise<void> {
    this.#meanwhile = emptyKeyed();
    try {
      const labels = await parley.labels.list();
      this.#byId = applied(keyed(labels), this.#meanwhile);
      this.failure = '';
    } catch (error) {
      this.failure = sentenceOf(error);
    } finally {
      this.#meanwhile = null;
    }
  }

  get(id: number | null): Label | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  /** Those a conversation carries, by name. */
  of({ labels }: Conversation): Label[] {
    return labels.length === 0 ? [] : this.list.filter(({ id }) => labels.includes(id));
  }

  /** The colour of a new one: of those least used. */
  get nextHue(): number {
    const uses = (hue: number) => this.list.filter((label) => label.hue === hue).length;
    return hues.reduce((least, { hue }) => (uses(hue) < uses(least) ? hue : least), hues[0]!.hue);
  }

  apply(changes: readonly Change[]): void {
    const words = lastWords(changes, 'label');
    this.#byId = applied(this.#byId, words);
    if (this.#meanwhile) this.#meanwhile = [...words].reduce((all, [id, label]) => withEntry(all, id, label), this.#meanwhile);
  }
}
