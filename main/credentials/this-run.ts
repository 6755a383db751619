/** Keeps secrets in memory until quit: the user's explicit choice where no keychain works, and the rehearsal's way. */
import type { CredentialDriver, Secrets } from './contract.ts';

export function createThisRunDriver(): CredentialDriver {
  const kept = new Map<string, Secrets>();
  return {
    async read(accountId) {
      const secrets = kept.get(accountId);
      return secrets ? { outcome: 'found', secrets } : { outcome: 'absent' };
    },
    async write(accountId, secrets) {
      kept.set(accountId, secrets);
    },
    async remove(accountId) {
      kept.delete(accountId);
    },
  };
}
