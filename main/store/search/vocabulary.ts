/** All words of the index, in memory, to find those that hold a fragment: there are far fewer words than texts. */
import type { ReaderDatabase } from '../database.ts';

export const sql = { after: `SELECT id, word FROM index_words WHERE id > ? ORDER BY id` };

export class Vocabulary {
  #last = 0;
  /** Each between line ends. Words that were removed meanwhile may still be among them: they are found nowhere. */
  #words = '\n';

  /** To be called before a search: adds what is new. */
  follow(db: ReaderDatabase): void {
    const rows = db.all<{ id: number; word: string }>(sql.after, this.#last);
    const last = rows.at(-1);
    if (!last) return;
    this.#last = last.id;
    this.#words += `${rows.map(({ word }) => word).join('\n')}\n`;
  }

  /** The words that hold the fragment, or begin with it; null when there are more than `most`. */
  find(fragment: string, where: 'within' | 'begins', most: number): string[] | null {
    const wanted = where === 'begins' ? `\n${fragment}` : fragment;
    const found: string[] = [];
    for (let at = this.#words.indexOf(wanted); at >= 0; at = this.#words.indexOf(wanted, this.#words.indexOf('\n', at + 1))) {
      if (found.length === most) return null;
      const start = where === 'begins' ? at + 1 : this.#words.lastIndexOf('\n', at) + 1;
      found.push(this.#words.slice(start, this.#words.indexOf('\n', at + 1)));
    }
    return found;
  }
}
