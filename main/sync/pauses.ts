/** When a service may be called again: altogether, and on single routes, for services that limit each of them by itself. */
import { RateLimited, Rejected, type ProviderError } from '../providers/errors.ts';
import type { Clock } from '../clock.ts';
import { backOff } from './back-off.ts';

export interface Pauses {
  /** Until when calls of the account have to wait, ms UTC, or those on one route of it; 0 when they need not. */
  until(route?: string): number;
  /** The pause the service itself asked for and that still lasts; null when there is none. Not even the user's wish ends it. */
  asked(route: string): RateLimited | null;
  /** Errors of the account in a row. */
  streak(): number;
  noteSuccess(route: string): void;
  noteError(error: ProviderError, route: string): void;
  /** Forgets what Parley chose by itself; what the service asked for stands. */
  resume(): void;
}

interface Pause {
  streak: number;
  until: number;
  /** The error that named the time, where the service did. */
  error: RateLimited | null;
}

export function createPauses(clock: Clock): Pauses {
  const none: Pause = { streak: 0, until: 0, error: null };
  let account = none;
  const routes = new Map<string, Pause>();

  function lengthen({ streak }: Pause, error: ProviderError): Pause {
    const asks = error instanceof RateLimited && error.retryAfter !== null;
    return { streak: streak + 1, until: clock.now() + backOff(error, streak + 1, clock), error: asks ? error : null };
  }

  const rest = ({ until }: Pause) => (until > clock.now() ? until : 0);

  return {
    until: (route) => Math.max(rest(account), rest((route !== undefined && routes.get(route)) || none)),
    asked(route) {
      const lasting = [account, routes.get(route) ?? none].find((pause) => pause.error && rest(pause) > 0);
      return lasting ? new RateLimited(lasting.error!.message, lasting.until - clock.now(), lasting.error!.scope) : null;
    },
    streak: () => account.streak,
    noteSuccess(route) {
      account = none;
      routes.delete(route);
    },
    noteError(error, route) {
      const routeOnly = error instanceof RateLimited && error.scope === 'call';
      if (routeOnly) routes.set(route, lengthen(routes.get(route) ?? none, error));
      // A request that was refused, or is asked to wait, shows that the service and the credential work.
      if (routeOnly || error instanceof Rejected) account = none;
      else account = lengthen(account, error);
    },
    resume() {
      if (!account.error) account = { ...account, until: 0 };
      for (const [route, pause] of routes) if (!pause.error) routes.set(route, { ...pause, until: 0 });
    },
  };
}
