/** Apigee turns "five a second" into one each 200 ms; what comes sooner is refused and does not count. */
const interval = 200;
/** Calls that left 250 ms apart may arrive closer together when the computer is busy. That much is forgiven, once. */
const jitter = 100;

/** Answers whether a request at `now` (ms) is within the rate. */
export function createSpikeArrest(): (now: number) => boolean {
  let due = -Infinity;
  return (now) => {
    // A clock that was set back must not lock everyone out.
    if (due - now > 2 * interval) due = now;
    if (due - now > jitter) return false;
    due = Math.max(due, now) + interval;
    return true;
  };
}
