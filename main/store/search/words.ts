/**
 * The words of a text: runs of letters, digits and marks. In scripts written without spaces every character is a word of its own, and so is
 * an emoji with all that belongs to it. A run of more than 64 characters is several words.
 */
import { fold, type Folded } from './fold.ts';

export interface Word {
  /** Folded. */
  text: string;
  /** Of a script without spaces. */
  unspaced: boolean;
  /** Where it begins in the folded text, in UTF-16 code units. */
  at: number;
}

export interface Words {
  list: readonly Word[];
  folded: Folded;
}

const unspaced =
  '[[\\p{L}\\p{N}\\p{M}]&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]';
const emoji = '[0-9]\\u20e3|\\p{RI}\\p{RI}?|[\\p{ExtPict}\\p{EMod}]\\p{EMod}?[\\u{e0020}-\\u{e007f}]*(?:\\u200d\\p{ExtPict}\\p{EMod}?)*';
const any = new RegExp(`(?<emoji>${emoji})|(?<unspaced>${unspaced})|[[\\p{L}\\p{N}\\p{M}]--${unspaced}]{1,64}`, 'gv');

export function wordsOf(text: string): Words {
  const folded = fold(text);
  const list: Word[] = [];
  for (const match of folded.text.matchAll(any)) {
    list.push({ text: match[0], unspaced: match.groups?.unspaced !== undefined, at: match.index });
  }
  return { list, folded };
}
