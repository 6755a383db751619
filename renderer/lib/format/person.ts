/** How people and conversations are drawn without a picture: two letters on a colour that is always the same for the same id. */
import { singleLine } from './text.ts';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return '';
}

/** For a preview, where the text matters more than the rest of a long name. */
export function shortName(name: string): string {
  const whole = singleLine(name);
  return whole.length <= 14 ? whole : (whole.split(' ')[0] ?? whole);
}

export function initials(name: string): string {
  const words = singleLine(name)
    .split(/[\s._\-–—/|:,;#@+()[\]…“”‘’'"]+/)
    .filter((word) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word));
  const [first = '', second] = words;
  // Two ideographs side by side read as a word; one says enough.
  if (/^\p{Script=Han}|^\p{Script=Hiragana}|^\p{Script=Katakana}|^\p{Script=Hangul}/u.test(first)) return firstLetter(first);
  return (firstLetter(first) + (second === undefined ? '' : firstLetter(second))).toLocaleUpperCase() || '?';
}

/** 0–359, spread so that neighbouring ids do not get neighbouring colours. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 16777619);
  }
  return Math.round(((hash >>> 0) * 0.618033988749895 * 360) % 360) % 360;
}
