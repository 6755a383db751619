/**
 * keytar's calls run on the thread pool that also resolves host names, and a keychain waiting for its password can hold one for ever. So
 * calls go one at a time, the wait for each is bounded, and while calls of an earlier wait still hang no more than two are let in.
 */
const mostHanging = 2;

/** Runs calls in order; each rejects when it does not end within `waiting` ms, though it may still end later. */
export function boundedCalls(waiting: number): <Value>(call: () => Promise<Value>) => Promise<Value> {
  let hanging = 0;
  let previous: Promise<unknown> = Promise.resolve();

  async function run<Value>(call: () => Promise<Value>): Promise<Value> {
    if (hanging >= mostHanging) throw new Error('still waiting for an earlier call');
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('no answer in time')), waiting);
    hanging += 1;
    const answer = call().finally(() => {
      hanging -= 1;
    });
    // Once the wait is over nobody listens to the answer any more, and a late failure must not surface as unhandled.
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  return (call) => {
    const next = previous.then(() => run(call));
    previous = next.catch(() => undefined);
    return next;
  };
}
