/** What the user decides about conversations and messages, and what becomes of it in time: snoozes and mutes end, reminders come due. */
import type { Conversation } from '../../preload/contract/domain.ts';
import type { Argument } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';
import type { Logger } from '../providers/contract.ts';
import type { Store } from '../store/contract.ts';

export interface Triage {
  set(wish: Argument<'conversations.triage'>): Promise<Conversation>;
  /** Puts a message aside, or no longer. */
  save(messageId: number, saved: boolean): Promise<void>;
  stop(): void;
}

export interface TriageParts {
  store: Pick<Store, 'setTriage' | 'setSaved' | 'endDue'>;
  clock: Clock;
  log: Logger;
  /** The user wanted to be told of these now. */
  onReminded(conversations: Conversation[]): void;
}

/** A timer stands still while the computer sleeps, and the clock may be put forward: it is looked at again after this long, ms. */
const longestWait = 60_000;

/** What came due while Parley was not running is done when this resolves. */
export async function createTriage({ store, clock, log, onReminded }: TriageParts): Promise<Triage> {
  let cancel = () => {};
  let stopped = false;

  async function check(): Promise<void> {
    try {
      const { reminded, next } = await store.endDue(clock.now());
      if (reminded.length > 0) onReminded(reminded);
      wait(next);
    } catch (error) {
      log.warn('what is due could not be ended', { error: String(error) });
      wait(Number.POSITIVE_INFINITY);
    }
  }

  /** Checks again at `next`, ms UTC; not before the next decision if that is null. */
  function wait(next: number | null): void {
    cancel();
    if (next === null || stopped) return;
    cancel = clock.after(Math.min(next - clock.now(), longestWait), () => void check());
  }

  await check();
  return {
    async set({ conversationId, pinned, ...wish }) {
      const now = clock.now();
      for (const time of [wish.mutedUntil, wish.snoozedUntil, wish.remindAt]) {
        if (typeof time === 'number' && time <= now) throw new Problem('conflict', 'That time has passed. Choose a later one.');
      }
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
      const pinnedAt = pinned === undefined ? {} : { pinnedAt: pinned ? now : null };
      const conversation = await store.setTriage({ conversationId, ...given, ...pinnedAt });
      await check();
      return conversation;
    },
    save: (messageId, saved) => store.setSaved({ messageId, savedAt: saved ? clock.now() : null }),
    stop() {
      stopped = true;
      cancel();
    },
  };
}
