/** The one source of chance in a simulated day: Marsaglia's xorshift, cheap enough to be asked at every request. */
import { drawnFrom, type Random } from '../../main/rehearsal/random.ts';

export function createCheapRandom(seed: number): Random {
  // Neighbouring seeds must not begin alike, and zero is where the generator would stay.
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  }

  for (let draw = 0; draw < 10; draw += 1) next();
  return drawnFrom(next);
}
