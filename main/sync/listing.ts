/** Keeps the list of an account's conversations, for services that have one of their own. */
import { Protocol, ProviderError, Rejected } from '../providers/errors.ts';
import type { Store } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import { doubling } from './back-off.ts';
import type { Directory } from './directory.ts';
import type { Chore } from './poll-loop.ts';

export interface Listing extends Chore {
  /** Something changed in it. */
  soon(): void;
  /** Also when the last attempt failed just now: the user asked, or the network came back. */
  now(): void;
}

/** Changes come in clusters, ms. */
const clusterTime = 1000;
/** After a list that failed, and on top of the account's own pause, so that the rest has its turn in between, ms. */
const retry = { shortest: 2000, longest: 60_000 };
/** A list that is refused, or makes no sense, will hardly do better soon, ms. */
const retryUseless = { shortest: 30_000, longest: 10 * 60_000 };

export function createListing(
  account: ActiveAccount,
  store: Pick<Store, 'saveListing'>,
  directory: Directory,
  clock: Clock,
  onListed: () => void,
): Listing {
  const interval = account.info.pacing.list;
  let nextAt = 0;
  let failures = 0;
  let retryAt = 0;

  async function list(): Promise<void> {
    nextAt = Infinity;
    try {
      const conversations = await account.call('list', (remote, signal) => remote.listConversations(signal));
      directory.replace(await store.saveListing({ accountId: account.id, conversations }));
      failures = 0;
      retryAt = 0;
      onListed();
    } catch (error) {
      if (account.signal.aborted) return;
      failures += 1;
      const bounds = error instanceof Rejected || error instanceof Protocol ? retryUseless : retry;
      retryAt = Math.max(clock.now(), account.pausedUntil('list')) + doubling(bounds, failures, clock);
      nextAt = retryAt;
      if (!(error instanceof ProviderError)) throw error;
      return;
    }
    nextAt = Math.min(nextAt, clock.now() + interval! * (0.9 + 0.2 * clock.random()));
  }

  return {
    plan: () => (interval === null ? null : { at: nextAt, run: list }),
    soon() {
      nextAt = Math.min(nextAt, Math.max(clock.now() + clusterTime, retryAt));
    },
    now() {
      nextAt = Math.max(clock.now(), account.pausedUntil('list'));
    },
  };
}
