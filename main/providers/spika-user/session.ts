/** The signed-in device: its token, whose it is, and when the token has to be renewed. */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Tokens } from '../contract.ts';
import { AuthError } from '../errors.ts';

export interface Session {
  /** Throws `AuthError` when nobody has signed in. */
  token(): string;
  /** The user's own id; null where it is not known. */
  ownId(): number | null;
  /** Whether the token is so old that it should be exchanged for a new one. */
  isAgeing(): boolean;
  begin(token: string, userId: number | null): Promise<void>;
  /** The device as Spika knows it: made once and kept, so that signing in again does not add another. */
  device(): string | null;
  setDevice(id: string): Promise<void>;
}

/** What can go into a header. */
export const tokenSchema = z.string().regex(/^[\x21-\x7e]+$/);

const day = 24 * 60 * 60 * 1000;
/** A token lives 30 days. */
const renewAfter = 23 * day;

export function createSession(tokens: Tokens, clock: Clock): Session {
  return {
    token() {
      const token = tokens.get('access');
      if (token === null) throw new AuthError('Nobody is signed in to Spika with this account. Sign in with your telephone number.');
      return token;
    },
    ownId() {
      const id = tokens.get('user');
      return id !== null && /^\d{1,15}$/.test(id) ? Number(id) : null;
    },
    isAgeing() {
      const born = Number(tokens.get('born') ?? NaN);
      return clock.now() - born > renewAfter;
    },
    async begin(token, userId) {
      if (userId !== null) await tokens.set('user', String(userId));
      await tokens.set('born', String(clock.now()));
      await tokens.set('access', token);
    },
    device: () => tokens.get('device'),
    setDevice: (id) => tokens.set('device', id),
  };
}
