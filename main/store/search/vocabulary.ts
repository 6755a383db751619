/** All words of the index, in memory, to find those that hold a fragment: there are far fewer words than texts. */
import type { ReaderDatabase } from '../database.ts';
import { Segment, signsOf, textOf, wordsHolding, wordsInSegment } from './segment.ts';

export const sql = { after: `SELECT id, word FROM index_words WHERE id > ? ORDER BY id LIMIT ?` };

const readAtATime = 5_000;
/** So many words are looked through one by one; more become part of a segment. */
const mostLoose = 8_192;
/** So many fragments are remembered to be in too many words. */
const mostCommon = 10_000;

export class Vocabulary {
  #last = 0;
  /** Words that were removed meanwhile may still be among them: they are found nowhere. */
  readonly #segments: Segment[] = [];
  /** The newest. */
  #loose: string[] = [];
  #looseText = textOf([]);
  /** Fragments, and of how many words it is known that more hold them: that never becomes untrue. */
  readonly #common = new Map<string, number>();

  /** To be called before a search when something was written: adds what is new. */
  follow(db: ReaderDatabase): void {
    const before = this.#last;
    for (let isAll = false; !isAll;) {
      const rows = db.all<{ id: number; word: string }>(sql.after, this.#last, readAtATime);
      for (const { word } of rows) this.#loose.push(word);
      this.#last = rows.at(-1)?.id ?? this.#last;
      isAll = rows.length < readAtATime;
      if (this.#loose.length >= (isAll ? mostLoose : wordsInSegment)) this.#seal();
    }
    if (this.#last !== before) this.#looseText = textOf(this.#loose);
  }

  /** The words that hold the fragment, or begin with it; null when there are more than `most`. */
  find(fragment: string, where: 'within' | 'begins', most: number): string[] | null {
    const wanted = where === 'begins' ? `\n${fragment}` : fragment;
    if ((this.#common.get(wanted) ?? -1) >= most) return null;
    const found: string[] = [];
    for (const word of this.#holding(wanted)) if (found.push(word) > most) return this.#noteCommon(wanted, most);
    return found;
  }

  *#holding(wanted: string): Generator<string> {
    const signs = signsOf(wanted);
    for (const segment of this.#segments) yield* segment.holding(wanted, signs);
    yield* wordsHolding(wanted, this.#looseText);
  }

  /** Fills the last segment, and begins others. */
  #seal(): void {
    const words = [...(this.#segments.pop()?.words ?? []), ...this.#loose];
    for (let start = 0; start < words.length; start += wordsInSegment)
      this.#segments.push(new Segment(words.slice(start, start + wordsInSegment)));
    this.#loose = [];
  }

  #noteCommon(wanted: string, most: number): null {
    if (this.#common.size === mostCommon) this.#common.clear();
    this.#common.set(wanted, most);
    return null;
  }
}
