/** Holds an account's live connection, where the service has one, and makes it anew whenever it breaks. */
import type { Health } from '../../preload/contract/domain.ts';
import type { LiveSink } from '../providers/contract.ts';
import { RateLimited, Rejected } from '../providers/errors.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import { doubling } from './back-off.ts';

export interface Live {
  isOn(): boolean;
  /** Connects, unless it does so already: the account answered for the first time. */
  begin(): void;
  /** Does not wait any longer to connect anew: the network came back, or the user asked. */
  hurry(): void;
}

/** Between a break and the next attempt, ms. */
const pause = { shortest: 1000, longest: 60_000 };
/** A connection that stood this long was a good one: its break is the first of its kind, ms. */
const steady = 60_000;

export function createLive(account: ActiveAccount, sink: LiveSink, clock: Clock, onState: (state: Health['live']) => void): Live {
  const { connection, signal } = account;
  let state: Health['live'] = 'none';
  let begun = false;
  let held = false;
  let breaks = 0;
  let cancelTimer = () => {};

  function become(next: Health['live']): void {
    if (next === state || signal.aborted) return;
    state = next;
    onState(next);
  }

  async function hold(): Promise<void> {
    cancelTimer();
    held = true;
    become('connecting');
    let standsSince: number | null = null;
    try {
      await account.listen(
        onlyWhile(() => held && !signal.aborted, {
          ...sink,
          connected() {
            standsSince = clock.now();
            become('on');
            sink.connected();
          },
        }),
      );
    } catch (error) {
      held = false;
      if (signal.aborted) return;
      // An older server has none. Whoever asks for everything anew asks for this, too.
      if (error instanceof Rejected) return become('none');
      become('connecting');
      if (standsSince !== null && clock.now() - standsSince >= steady) breaks = 0;
      breaks += 1;
      const asked = error instanceof RateLimited ? (error.retryAfter ?? 0) : 0;
      const wait = Math.max(doubling(pause, breaks, clock), asked, account.pausedUntil() - clock.now());
      cancelTimer = clock.after(wait, () => void hold());
    }
  }

  signal.addEventListener('abort', () => cancelTimer(), { once: true });
  return {
    isOn: () => state === 'on',
    begin() {
      if (!connection.listen || begun) return;
      begun = true;
      void hold();
    },
    hurry() {
      if (begun && !held && !signal.aborted && account.pausedUntil() === 0) void hold();
    },
  };
}

/** What a broken connection still says is not listened to. */
function onlyWhile(standing: () => boolean, sink: LiveSink): LiveSink {
  return {
    connected: () => standing() && sink.connected(),
    message: (remoteId, message) => standing() && sink.message(remoteId, message),
    touched: (remoteId) => standing() && sink.touched(remoteId),
    conversationsChanged: () => standing() && sink.conversationsChanged(),
    seen: (remoteId) => standing() && sink.seen(remoteId),
  };
}
