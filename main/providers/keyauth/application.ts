/**
 * What all accounts of one application in this process share. KeyAuth holds one session per application and network, and whoever signs in
 * last owns it: accounts that did not take turns would sign each other out.
 */
import type { Clock } from '../../clock.ts';
import type { Tokens } from '../contract.ts';

export interface Session {
  id: string;
  /** When it was opened, ms UTC. */
  openedAt: number;
  /** Who is signed in; null while nobody is. */
  owner: { identity: string; tokens: Tokens } | null;
}

export interface Application {
  session: Session | null;
  /** When a session was lost before its time, ms UTC, oldest first. */
  losses: number[];
  /** Runs the jobs one after another. Rejects with the signal's reason as soon as it is aborted. */
  inTurn<Value>(job: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

/** By the clock of the run: what one run of Parley knows, another does not. */
const runs = new WeakMap<Clock, Map<string, Application>>();

/** The application of this key (`applicationKey`), the same object for all of one run who ask. */
export function applicationFor(clock: Clock, key: string): Application {
  const applications = runs.get(clock) ?? new Map<string, Application>();
  runs.set(clock, applications);
  const application = applications.get(key) ?? createApplication();
  applications.set(key, application);
  return application;
}

function createApplication(): Application {
  let last: Promise<unknown> = Promise.resolve();
  return {
    session: null,
    losses: [],
    inTurn(job, signal) {
      const turn = last.then(() => {
        signal.throwIfAborted();
        return job();
      });
      last = turn.catch(() => undefined);
      return unlessAborted(turn, signal);
    },
  };
}

async function unlessAborted<Value>(turn: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
