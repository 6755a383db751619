/** Thirty calls in any thirty seconds, as the documentation has it. */
const limit = { calls: 30, per: 30_000 };
/** Calls that left in time may arrive closer together when the computer is busy. That much is forgiven, ms. */
const jitter = 500;

/** Answers whether a request at `now` (ms) is within the rate. What is refused does not count. */
export function createRate(): (now: number) => boolean {
  let taken: number[] = [];
  return (now) => {
    // Times ahead of `now` are from before the clock was set back.
    taken = taken.filter((time) => time <= now && now - time < limit.per - jitter);
    if (taken.length >= limit.calls) return false;
    taken.push(now);
    return true;
  };
}
