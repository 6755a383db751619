/** Words that stay as they are, and in which of them each three characters stand. */

/** About as many signs as there are words in a segment: a power of two. */
const signBits = 16;
const lineEnd = 10;
export const wordsInSegment = 65_536;

export class Segment {
  readonly #text: string;
  /** Where each word begins in the text, with the line end before it; where another one would. */
  readonly #starts: Uint32Array;
  /** For each sign where its words begin among the holders; where those of another one would. */
  readonly #firsts = new Uint32Array(2 ** signBits + 1);
  /** Numbers of words, for each sign ascending; a word that has a sign twice stands there twice. */
  readonly #holders: Uint16Array;

  /** No more words than `wordsInSegment`. */
  constructor(words: readonly string[]) {
    this.#text = textOf(words);
    const held = signsOf(this.#text);
    const firsts = this.#firsts;
    for (const sign of held) firsts[sign + 1]! += 1;
    for (let sign = 1; sign < firsts.length; sign += 1) firsts[sign]! += firsts[sign - 1]!;
    const free = firsts.slice();
    const holders = new Uint16Array(held.length);
    const starts = new Uint32Array(words.length + 1);
    for (let place = 0, n = 0; n < words.length; n += 1) {
      const { length } = words[n]!;
      starts[n + 1] = starts[n]! + 1 + length;
      // With the line end before it a word has as many groups as it has characters but one.
      for (const end = place + Math.max(length - 1, 0); place < end; place += 1) holders[free[held[place]!]!++] = n;
    }
    this.#starts = starts;
    this.#holders = holders;
  }

  get words(): string[] {
    return this.#text.slice(1, -1).split('\n');
  }

  /** The words that hold `wanted`, which may begin with the line end before a word. `signs`: of its groups. */
  *holding(wanted: string, signs: Uint16Array): Generator<string> {
    if (signs.length === 0) return yield* wordsHolding(wanted, this.#text);
    for (const n of this.#mayHold(signs)) {
      const word = this.#text.slice(this.#starts[n], this.#starts[n + 1]);
      if (word.includes(wanted)) yield word.slice(1);
    }
  }

  /** Numbers of the words with the two rarest of the signs, ascending. */
  *#mayHold(signs: Uint16Array): Generator<number> {
    let [rarest, next] = [signs[0]!, signs[0]!];
    for (const sign of signs) {
      if (this.#count(sign) < this.#count(rarest)) [rarest, next] = [sign, rarest];
      else if (next === rarest || this.#count(sign) < this.#count(next)) next = sign;
    }
    const holders = this.#holders;
    let [other, last] = [this.#firsts[next]!, -1];
    const end = this.#firsts[next + 1]!;
    for (let place = this.#firsts[rarest]!; place < this.#firsts[rarest + 1]!; place += 1) {
      const n = holders[place]!;
      while (other < end && holders[other]! < n) other += 1;
      if (n !== last && other < end && holders[other] === n) yield (last = n);
    }
  }

  /** How many words have a sign. */
  #count(sign: number): number {
    return this.#firsts[sign + 1]! - this.#firsts[sign]!;
  }
}

/** Words, each between line ends. */
export function textOf(words: readonly string[]): string {
  return `\n${words.join('\n')}\n`;
}

/** Those of such a text that hold `wanted`, looked for from end to end. */
export function* wordsHolding(wanted: string, text: string): Generator<string> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, text.indexOf('\n', at + 1))) {
    const end = text.indexOf('\n', at + 1);
    yield text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
  }
}

/** Of all groups of three characters that belong to one word, or to its beginning with the line end before it; other groups may have the same. */
export function signsOf(text: string): Uint16Array {
  const signs = new Uint16Array(text.length);
  let count = 0;
  let [first, second] = [lineEnd, lineEnd];
  for (let at = 0; at < text.length; at += 1) {
    const third = text.charCodeAt(at);
    if (at >= 2 && second !== lineEnd && third !== lineEnd) {
      const group = Math.imul(first, 961) + Math.imul(second, 31) + third;
      signs[count++] = Math.imul(group, 0x9e3779b1) >>> (32 - signBits);
    }
    [first, second] = [second, third];
  }
  return signs.subarray(0, count);
}
