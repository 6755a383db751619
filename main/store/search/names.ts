/** Many names as one text: that is looked through sooner than ten thousand of them one by one. */
import { hasTerm, type Term } from './term.ts';
import type { Words } from './words.ts';

export class Names<Key> {
  /** Folded, one after the other. */
  readonly #text: string;
  /** Where each begins in it. */
  readonly #starts: number[] = [];
  readonly #keys: Key[] = [];
  readonly #names: Words[] = [];

  constructor(names: Iterable<readonly [key: Key, name: Words]>) {
    let length = 0;
    for (const [key, name] of names) {
      this.#starts.push(length);
      this.#keys.push(key);
      this.#names.push(name);
      length += name.folded.text.length;
    }
    this.#text = this.#names.map(({ folded }) => folded.text).join('');
  }

  /** The keys of those that hold the term. */
  holding(term: Term): Set<Key> {
    const found = new Set<Key>();
    const [first, ...others] = term.words.map(({ text }) => text) as [string, ...string[]];
    for (let at = this.#text.indexOf(first); at >= 0;) {
      const number = this.#numberAt(at);
      const name = this.#names[number]!;
      // Of many names the first words are the same.
      const mayHold = others.every((other) => name.folded.text.includes(other));
      if (mayHold && hasTerm(term, name)) found.add(this.#keys[number]!);
      // What stands in two names is in neither.
      const next = this.#starts[number + 1];
      at = next === undefined ? -1 : this.#text.indexOf(first, next);
    }
    return found;
  }

  /** Which name a place of the text belongs to. */
  #numberAt(place: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}
