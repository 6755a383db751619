/** All words of the index, in memory, to find those that hold a fragment: there are far fewer words than texts. */
import type { ReaderDatabase } from '../database.ts';

export const sql = { after: `SELECT id, word FROM index_words WHERE id > ? ORDER BY id LIMIT ?` };

const readAtATime = 5_000;
const wordsInBlock = 64;
/** Shorter groups would stand in nearly every block. */
const groupLength = 4;
/** A power of two: some eight times as many as a block has different groups. */
const signs = 4_096;
/** So many fragments are remembered to be in too many words. */
const mostCommon = 10_000;

/** Which groups of characters stand in which blocks, so that most blocks are passed over unseen: a row for each sign, a bit for each block. */
class Signs {
  /** Of a row, in numbers of 32 bits. */
  #width = 1;
  #bits = new Uint32Array(signs);

  add(sign: number, block: number): void {
    if (block >= this.#width * 32) this.#widen();
    this.#bits[sign * this.#width + (block >> 5)]! |= 1 << (block & 31);
  }

  /** The numbers of the blocks that have all these signs, ascending; of `count` blocks. */
  *blocksWith(needed: readonly number[], count: number): Generator<number> {
    for (let column = 0; column * 32 < count; column += 1) {
      let have = -1;
      for (const sign of needed) have &= this.#bits[sign * this.#width + column]!;
      for (; have !== 0; have &= have - 1) {
        const block = column * 32 + 31 - Math.clz32(have & -have);
        if (block < count) yield block;
      }
    }
  }

  #widen(): void {
    const before = this.#bits;
    const width = this.#width;
    this.#width *= 2;
    this.#bits = new Uint32Array(signs * this.#width);
    for (let sign = 0; sign < signs; sign += 1) this.#bits.set(before.subarray(sign * width, (sign + 1) * width), sign * this.#width);
  }
}

export class Vocabulary {
  #last = 0;
  /** Words, each between line ends; those that were removed meanwhile may still be among them: they are found nowhere. */
  readonly #blocks: string[] = [];
  /** Those of the block that is not full yet. */
  #rest: string[] = [];
  readonly #signs = new Signs();
  /** Fragments, and of how many words it is known that more hold them: that never becomes untrue. */
  readonly #common = new Map<string, number>();

  /** To be called before a search: adds what is new. */
  follow(db: ReaderDatabase): void {
    for (;;) {
      const rows = db.all<{ id: number; word: string }>(sql.after, this.#last, readAtATime);
      for (const { word } of rows) this.#add(word);
      this.#last = rows.at(-1)?.id ?? this.#last;
      if (rows.length < readAtATime) return;
    }
  }

  /** The words that hold the fragment, or begin with it; null when there are more than `most`. */
  find(fragment: string, where: 'within' | 'begins', most: number): string[] | null {
    const wanted = where === 'begins' ? `\n${fragment}` : fragment;
    if ((this.#common.get(wanted) ?? -1) >= most) return null;
    const found: string[] = [];
    for (const block of this.#signs.blocksWith(signsOf(wanted), this.#blocks.length + 1)) {
      const words = this.#blocks[block] ?? blockOf(this.#rest);
      for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, words.indexOf('\n', at + 1))) {
        if (found.length === most) {
          if (this.#common.size === mostCommon) this.#common.clear();
          this.#common.set(wanted, most);
          return null;
        }
        const start = where === 'begins' ? at + 1 : words.lastIndexOf('\n', at) + 1;
        found.push(words.slice(start, words.indexOf('\n', at + 1)));
      }
    }
    return found;
  }

  #add(word: string): void {
    for (const sign of signsOf(`\n${word}`)) this.#signs.add(sign, this.#blocks.length);
    if (this.#rest.push(word) < wordsInBlock) return;
    this.#blocks.push(blockOf(this.#rest));
    this.#rest = [];
  }
}

function blockOf(words: readonly string[]): string {
  return `\n${words.join('\n')}\n`;
}

/** Of all groups of characters of a text. */
function signsOf(text: string): number[] {
  const found = [];
  for (let end = groupLength; end <= text.length; end += 1) {
    let group = 0;
    for (let at = end - groupLength; at < end; at += 1) group = Math.imul(group, 31) + text.charCodeAt(at);
    found.push(Math.imul(group, 0x9e3779b1) >>> (32 - Math.log2(signs)));
  }
  return found;
}
