/**
 * The form in which texts are compared: compatibility forms made plain (NFKD), accents dropped, lower case, composed again (NFC). Accents are
 * marks on Latin, Greek, Cyrillic, Hebrew or Arabic letters: elsewhere marks are letters (a Thai vowel, a Devanagari sign).
 */

/** A folded text, and for each of its UTF-16 code units the stretch of the original it came from. */
export interface Folded {
  text: string;
  /** The original is ASCII: folding only made it lower case. */
  ascii: boolean;
  from(unit: number): number;
  to(unit: number): number;
}

const ascii = /^[\0-\x7f]*$/;
/**
 * What is folded as one: a run that only needs lower case (ASCII, kana, Han, Hangul syllables), the jamo of a syllable, or a character with
 * the marks on it (the half-width voiced marks of Japanese among them).
 */
const pieces =
  /[\0-\x7f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+(?![\p{M}\uff9e\uff9f\u1160-\u11ff])|[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*|[^][\p{M}\uff9e\uff9f\u1160-\u11ff]*/gu;
const accented = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u;
const marks = /\p{M}/gu;
/** They choose between ways to draw a character. */
const selectors = /[\ufe00-\ufe0f]/g;

export function fold(text: string): Folded {
  if (ascii.test(text)) return { text: text.toLowerCase(), ascii: true, from: (unit) => unit, to: (unit) => unit + 1 };
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [piece] of text.matchAll(pieces)) {
    const result = foldPiece(piece);
    const even = result.length === piece.length;
    for (let unit = 0; unit < result.length; unit += 1) {
      starts.push(even ? at + unit : at);
      ends.push(even ? at + unit + 1 : at + piece.length);
    }
    folded += result;
    at += piece.length;
  }
  return { text: folded, ascii: false, from: (unit) => starts[unit] ?? text.length, to: (unit) => ends[unit] ?? text.length };
}

/** Most texts are made of few different pieces. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function foldPiece(piece: string): string {
  if (ascii.test(piece)) return piece.toLowerCase();
  const before = known.get(piece);
  if (before !== undefined) return before;
  const plain = piece.normalize('NFKD').replace(selectors, '');
  // The small sigma at the end of a word is the same letter.
  const bare = (accented.test(plain) ? plain.replace(marks, '') : plain).toLowerCase().replaceAll('ς', 'σ');
  const folded = bare.normalize('NFC');
  if (piece.length <= 4 && known.size < mostKnown) known.set(piece, folded);
  return folded;
}
