/** Numbers that look random and are the same for the same seed, so that a rehearsal can be repeated. */
import { createHash } from 'node:crypto';

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Integer in [low, high]. */
  between(low: number, high: number): number;
  pick<Value>(values: readonly Value[]): Value;
}

/** Draws from a hash chain: slower than arithmetic tricks, and with no pattern to notice. */
export function createRandom(seed: string): Random {
  let draws = 0;
  return drawnFrom(() => {
    draws += 1;
    return createHash('sha256').update(`${seed}/${draws}`).digest().readUIntBE(0, 6) / 2 ** 48;
  });
}

/** `next` answers numbers in [0, 1). */
export function drawnFrom(next: () => number): Random {
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick(values) {
      const value = values[between(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}
