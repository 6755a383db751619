/** All words of the index, in memory, to find those that hold a fragment: there are far fewer words than texts. */
import type { ReaderDatabase } from '../database.ts';

export const sql = { after: `SELECT id, word FROM index_words WHERE id > ? ORDER BY id` };

/** Characters. A string that grows is copied whole when it is next looked through: only the last block is. */
const blockLength = 32_768;

export class Vocabulary {
  #last = 0;
  /** Words, each between line ends. Words that were removed meanwhile may still be among them: they are found nowhere. */
  readonly #blocks = ['\n'];

  /** To be called before a search: adds what is new. */
  follow(db: ReaderDatabase): void {
    for (const { id, word } of db.iterate<{ id: number; word: string }>(sql.after, this.#last)) {
      if (this.#blocks.at(-1)!.length >= blockLength) this.#blocks.push('\n');
      this.#blocks[this.#blocks.length - 1] += `${word}\n`;
      this.#last = id;
    }
  }

  /** The words that hold the fragment, or begin with it; null when there are more than `most`. */
  find(fragment: string, where: 'within' | 'begins', most: number): string[] | null {
    const wanted = where === 'begins' ? `\n${fragment}` : fragment;
    const found: string[] = [];
    for (const words of this.#blocks)
      for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, words.indexOf('\n', at + 1))) {
        if (found.length === most) return null;
        const start = where === 'begins' ? at + 1 : words.lastIndexOf('\n', at) + 1;
        found.push(words.slice(start, words.indexOf('\n', at + 1)));
      }
    return found;
  }
}
