/** Chance that can be repeated: a small generator (mulberry32, whose constants are public domain), so that runs can be compared. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A rank from 0 to `count` − 1 by Zipf’s law: the second is half as frequent as the first, the third a third, and so on. */
export function zipf(random: () => number, count: number): number {
  return Math.min(Math.floor((count + 1) ** random()), count) - 1;
}
