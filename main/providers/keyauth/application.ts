/**
 * What all accounts of one application in this process share. KeyAuth holds one session per application and network, and whoever signs in
 * last owns it: accounts that did not take turns would sign each other out.
 */
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

const applications = new Map<string, Application>();

/** The application of this key (`applicationKey`), the same object for all who ask. */
export function applicationFor(key: string): Application {
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
