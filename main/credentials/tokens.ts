/**
 * Secrets a service handed out lie beside the account's own in the same keychain entry, set apart by a prefix no form field has. In
 * memory they are always the newest; the keychain follows.
 */
import type { Tokens } from '../providers/contract.ts';
import type { Secrets } from './contract.ts';

const prefix = 'token:';

/** What one keychain entry holds. */
export interface Kept {
  secrets: Secrets;
  tokens: Secrets;
}

export function joinEntry({ secrets, tokens }: Kept): Secrets {
  return { ...secrets, ...Object.fromEntries(Object.entries(tokens).map(([name, value]) => [prefix + name, value])) };
}

export function partEntry(entry: Secrets): Kept {
  const isToken = ([name]: [string, string]) => name.startsWith(prefix);
  const all = Object.entries(entry);
  return {
    secrets: Object.fromEntries(all.filter((pair) => !isToken(pair))),
    tokens: Object.fromEntries(all.filter(isToken).map(([name, value]) => [name.slice(prefix.length), value])),
  };
}

export interface HeldTokens extends Tokens {
  /** As they are now, by name. */
  all(): Secrets;
}

/** Tokens in memory. `hide` hears of each at once; `save` is called after every change. */
export function holdTokens(initial: Secrets, hide: (secret: string) => void, save: () => Promise<void>): HeldTokens {
  const held = new Map(Object.entries(initial));
  return {
    get: (name) => held.get(name) ?? null,
    all: () => Object.fromEntries(held),
    set(name, value) {
      if (value === null) held.delete(name);
      else {
        hide(value);
        held.set(name, value);
      }
      return save();
    },
  };
}
