/**
 * The form in which texts are compared: compatibility forms made plain (NFKD), accents dropped, lower case, composed again (NFC). Accents are
 * marks on Latin, Greek, Cyrillic, Hebrew or Arabic letters: elsewhere marks are letters (a Thai vowel, a Devanagari sign).
 */

const ascii = /^[\0-\x7f]*$/;
/** Needs lower case at most: ASCII, kana, Han, Hangul syllables. */
const plain = '\\0-\\x7f\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3';
/** Marks on the character before them, and what is written as one with it (the half-width voiced marks of Japanese, jamo). */
const onIt = '[\\p{M}\\uff9e\\uff9f\\u1160-\\u11ff]';
/** What is folded as one: the jamo of a syllable, or a character with the marks on it. */
const specials = new RegExp(
  [
    '[\\u1100-\\u115f\\ua960-\\ua97c]+[\\u1160-\\u11a7\\ud7b0-\\ud7c6]*[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]*',
    `[${plain}]${onIt}+`,
    `[^${plain}]${onIt}*`,
  ].join('|'),
  'gu',
);
const accented = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u;
const marks = /\p{M}/gu;
/** They choose between ways to draw a character. */
const selectors = /[\ufe00-\ufe0f]/g;

/** A folded text. Of most texts nobody asks where its parts came from. */
export class Folded {
  readonly text: string;
  /** The original is ASCII: folding only made it lower case. */
  readonly ascii: boolean;
  readonly #original: string;
  /** Folding moved nothing. */
  readonly #same: boolean;
  #stretches: readonly Stretch[] | null = null;

  constructor(original: string) {
    this.#original = original;
    this.ascii = ascii.test(original);
    const folded = this.ascii ? original : original.replace(specials, foldPiece);
    this.#same = folded === original;
    this.text = folded.toLowerCase();
  }

  /** Where in the original the character began that this UTF-16 code unit came from. */
  from(unit: number): number {
    return this.#place(unit, ({ from }) => from);
  }

  /** Where it ended. */
  to(unit: number): number {
    return this.#place(unit, ({ to }) => to - 1) + 1;
  }

  /** `within`: what is said of a unit from one of the stretches. */
  #place(unit: number, within: (stretch: Stretch) => number): number {
    if (this.#same) return unit;
    let moved = 0;
    for (const stretch of (this.#stretches ??= stretchesOf(this.#original))) {
      if (unit < stretch.at) break;
      if (unit < stretch.end) return within(stretch);
      moved = stretch.to - stretch.end;
    }
    return unit + moved;
  }
}

/** A piece that folding made longer or shorter: the folded code units from `at` to `end` came from the original ones from `from` to `to`. */
interface Stretch {
  at: number;
  end: number;
  from: number;
  to: number;
}

/** Ascending. What is between them is as long as it was. */
function stretchesOf(original: string): Stretch[] {
  const stretches: Stretch[] = [];
  let moved = 0;
  for (const { 0: piece, index } of original.matchAll(specials)) {
    const folded = foldPiece(piece).length;
    if (folded === piece.length) continue;
    const at = index + moved;
    stretches.push({ at, end: at + folded, from: index, to: index + piece.length });
    moved += folded - piece.length;
  }
  return stretches;
}

/** Most texts are made of few different pieces. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function foldPiece(piece: string): string {
  const before = known.get(piece);
  if (before !== undefined) return before;
  const plain = piece.normalize('NFKD').replace(selectors, '');
  // The small sigma at the end of a word is the same letter.
  const bare = (accented.test(plain) ? plain.replace(marks, '') : plain).toLowerCase().replaceAll('ς', 'σ');
  const folded = bare.normalize('NFC');
  if (piece.length <= 4 && known.size < mostKnown) known.set(piece, folded);
  return folded;
}
