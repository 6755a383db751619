/**
 * Keeping secrets. An unreadable secret is not a missing one: the three outcomes never blur, and nothing is overwritten or deleted
 * because reading failed. There is no plaintext fallback.
 */
export type Secrets = Readonly<Record<string, string>>;

export type Found =
  | { outcome: 'found'; secrets: Secrets }
  | { outcome: 'absent' }
  /** The keychain did not answer, is locked, or holds something that is not ours to read; `sentence` says what to do. */
  | { outcome: 'unreadable'; sentence: string };

export interface CredentialDriver {
  read(accountId: string): Promise<Found>;
  /** Resolves once the secret was read back equal. Rejects with `KeychainUnavailable`. */
  write(accountId: string, secrets: Secrets): Promise<void>;
  /** Resolves also when there was nothing. Rejects with `KeychainUnavailable`. */
  remove(accountId: string): Promise<void>;
}

/** `message` is a sentence for the user. */
export class KeychainUnavailable extends Error {
  override readonly name = 'KeychainUnavailable';
}
