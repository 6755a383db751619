/** All words of the index, in memory, to find those that hold a fragment: there are far fewer words than texts. */
import type { ReaderDatabase } from '../database.ts';

export const sql = { after: `SELECT id, word FROM index_words WHERE id > ? ORDER BY id LIMIT ?` };

const readAtATime = 5_000;
const wordsInBlock = 256;
/** Shorter groups would stand in nearly every block. */
const groupLength = 4;
/** A power of two: some four times as many as a block has different groups. */
const signs = 8_192;

/** So many found words tell how many there will be; when that seems to be so many times too much, nobody counts them. */
const sample = 32;
const farTooMany = 1.5;

/** Some words, and which groups of characters stand in them: most blocks are passed over without being looked through. */
interface Block {
  count: number;
  /** Each between line ends. */
  words: string;
  /** A bit for each sign. */
  has: Uint32Array;
}

export class Vocabulary {
  #last = 0;
  /** Words that were removed meanwhile may still be among them: they are found nowhere. */
  readonly #blocks: Block[] = [];

  /** To be called before a search: adds what is new. */
  follow(db: ReaderDatabase): void {
    for (;;) {
      const rows = db.all<{ id: number; word: string }>(sql.after, this.#last, readAtATime);
      for (const { word } of rows) this.#add(word);
      this.#last = rows.at(-1)?.id ?? this.#last;
      if (rows.length < readAtATime) return;
    }
  }

  /** The words that hold the fragment, or begin with it; null when there are, or seem to be, more than `most`. */
  find(fragment: string, where: 'within' | 'begins', most: number): string[] | null {
    const wanted = where === 'begins' ? `\n${fragment}` : fragment;
    const needed = signsOf(wanted);
    const found: string[] = [];
    for (const [n, { words, has }] of this.#blocks.entries()) {
      if (found.length >= sample && (found.length / n) * this.#blocks.length > farTooMany * most) return null;
      if (!hasAll(has, needed)) continue;
      for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, words.indexOf('\n', at + 1))) {
        if (found.length === most) return null;
        const start = where === 'begins' ? at + 1 : words.lastIndexOf('\n', at) + 1;
        found.push(words.slice(start, words.indexOf('\n', at + 1)));
      }
    }
    return found;
  }

  #add(word: string): void {
    let block = this.#blocks.at(-1);
    if (!block || block.count === wordsInBlock) this.#blocks.push((block = { count: 0, words: '\n', has: new Uint32Array(signs / 32) }));
    for (const sign of signsOf(`\n${word}`)) block.has[sign >> 5]! |= 1 << (sign & 31);
    block.count += 1;
    block.words += `${word}\n`;
  }
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

function hasAll(has: Uint32Array, needed: readonly number[]): boolean {
  for (const sign of needed) if ((has[sign >> 5]! & (1 << (sign & 31))) === 0) return false;
  return true;
}
