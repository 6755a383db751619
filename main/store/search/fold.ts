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
  #places: Places | null = null;

  constructor(original: string) {
    this.#original = original;
    this.ascii = ascii.test(original);
    const folded = this.ascii ? original : original.replace(specials, foldPiece);
    this.#same = folded === original;
    this.text = folded.toLowerCase();
  }

  /** Where in the original the character began that this UTF-16 code unit came from. */
  from(unit: number): number {
    return this.#same ? unit : (this.#allPlaces.starts[unit] ?? this.#original.length);
  }

  /** Where it ended. */
  to(unit: number): number {
    return this.#same ? unit + 1 : (this.#allPlaces.ends[unit] ?? this.#original.length);
  }

  get #allPlaces(): Places {
    return (this.#places ??= placesIn(this.#original));
  }
}

/** For each code unit of a folded text the stretch of the original. */
interface Places {
  starts: number[];
  ends: number[];
}

function placesIn(original: string): Places {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const add = (length: number, folded: number) => {
    const even = length === folded;
    for (let unit = 0; unit < folded; unit += 1) {
      starts.push(even ? at + unit : at);
      ends.push(even ? at + unit + 1 : at + length);
    }
    at += length;
  };
  for (const { 0: piece, index } of original.matchAll(specials)) {
    add(index - at, index - at);
    add(piece.length, foldPiece(piece).length);
  }
  add(original.length - at, original.length - at);
  return { starts, ends };
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
