/**
 * Which words were seen already, by 63 bits of each: the quarter of a million words of a million messages take 4 MB, less than half of them did
 * as strings. That two words share all their bits, so that one would count as the other, happens in one of 10^8 such sets.
 */
const leastPlaces = 2 ** 12;
const mostPlaces = 2 ** 20;

export class SeenWords {
  /** Two numbers for each place, both zero while it is free. The number of places is a power of two, and at most half are taken. */
  #places = new Uint32Array(2 * leastPlaces);
  #count = 0;

  /** Answers whether it was not among them. When there is no room for more, such a word stays new. */
  add(word: string): boolean {
    let a = 0x811c9dc5;
    let b = 0x9e3779b9;
    for (let unit = 0; unit < word.length; unit += 1) {
      const code = word.charCodeAt(unit);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul((b << 7) ^ (b >>> 25) ^ code, 0x85ebca6b);
    }
    const low = (a ^ (a >>> 15)) >>> 0;
    const high = ((b ^ (b >>> 13)) | 1) >>> 0;
    const place = find(this.#places, low, high);
    if (this.#places[place + 1] !== 0) return false;
    if (this.#count === mostPlaces / 2) return true;
    this.#places[place] = low;
    this.#places[place + 1] = high;
    this.#count += 1;
    if (this.#count * 4 > this.#places.length && this.#places.length < 2 * mostPlaces) this.#places = doubled(this.#places);
    return true;
  }

  clear(): void {
    this.#places = new Uint32Array(2 * leastPlaces);
    this.#count = 0;
  }
}

/** Where it stands, or may. */
function find(places: Uint32Array, low: number, high: number): number {
  const last = places.length - 1;
  let place = (low * 2) & last;
  while (places[place + 1] !== 0 && (places[place] !== low || places[place + 1] !== high)) place = (place + 2) & last;
  return place;
}

function doubled(places: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(places.length * 2);
  for (let place = 0; place < places.length; place += 2) {
    const [low, high] = [places[place]!, places[place + 1]!];
    if (high !== 0) result.set([low, high], find(result, low, high));
  }
  return result;
}
