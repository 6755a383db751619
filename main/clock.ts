/** Time, so that a test can bring its own. */
export interface Clock {
  /** Milliseconds UTC. */
  now(): number;
  /** Calls back once after `milliseconds`; the disposer prevents it. */
  after(milliseconds: number, callback: () => void): () => void;
  /** A number in [0, 1), for jitter. */
  random(): number;
}

/** setTimeout's own limit; a longer wait would fire at once. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), longestTimer));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
