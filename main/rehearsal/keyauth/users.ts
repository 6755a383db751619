/** Who may sign in to the application, by password or by license key. */
import type { Reply } from '../reply.ts';
import { no } from './replies.ts';
import type { Texts } from './texts.ts';

export interface User {
  name: string;
  password: string;
  /** The two-factor code of the moment; null for a user without. */
  code: string | null;
  banned: boolean;
  /** What the server says a muted user is muted until; null when not muted. */
  mutedUntil: string | null;
}

export interface Users {
  find(name: string): User | undefined;
  add(name: string, password: string, code?: string | null): User;
  /** Keys sold, but not used yet: the first sign-in with one makes a user of it. */
  freshKeys: Set<string>;
  /** The user, or the refusal. */
  byPassword(name: string, password: string, code: string | null): User | Reply;
  byLicense(key: string, code: string | null): User | Reply;
}

export function createUsers(texts: Texts): Users {
  const users = new Map<string, User>();
  const freshKeys = new Set<string>();
  const find = (name: string) => users.get(name.toLowerCase());

  function add(name: string, password: string, code: string | null = null): User {
    const user: User = { name, password, code, banned: false, mutedUntil: null };
    users.set(name.toLowerCase(), user);
    return user;
  }

  function admit(user: User, code: string | null): User | Reply {
    if (user.banned) return no(texts.bannedUser);
    if (user.code !== null && code === null) return no(texts.needsCode);
    if (user.code !== null && code !== user.code) return no(texts.wrongCode);
    return user;
  }

  return {
    find,
    add,
    freshKeys,
    byPassword(name, password, code) {
      const user = find(name);
      if (!user) return no(texts.unknownUser);
      return user.password === password ? admit(user, code) : no(texts.wrongPassword);
    },
    byLicense(key, code) {
      const user = find(key);
      if (user) return admit(user, code);
      return freshKeys.delete(key) ? add(key, key) : no(texts.unknownKey);
    },
  };
}
