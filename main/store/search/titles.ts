/** The titles of all conversations as one text: to look through that takes a hundredth of the time of asking each of ten thousand. */
import { hasTerm, type Term } from './term.ts';
import type { Words } from './words.ts';

export class Titles {
  /** Folded, one after the other. */
  readonly #text: string;
  /** Where each begins in it. */
  readonly #starts: number[] = [];
  readonly #ids: number[] = [];
  readonly #titles: Words[] = [];

  constructor(titles: Iterable<readonly [id: number, title: Words]>) {
    let length = 0;
    for (const [id, title] of titles) {
      this.#starts.push(length);
      this.#ids.push(id);
      this.#titles.push(title);
      length += title.folded.text.length;
    }
    this.#text = this.#titles.map(({ folded }) => folded.text).join('');
  }

  /** The ids of those that hold the term. */
  holding(term: Term): Set<number> {
    const found = new Set<number>();
    const first = term.words[0]!.text;
    for (let at = this.#text.indexOf(first); at >= 0;) {
      const number = this.#numberAt(at);
      if (hasTerm(term, this.#titles[number]!)) found.add(this.#ids[number]!);
      // What stands in two titles is in neither.
      const next = this.#starts[number + 1];
      at = next === undefined ? -1 : this.#text.indexOf(first, next);
    }
    return found;
  }

  /** Which title a place of the text belongs to. */
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
