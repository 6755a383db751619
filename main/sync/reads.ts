/** Which conversation is read next, and when: the one on screen often, the others in turn. */
import { ProviderError, RateLimited, Rejected } from '../providers/errors.ts';
import type { SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Directory } from './directory.ts';
import type { Attention, Chore } from './poll-loop.ts';
import type { Reader } from './reader.ts';

export interface Reads extends Chore {
  /** Makes everything due now. */
  allDue(): void;
  /** Reads this conversation as soon as possible, at the latest in `within` ms. */
  soon(conversationId: number, within: number): void;
  /** The service pushed that something in this conversation is only told by reading it, or in one that it does not name. */
  touch(conversationId: number | null): void;
  /** A list of changes brought every conversation that was read once up to date. */
  noteAllRead(at: number): void;
  /** Every conversation was read at this moment or later; null until all have been. */
  oldestReadAt(): number | null;
}

export interface ReadsParts {
  account: ActiveAccount;
  reader: Pick<Reader, 'readLatest'>;
  directory: Directory;
  clock: Clock;
  attention(): Attention;
  openConversation(): number | null;
  /** A list of changes says what is new: single reads only make sure. */
  changesTell(): boolean;
  liveOn(): boolean;
}

/** A conversation whose own read was refused is asked about less often. */
const refusedFactor = 6;
/** Time between two reads that only make sure, ms: of one conversation, and with very many of them of any two. */
const assurance = { ofOne: 30 * 60_000, ofAny: 10_000 };
/** Spreads consecutive ids evenly over an interval. */
const goldenRatio = 0.618034;

export function createReads(parts: ReadsParts): Reads {
  const { account, reader, directory, clock } = parts;
  const startedAt = clock.now();
  /** When each was last tried, and by what its interval is stretched: jitter, and patience after a refusal. */
  const tried = new Map<number, { at: number; stretch: number; refused: boolean }>();
  /** When each last answered. */
  const answered = new Map<number, number>();
  let allReadAt = 0;
  /** Reads wanted earlier than their interval says. */
  const wanted = new Map<number, number>();
  /** When something last happened in each that is only told by reading it; under null, somewhere. */
  const touchedAt = new Map<number | null, number>();
  /** Conversations the service asked to leave alone for a while. */
  const postponed = new Map<number, number>();

  const isOpen = (id: number) => id === parts.openConversation() && parts.attention() === 'visible';

  /** On screen, and there may be something in it that only reading shows: until it was read for the first time, there always may. */
  function showsLess(id: number): boolean {
    return isOpen(id) && (answered.get(id) ?? 0) <= Math.max(touchedAt.get(id) ?? 0, touchedAt.get(null) ?? 0);
  }

  /** When its interval has passed, ms UTC; 0 when it was never tried. */
  function regular({ id, newestOrder }: SyncConversation): number {
    const last = tried.get(id);
    const known = newestOrder !== null || answered.has(id);
    // A refusal may end without a change that anybody tells.
    const assured = known && !last?.refused && parts.changesTell() && !showsLess(id);
    if (assured && (parts.liveOn() || !isOpen(id))) {
      const interval = Math.max(assurance.ofOne, assurance.ofAny * directory.all().length);
      return last ? last.at + interval * last.stretch : startedAt + interval * ((id * goldenRatio) % 1);
    }
    const { open, visible, background } = account.info.pacing.poll;
    const interval = parts.attention() === 'background' ? background : isOpen(id) ? open : visible;
    return last ? last.at + interval * last.stretch : 0;
  }

  function due(conversation: SyncConversation): number {
    const soonest = Math.min(regular(conversation), wanted.get(conversation.id) ?? Infinity);
    return Math.max(soonest, postponed.get(conversation.id) ?? 0);
  }

  async function read(conversation: SyncConversation): Promise<void> {
    const { id, remoteId } = conversation;
    let stretch = 0.9 + 0.2 * clock.random();
    let refused = false;
    const askedAt = clock.now();
    wanted.delete(id);
    postponed.delete(id);
    try {
      await reader.readLatest(conversation, isOpen(id) ? 'open' : 'poll');
      answered.set(id, askedAt);
    } catch (error) {
      if (account.signal.aborted) return;
      if (error instanceof RateLimited && error.scope === 'call') postponed.set(id, account.pausedUntil('poll', remoteId));
      if (error instanceof Rejected) {
        stretch *= refusedFactor;
        refused = true;
        answered.set(id, clock.now());
      }
      if (!(error instanceof ProviderError)) throw error;
    } finally {
      tried.set(id, { at: clock.now(), stretch, refused });
    }
  }

  return {
    /** The conversation on screen once it is due, however many others have waited longer, else the longest due. */
    plan() {
      if (!account.connection.readLatest) return null;
      let next: SyncConversation | null = null;
      let at = Infinity;
      const open = directory.byId(parts.openConversation() ?? 0);
      // A scan of 5,000 conversations takes half a millisecond, and there is one for each call to the service.
      for (const conversation of open && due(open) <= clock.now() ? [open] : directory.all()) {
        const its = due(conversation);
        if (its >= at) continue;
        next = conversation;
        at = its;
      }
      return next && { at, run: () => read(next) };
    },
    allDue() {
      if (!parts.changesTell()) tried.clear();
      for (const id of postponed.keys()) postponed.set(id, account.pausedUntil('poll', directory.byId(id)?.remoteId));
    },
    soon(conversationId, within) {
      wanted.set(conversationId, Math.min(wanted.get(conversationId) ?? Infinity, clock.now() + within));
    },
    touch(conversationId) {
      touchedAt.set(conversationId, clock.now());
    },
    noteAllRead(at) {
      allReadAt = at;
    },
    oldestReadAt() {
      let oldest = Infinity;
      for (const { id, newestOrder } of directory.all()) {
        const at = answered.get(id) ?? (allReadAt > 0 && newestOrder !== null ? allReadAt : null);
        if (at === null) return null;
        oldest = Math.min(oldest, at);
      }
      return oldest === Infinity ? null : Math.max(oldest, allReadAt);
    },
  };
}
