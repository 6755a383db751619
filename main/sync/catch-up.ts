/** Takes over what changed in all conversations of an account, for services that keep a list of changes. */
import type { Message } from '../../preload/contract/domain.ts';
import type { RemoteChanges } from '../providers/contract.ts';
import { Protocol, ProviderError, Rejected } from '../providers/errors.ts';
import type { Store } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Attention, Chore } from './poll-loop.ts';

export interface CatchUp extends Chore {
  /** Makes it due now. */
  want(): void;
  /** Whether changes become known this way; false where the service has no such list, or an older server refuses it. */
  works(): boolean;
}

export interface CatchUpParts {
  account: ActiveAccount;
  store: Pick<Store, 'readChangesCursor' | 'ingestChanges'>;
  clock: Clock;
  attention(): Attention;
  liveOn(): boolean;
  onArrived(messages: Message[]): void;
  /** What was heard of, with messages or not. */
  onChanges(conversations: RemoteChanges['conversations']): void;
  /** Everything is known that had happened when the list was asked for, ms UTC. */
  onCaughtUp(askedAt: number): void;
}

/** While the service pushes, a catch-up only makes sure, ms. */
const assurance = 30 * 60_000;
/** A list that was refused, or made no sense so many times, is asked for again after this long, ms. */
const senselessAtMost = 3;
const offTime = 30 * 60_000;

export function createCatchUp(parts: CatchUpParts): CatchUp {
  const { account, store, clock } = parts;
  let endedAt = 0;
  let stretch = 1;
  let wantedAt = 0;
  let offUntil = 0;
  let senseless = 0;

  const works = () => account.connection.readChanges !== undefined && offUntil <= clock.now();

  /** Answers when the list was asked for whose end it came to; null when it tells nothing of the past, because it was the first. */
  async function takeOver(): Promise<number | null> {
    let since = await store.readChangesCursor(account.id);
    const continued = since !== null;
    for (;;) {
      const from = since;
      let askedAt = 0;
      const changes = await account.call('poll', (remote, signal) => {
        askedAt = clock.now();
        return remote.readChanges!(from, signal);
      });
      const { conversations, next } = changes;
      const complete = !changes.more || next === from;
      const { arrived } = await store.ingestChanges({ accountId: account.id, conversations, cursor: next, readAt: askedAt, complete });
      if (arrived.length > 0) parts.onArrived(arrived);
      parts.onChanges(conversations);
      if (complete) return continued ? askedAt : null;
      since = next;
    }
  }

  async function run(): Promise<void> {
    wantedAt = Infinity;
    try {
      const askedAt = await takeOver();
      senseless = 0;
      if (askedAt !== null) parts.onCaughtUp(askedAt);
    } catch (error) {
      if (account.signal.aborted) return;
      senseless = error instanceof Protocol ? senseless + 1 : 0;
      if (error instanceof Rejected || senseless >= senselessAtMost) offUntil = clock.now() + offTime;
      else wantedAt = Math.max(clock.now(), account.pausedUntil('poll'));
      if (!(error instanceof ProviderError)) throw error;
    } finally {
      endedAt = clock.now();
      stretch = 0.9 + 0.2 * clock.random();
    }
  }

  function regular(): number {
    const { background, visible } = account.info.pacing.poll;
    return endedAt + stretch * (parts.liveOn() ? assurance : parts.attention() === 'background' ? background : visible);
  }

  return {
    plan: () => (account.connection.readChanges ? { at: Math.max(offUntil, Math.min(wantedAt, regular())), run } : null),
    want() {
      wantedAt = Math.max(clock.now(), account.pausedUntil('poll'));
    },
    works,
  };
}
