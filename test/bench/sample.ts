/** Messages for measuring: the same for the same seed, with lengths and scripts as people write them. */
import type { IncomingMessage } from '../../main/store/contract.ts';

const words = 'the deploy went out and nothing burned so lunch is on me see you at the harbour 今日 は 良い 天気 です شكرا لكم ok 👍'.split(
  ' ',
);

/** A small generator with known period (mulberry32's constants are public domain), so that runs can be compared. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` messages, ascending, a few seconds apart, ending an hour before `end` (ms UTC). */
export function sampleMessages(count: number, end: number, seed: number): IncomingMessage[] {
  const random = createRandom(seed);
  const start = end - 3_600_000 - count * 5000;
  return Array.from({ length: count }, (_, index) => {
    const author = Math.floor(random() * 12);
    const length = 3 + Math.floor(random() ** 3 * 60);
    const sentAt = start + index * 5000 + Math.floor(random() * 4000);
    return {
      remoteId: `remote-${seed}-${index}`,
      authorId: `author-${author}`,
      authorName: `Person ${author}`,
      text: Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' '),
      sentAt,
      order: sentAt * 1000,
    };
  });
}
