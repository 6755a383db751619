/** The one place that reads and writes secrets: picks the driver by where the account's secret is kept, and tells the log what to hide. */
import type { Keep, Keychain as KeychainState } from '../../preload/contract/domain.ts';
import { KeychainUnavailable, type Found, type Secrets } from './contract.ts';
import { backendName, createKeychain, type Keytar } from './keychain.ts';
import { createThisRunDriver } from './this-run.ts';

export interface Credentials {
  read(account: { id: string; keep: Keep }): Promise<Found>;
  write(account: { id: string; keep: Keep }, secrets: Secrets): Promise<void>;
  remove(account: { id: string; keep: Keep }): Promise<void>;
  /** Whether the keychain works, tried just now. */
  selfTest(): Promise<KeychainState>;
}

/** `hide` is called with every secret value that passes through, so that no log line can hold one. */
export function createCredentials(keytar: Keytar, hide: (secret: string) => void, platform = process.platform): Credentials {
  const keychain = createKeychain(keytar, platform);
  const thisRun = createThisRunDriver();
  const driver = (keep: Keep) => (keep === 'keychain' ? keychain : thisRun);
  const hideAll = (secrets: Secrets) => Object.values(secrets).forEach(hide);

  return {
    async read(account) {
      const found = await driver(account.keep).read(account.id);
      if (found.outcome === 'found') hideAll(found.secrets);
      return found;
    },
    async write(account, secrets) {
      hideAll(secrets);
      await driver(account.keep).write(account.id, secrets);
    },
    async remove(account) {
      await driver(account.keep).remove(account.id);
    },
    async selfTest() {
      const backend = backendName(platform);
      try {
        await keychain.probe();
        return { available: true, backend, sentence: '' };
      } catch (error) {
        if (!(error instanceof KeychainUnavailable)) throw error;
        return { available: false, backend, sentence: error.message };
      }
    },
  };
}
