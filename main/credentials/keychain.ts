/** The operating system's keychain through keytar: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. */
import { randomUUID } from 'node:crypto';
import { KeychainUnavailable, type CredentialDriver, type Found, type Secrets } from './contract.ts';
import { boundedCalls } from './bounded-calls.ts';

/** The part of keytar in use. `findCredentials` is left out on purpose: with a locked Secret Service it crashes the process. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const service = 'Parley';
const probeAccount = 'self-test';

export interface Keychain extends CredentialDriver {
  /** Writes, reads back and removes an entry of its own: the only proof that the keychain works. Rejects with `KeychainUnavailable`. */
  probe(): Promise<void>;
}

/** `waiting` is how long one call may take, ms: the keychain may be showing the user a password prompt. */
export function createKeychain(keytar: Keytar, platform: NodeJS.Platform, waiting = 60_000): Keychain {
  const call = boundedCalls(waiting);

  async function probe(): Promise<void> {
    const word = randomUUID();
    try {
      await call(() => keytar.setPassword(service, probeAccount, word));
      const back = await call(() => keytar.getPassword(service, probeAccount));
      if (back !== word) throw new Error('it did not give back what was written');
      await call(() => keytar.deletePassword(service, probeAccount));
    } catch (error) {
      throw new KeychainUnavailable(explain(error, platform));
    }
  }

  async function read(accountId: string): Promise<Found> {
    let text: string | null;
    try {
      text = await call(() => keytar.getPassword(service, accountId));
      // A locked Secret Service answers "nothing" for an entry it holds, so "nothing" counts only from a keychain that provably works.
      if (text === null) await probe();
    } catch (error) {
      return { outcome: 'unreadable', sentence: error instanceof KeychainUnavailable ? error.message : explain(error, platform) };
    }
    if (text === null) return { outcome: 'absent' };
    const secrets = parse(text);
    return secrets
      ? { outcome: 'found', secrets }
      : {
          outcome: 'unreadable',
          sentence: 'The keychain entry of this account holds something Parley did not write. It was left as it is.',
        };
  }

  return {
    probe,
    read,
    async write(accountId, secrets) {
      const text = JSON.stringify(secrets);
      try {
        await call(() => keytar.setPassword(service, accountId, text));
        if ((await call(() => keytar.getPassword(service, accountId))) !== text) throw new Error('it did not give back what was written');
      } catch (error) {
        throw new KeychainUnavailable(explain(error, platform));
      }
    },
    async remove(accountId) {
      try {
        await call(() => keytar.deletePassword(service, accountId));
      } catch (error) {
        throw new KeychainUnavailable(explain(error, platform));
      }
    },
  };
}

/** The keychain's name, for people. */
export function backendName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  return 'Secret Service (GNOME Keyring, KWallet or KeePassXC)';
}

function parse(text: string): Secrets | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.values(value).every((entry) => typeof entry === 'string') ? (value as Secrets) : null;
  } catch {
    return null;
  }
}

/** Says what is wrong in plain words. The library's own text is matched, never shown: it is not written for users. */
function explain(error: unknown, platform: NodeJS.Platform): string {
  const text = error instanceof Error ? error.message : '';
  if (/locked/i.test(text)) return 'The keychain is locked. Unlock it, then retry.';
  if (/in time|still waiting/.test(text))
    return 'The keychain did not answer. It may be waiting for its password in another window; answer it, then retry.';
  if (/dismissed|cancel/i.test(text)) return 'The keychain’s password prompt was closed. Retry and enter the password.';
  if (platform === 'linux' && /D-Bus|dbus|org\.freedesktop|ServiceUnknown|autolaunch|could not connect|connection/i.test(text))
    return 'No keychain is running in this session. Start GNOME Keyring, KWallet or KeePassXC (with its Secret Service on), then retry.';
  return `The ${backendName(platform)} did not work. Check that it is running and unlocked, then retry.`;
}
