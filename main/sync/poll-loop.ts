/** When an account's conversations are read: the one on screen often, the others in turn, history in the pauses between. */
import type { Logger } from '../providers/contract.ts';
import { ProviderError, Rejected } from '../providers/errors.ts';
import type { SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import type { Reader } from './reader.ts';

/** How much of Parley the user has in view. */
export type Attention = 'visible' | 'background';

export interface PollLoop {
  /** Looks again at what is due, because something outside changed. */
  wake(): void;
  /** Makes everything due now. */
  readAllNow(): void;
  /** Reads this conversation as soon as possible, at the latest in `within` ms. */
  readSoon(conversationId: number, within: number): void;
}

export interface PollLoopParts {
  account: ActiveAccount;
  reader: Reader;
  conversations: SyncConversation[];
  clock: Clock;
  log: Logger;
  attention(): Attention;
  openConversation(): number | null;
  onNextPoll(at: number): void;
}

/** Pause between two pages of history, ms: quiet enough to leave the queue to reads and sends. */
const historyPause = 1000;
/** With very many conversations a read is always due; history that has waited this long goes first for once, ms. */
const historyPatience = 5000;
/** A conversation whose own read was refused is asked about less often. */
const refusedFactor = 6;

export function startPollLoop(parts: PollLoopParts): PollLoop {
  const { account, reader, conversations, clock } = parts;
  /** When each was last read, and by what its interval is stretched: jitter, and patience after a refusal. */
  const lastRead = new Map<number, { at: number; stretch: number }>();
  /** Reads wanted earlier than their interval says. */
  const wanted = new Map<number, number>();
  let historyDueAt = 0;
  let cancelTimer = () => {};
  let busy = false;

  function interval(conversation: SyncConversation): number {
    const { poll } = account.info.pacing;
    if (parts.attention() === 'background') return poll.background;
    return conversation.id === parts.openConversation() ? poll.open : poll.visible;
  }

  function due(conversation: SyncConversation): number {
    const last = lastRead.get(conversation.id);
    const regular = last ? last.at + interval(conversation) * last.stretch : 0;
    return Math.min(regular, wanted.get(conversation.id) ?? Infinity);
  }

  /** What is read next: the conversation on screen once it is due, however many others have waited longer, else the longest due. */
  function firstDue(): SyncConversation | null {
    const open = conversations.find((conversation) => conversation.id === parts.openConversation());
    if (open && due(open) <= clock.now()) return open;
    return conversations.reduce<SyncConversation | null>((first, next) => (first && due(first) <= due(next) ? first : next), null);
  }

  const unfinished = () => conversations.find((conversation) => conversation.seen && !conversation.historyComplete);

  async function read(conversation: SyncConversation): Promise<void> {
    let stretch = 0.9 + 0.2 * clock.random();
    wanted.delete(conversation.id);
    try {
      const open = conversation.id === parts.openConversation();
      await reader.readLatest(conversation, open ? 'open' : 'poll');
    } catch (error) {
      if (account.signal.aborted) return;
      if (!(error instanceof ProviderError)) parts.log.warn('reading failed', { account: account.id, error: String(error) });
      if (error instanceof Rejected) stretch *= refusedFactor;
    }
    lastRead.set(conversation.id, { at: clock.now(), stretch });
  }

  async function readHistory(conversation: SyncConversation): Promise<void> {
    historyDueAt = clock.now() + historyPause;
    try {
      await reader.readOlder(conversation);
    } catch (error) {
      if (account.signal.aborted) return;
      // Not urgent: the next pause will do.
      historyDueAt = clock.now() + historyPause * 30;
      if (!(error instanceof ProviderError)) parts.log.warn('reading history failed', { account: account.id, error: String(error) });
    }
  }

  /** Does the most urgent thing that is due, or sets a timer for it. */
  async function step(): Promise<void> {
    if (busy || account.signal.aborted) return;
    cancelTimer();
    const next = firstDue();
    if (!next) return;
    const now = clock.now();
    const paused = account.pausedUntil();
    const history = unfinished();
    const nextRead = Math.max(due(next), paused);
    const nextHistory = history && !paused ? historyDueAt : Infinity;
    const at = Math.min(nextRead, nextHistory);
    if (at > now) {
      parts.onNextPoll(nextRead);
      cancelTimer = clock.after(at - now, () => void step());
      return;
    }
    busy = true;
    const historysTurn = history && nextHistory <= now && (nextRead > now || now - nextHistory > historyPatience);
    await (historysTurn ? readHistory(history) : read(next));
    busy = false;
    void step();
  }

  account.signal.addEventListener('abort', () => cancelTimer(), { once: true });
  void step();
  return {
    wake: () => void step(),
    readAllNow() {
      account.resume();
      lastRead.clear();
      void step();
    },
    readSoon(conversationId, within) {
      wanted.set(conversationId, Math.min(wanted.get(conversationId) ?? Infinity, clock.now() + within));
      void step();
    },
  };
}
