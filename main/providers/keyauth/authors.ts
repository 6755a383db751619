/**
 * Who wrote a line. Whoever signed in with a license key writes under that very key: it is masked here, before anything downstream can
 * store, show or log it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Tokens } from '../contract.ts';
import type { Credentials } from './settings.ts';

export interface Author {
  authorId: string;
  authorName: string;
  mine: boolean;
}

/** `key` (see `authorKey`) makes ids of license keys that nobody can turn back, and that are the same in every run. */
export function createAuthors(credentials: Credentials, key: string): (name: string) => Author {
  const own = credentials.kind === 'user' ? credentials.username : credentials.key;
  return (name) => {
    // As KeyAuth compares them.
    const mine = name.toLowerCase() === own.toLowerCase();
    if (isLicense(name) || (mine && credentials.kind === 'license')) {
      const digest = createHmac('sha256', key).update(name).digest('base64url');
      return { authorId: `license-${digest}`, authorName: maskedLicense(name), mine };
    }
    return { authorId: name, authorName: name || 'Unknown sender', mine };
  };
}

/** Enough to tell two keys apart on screen, and too little to use one. */
export function maskedLicense(key: string): string {
  return key.length < 12 ? 'License' : `License …${key.slice(-4).toUpperCase()}`;
}

/**
 * KeyAuth's keys are groups of letters and digits with hyphens between, but the maker of an application chooses the pattern. When in
 * doubt a name is taken for a key: a masked name does no harm.
 */
function isLicense(name: string): boolean {
  const groups = /^[\p{L}\d]{3,}([-_][\p{L}\d]{3,}){2,}$/u.test(name) && (/\d/.test(name) || name === name.toUpperCase());
  const oneGroup = /^[A-Za-z\d]{16,}$/.test(name) && /\d/.test(name);
  return groups || oneGroup;
}

const tokenName = 'author-key';

/** The account's own random key, made when it is first needed. */
export async function authorKey(tokens: Tokens): Promise<string> {
  const known = tokens.get(tokenName);
  if (known !== null) return known;
  const key = randomBytes(24).toString('base64url');
  await tokens.set(tokenName, key);
  return key;
}
