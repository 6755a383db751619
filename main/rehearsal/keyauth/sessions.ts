/** The one session that an application has for everybody behind one address on the internet: here, this computer. */
import { randomBytes } from 'node:crypto';
import type { User } from './users.ts';

export interface LiveSession {
  id: string;
  /** Whoever signed in last; null since the last `init`. */
  user: User | null;
}

export interface Sessions {
  /** Opens the session, or finds the one there is and signs its user out. */
  open(): { id: string; isNew: boolean };
  /** Undefined for an unknown or expired id, and once for a new one that is stored late. */
  find(id: string): LiveSession | undefined;
  end(): void;
}

/** KeyAuth's default, ms, counted from `init`. */
const lifetime = 21_600_000;

/** `storesLate` says whether a new session is not found by the first call that names it. */
export function createSessions(now: () => number, storesLate: () => boolean): Sessions {
  let live: (LiveSession & { openedAt: number; late: boolean }) | null = null;
  const current = () => (live && now() - live.openedAt < lifetime ? live : null);

  return {
    open() {
      const known = current();
      if (known) known.user = null;
      else live = { id: randomBytes(5).toString('hex'), user: null, openedAt: now(), late: storesLate() };
      return { id: live!.id, isNew: known === null };
    },
    find(id) {
      const session = current();
      if (!session || session.id !== id) return undefined;
      const { late } = session;
      session.late = false;
      return late ? undefined : session;
    },
    end() {
      live = null;
    },
  };
}
