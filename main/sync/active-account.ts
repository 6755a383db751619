/** An account with its secret in hand: every call to the service goes through here, is paced, and tells on the account's health. */
import { AuthError, Protocol, ProviderError, RateLimited, Rejected, Unreachable } from '../providers/errors.ts';
import type { AccountState, Health } from '../../preload/contract/domain.ts';
import type { Logger, ProviderConnection, ProviderInfo } from '../providers/contract.ts';
import type { Clock } from '../clock.ts';
import { backOff } from './back-off.ts';
import type { Pacer, Priority } from './pacer.ts';

export interface ActiveAccount {
  readonly id: string;
  readonly info: ProviderInfo;
  readonly canSend: boolean;
  readonly connection: ProviderConnection;
  readonly signal: AbortSignal;
  /**
   * Runs one call in turn. Rejects with the provider's error, or with the signal's reason once stopped. `prepare` runs when the turn has
   * come, just before the call; what it throws is passed on and says nothing about the service.
   */
  call<Value>(
    priority: Priority,
    job: (connection: ProviderConnection, signal: AbortSignal) => Promise<Value>,
    prepare?: () => Promise<void>,
  ): Promise<Value>;
  /** Until this time, ms UTC, the service is left alone; 0 when it may be called. */
  pausedUntil(): number;
  /** Forgets the pause: the user asked, or the network came back. */
  resume(): void;
  stop(): void;
}

export interface ActiveAccountParts {
  id: string;
  info: ProviderInfo;
  connection: ProviderConnection;
  pacer: Pacer;
  clock: Clock;
  log: Logger;
  onHealth(health: Pick<Health, 'state' | 'sentence' | 'nextPollAt'> & { succeeded: boolean }): void;
}

const stateOf: Record<ProviderError['code'], AccountState> = {
  auth: 'refused',
  'rate-limited': 'limited',
  unreachable: 'offline',
  protocol: 'trouble',
  rejected: 'trouble',
};

export function createActiveAccount(parts: ActiveAccountParts): ActiveAccount {
  const stopping = new AbortController();
  let streak = 0;
  let pausedUntil = 0;

  function noteSuccess(): void {
    streak = 0;
    pausedUntil = 0;
    parts.onHealth({ state: 'ok', sentence: '', nextPollAt: null, succeeded: true });
  }

  function noteError(error: unknown): void {
    if (!(error instanceof ProviderError)) return;
    // One request was refused, yet the service and the credential work.
    if (error instanceof Rejected) return noteSuccess();
    streak += 1;
    const pause = backOff(error, streak, parts.clock);
    pausedUntil = parts.clock.now() + pause;
    parts.log.info('call failed', { account: parts.id, error: error.code, streak, pause });
    parts.onHealth({ state: stateOf[error.code], sentence: error.message, nextPollAt: pausedUntil, succeeded: false });
  }

  return {
    id: parts.id,
    info: parts.info,
    canSend: parts.connection.send !== undefined,
    connection: parts.connection,
    signal: stopping.signal,
    call(priority, job, prepare) {
      return parts.pacer.run(
        priority,
        async (signal) => {
          await prepare?.();
          try {
            const value = await job(parts.connection, signal);
            if (!signal.aborted) noteSuccess();
            return value;
          } catch (error) {
            const known = signal.aborted ? error : asProviderError(error);
            if (!signal.aborted) noteError(known);
            throw known;
          }
        },
        stopping.signal,
      );
    },
    pausedUntil: () => (pausedUntil > parts.clock.now() ? pausedUntil : 0),
    resume() {
      pausedUntil = 0;
    },
    stop() {
      stopping.abort(new Error('account stopped'));
    },
  };
}

/** A provider may only throw the shared errors; anything else is a defect of ours and must not take the account down. */
function asProviderError(error: unknown): unknown {
  const known = [AuthError, RateLimited, Unreachable, Rejected, Protocol].some((kind) => error instanceof kind);
  return known ? error : new Protocol('Parley could not make sense of the answer.', 'maybe');
}
