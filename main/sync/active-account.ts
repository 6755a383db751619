/** An account with its secret in hand: every call to the service goes through here, is paced, and tells on the account's health. */
import { AuthError, Protocol, ProviderError, RateLimited, Rejected } from '../providers/errors.ts';
import type { AccountState, Health } from '../../preload/contract/domain.ts';
import type { CallRecord } from '../../preload/contract/provider.ts';
import type { LiveSink, Logger, ProviderConnection, ProviderInfo } from '../providers/contract.ts';
import { onOccasion } from '../calls/occasion.ts';
import type { Clock } from '../clock.ts';
import type { Pacer, Priority } from './pacer.ts';
import { createPauses } from './pauses.ts';

export interface CallOptions {
  /** The `remoteId` of the conversation it is about: a service may limit each by itself. */
  about?: string;
  /** Runs when the turn has come, just before the call; what it throws is passed on and says nothing about the service. */
  prepare?: () => Promise<void>;
}

export interface ActiveAccount {
  readonly id: string;
  readonly info: ProviderInfo;
  readonly canSend: boolean;
  readonly connection: ProviderConnection;
  readonly signal: AbortSignal;
  /**
   * Does one thing in turn. Rejects with the provider's error, or with the signal's reason once stopped. While a pause lasts that the
   * service asked for, it rejects with that error again and calls nobody.
   */
  call<Value>(
    priority: Priority,
    job: (connection: ProviderConnection, signal: AbortSignal) => Promise<Value>,
    options?: CallOptions,
  ): Promise<Value>;
  /** Holds the live connection, beside the turns. Only what concerns the whole account counts for its health. */
  listen(sink: LiveSink): Promise<never>;
  /** Until this time, ms UTC, the service is left alone; 0 when it may be called. With a route: also that one alone. */
  pausedUntil(priority?: Priority, about?: string): number;
  /** Forgets pauses but those the service asked for: the user asked, or the network came back. */
  resume(): void;
  stop(): void;
}

/** What a call told of the account's health. */
export interface CallNews extends Pick<Health, 'state' | 'sentence' | 'errorStreak'> {
  /** Left out where the call does not change it. */
  nextPollAt?: number | null;
  succeeded: boolean;
}

export interface ActiveAccountParts {
  id: string;
  info: ProviderInfo;
  connection: ProviderConnection;
  pacer: Pacer;
  clock: Clock;
  log: Logger;
  onHealth(news: CallNews): void;
}

const stateOf: Record<ProviderError['code'], AccountState> = {
  auth: 'refused',
  'rate-limited': 'limited',
  unreachable: 'offline',
  protocol: 'trouble',
  rejected: 'trouble',
};

const purposeOf: Record<Priority, CallRecord['purpose']> = {
  send: 'send',
  user: 'other',
  open: 'read',
  older: 'history',
  list: 'list',
  check: 'check',
  poll: 'read',
  history: 'history',
};

export function createActiveAccount(parts: ActiveAccountParts): ActiveAccount {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pauses = createPauses(parts.clock);
  /** By route, what it failed with last: why it is done once more. */
  const failures = new Map<string, string>();
  /** Without its list an account is not whole, even when all else works; empty once a listing did. */
  let listTrouble = '';

  const routeOf = (purpose: CallRecord['purpose'], about = '') => JSON.stringify([purpose, about]);

  function reportSuccess(recovered: boolean): void {
    const [state, sentence] = listTrouble ? (['trouble', listTrouble] as const) : (['ok', ''] as const);
    parts.onHealth({ state, sentence, errorStreak: 0, succeeded: true, ...(recovered ? { nextPollAt: null } : {}) });
  }

  function noteSuccess(route: string): void {
    const recovered = pauses.streak() > 0;
    pauses.noteSuccess(route);
    failures.delete(route);
    if (route === routeOf('list')) listTrouble = '';
    reportSuccess(recovered);
  }

  function noteError(error: ProviderError, route: string): void {
    const recovered = pauses.streak() > 0;
    pauses.noteError(error, route);
    failures.set(route, error.message);
    if (route === routeOf('list') && (error instanceof Rejected || error instanceof Protocol)) listTrouble = error.message;
    const errorStreak = pauses.streak();
    parts.log.info('call failed', { account: parts.id, error: error.code, streak: errorStreak, until: pauses.until(route) });
    if (errorStreak > 0) {
      const pausedUntil = pauses.until();
      const state = stateOf[error.code];
      parts.onHealth({ state, sentence: error.message, nextPollAt: pausedUntil, errorStreak, succeeded: false });
    } else reportSuccess(recovered);
  }

  async function observed<Value>(purpose: CallRecord['purpose'], route: string, job: () => Promise<Value>): Promise<Value> {
    try {
      return await onOccasion({ purpose, retryOf: failures.get(route) ?? '' }, job);
    } catch (error) {
      throw signal.aborted ? error : asProviderError(error);
    }
  }

  return {
    id: parts.id,
    info: parts.info,
    canSend: parts.connection.send !== undefined,
    connection: parts.connection,
    signal,
    call(priority, job, { about, prepare } = {}) {
      const purpose = purposeOf[priority];
      const route = routeOf(purpose, about);
      return parts.pacer.run(
        priority,
        async () => {
          const asked = pauses.asked(route);
          if (asked) throw asked;
          await prepare?.();
          try {
            const value = await observed(purpose, route, () => job(parts.connection, signal));
            if (!signal.aborted) noteSuccess(route);
            return value;
          } catch (error) {
            if (!signal.aborted && error instanceof ProviderError) noteError(error, route);
            throw error;
          }
        },
        signal,
      );
    },
    async listen(sink) {
      const route = routeOf('live');
      try {
        return await observed('live', route, () => parts.connection.listen!(sink, signal));
      } catch (error) {
        const telling = error instanceof AuthError || (error instanceof RateLimited && error.scope === 'account');
        if (!signal.aborted && telling) noteError(error, route);
        else if (error instanceof ProviderError) failures.set(route, error.message);
        throw error;
      }
    },
    pausedUntil: (priority, about) => pauses.until(priority && routeOf(purposeOf[priority], about)),
    resume: pauses.resume,
    stop() {
      stopping.abort(new AccountStopped());
    },
  };
}

/** Why calls that were waiting or under way end when the account does. */
export class AccountStopped extends Error {
  override readonly name = 'AccountStopped';
}

/** A provider may only throw the shared errors; anything else is a defect of ours and must not take the account down. */
function asProviderError(error: unknown): ProviderError {
  return error instanceof ProviderError ? error : new Protocol('Parley could not make sense of the answer.', 'maybe');
}
