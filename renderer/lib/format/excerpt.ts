/** The part of a text that is worth showing of a hit: around what was searched for, in whole words and characters. */
import type { TextRange } from '../../../preload/contract/search.ts';
import { flatText } from './text.ts';

export interface MarkedPiece {
  text: string;
  hit: boolean;
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How much is shown before the first hit, and in all, in UTF-16 code units. */
const before = 36;
const length = 280;
/** What lies further away than this does not decide where a word or a character ends. */
const surroundings = 150;

/** The word or character a place of a text lies in. */
function segmentAt(segmenter: Intl.Segmenter, text: string, at: number): { from: number; to: number } {
  const start = Math.max(at - surroundings, 0);
  const found = segmenter.segment(text.slice(start, at + surroundings)).containing(at - start);
  return found ? { from: start + found.index, to: start + found.index + found.segment.length } : { from: at, to: at };
}

/** The first place at or after `at` that begins a word, else a character, not beyond `last`. */
function wordStart(text: string, at: number, last: number): number {
  for (const segmenter of [words, characters]) {
    const { from, to } = segmentAt(segmenter, text, at);
    const start = from === at ? from : to;
    if (start <= last) return start;
  }
  return last;
}

/** The last place at or before `at` that ends a word, else a character, not before `first`. */
function wordEnd(text: string, at: number, first: number): number {
  if (at >= text.length) return text.length;
  for (const segmenter of [words, characters]) {
    const { from } = segmentAt(segmenter, text, at);
    if (from >= first) return from;
  }
  return at;
}

/** A text in pieces, of which those in the ranges are hits; made safe for one line. */
export function markedPieces(text: string, ranges: readonly TextRange[], from = 0, to = text.length): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  const add = (start: number, end: number, hit: boolean) => {
    const shown = flatText(text.slice(start, end));
    if (shown !== '') pieces.push({ text: shown, hit });
  };
  let at = from;
  for (const range of ranges) {
    if (range.to <= at) continue;
    if (range.from >= to) break;
    add(at, Math.max(range.from, at), false);
    add(Math.max(range.from, at), Math.min(range.to, to), true);
    at = Math.min(range.to, to);
  }
  add(at, to, false);
  return pieces;
}

export function excerpt(text: string, ranges: readonly TextRange[]): MarkedPiece[] {
  const first = ranges[0] ?? { from: 0, to: 0 };
  const from = first.from <= before ? 0 : wordStart(text, first.from - before, first.from);
  const to = wordEnd(text, from + length, Math.min(first.to, from + length));
  const pieces = markedPieces(text, ranges, from, to);
  if (from > 0) pieces.unshift({ text: '…', hit: false });
  if (to < text.length) pieces.push({ text: '…', hit: false });
  return pieces;
}
