/** The one place that reads and writes secrets: picks the driver by where the account's secret is kept, and tells the log what to hide. */
import type { Keep, Keychain as KeychainState } from '../../preload/contract/domain.ts';
import type { Logger } from '../providers/contract.ts';
import { createTurns } from '../turns.ts';
import { KeychainUnavailable, type Found, type Secrets } from './contract.ts';
import { backendName, createKeychain, type Keytar } from './keychain.ts';
import { createThisRunDriver } from './this-run.ts';
import { holdTokens, joinEntry, partEntry, type HeldTokens } from './tokens.ts';

/** As `Found`, with what the service handed out apart. */
export type FoundAccount = Exclude<Found, { outcome: 'found' }> | { outcome: 'found'; secrets: Secrets; tokens: HeldTokens };

export interface Credentials {
  /** The tokens are one object until the next `write` or `remove`: what is set there is kept, and seen by all who hold it. */
  read(account: { id: string; keep: Keep }): Promise<FoundAccount>;
  /** Replaces secrets and tokens alike; tokens of before no longer reach the keychain. Rejects with `KeychainUnavailable`. */
  write(account: { id: string; keep: Keep }, secrets: Secrets, tokens?: Secrets): Promise<void>;
  remove(account: { id: string; keep: Keep }): Promise<void>;
  /** Tokens of an account that is not there yet: in memory only. */
  gather(): HeldTokens;
  /** A secret that is typed in and not kept here (yet): no log line can hold it from now on. */
  hide(secret: string): void;
  /** Whether the keychain works, tried just now. */
  selfTest(): Promise<KeychainState>;
}

/** `hide` is called with every secret value that passes through, so that no log line can hold one. */
export function createCredentials(
  keytar: Keytar,
  hide: (secret: string) => void,
  log: Pick<Logger, 'warn'>,
  platform = process.platform,
): Credentials {
  const keychain = createKeychain(keytar, platform);
  const thisRun = createThisRunDriver();
  const driver = (keep: Keep) => (keep === 'keychain' ? keychain : thisRun);
  const held = new Map<string, HeldTokens>();
  /** A token is added by reading an entry and writing it back: two such at once would lose one. */
  const inTurn = createTurns();

  function hold(account: { id: string; keep: Keep }, initial: Secrets): HeldTokens {
    const tokens: HeldTokens = holdTokens(initial, hide, () => inTurn(account.id, () => save(account, tokens)));
    held.set(account.id, tokens);
    return tokens;
  }

  /** Writes all tokens, so one the keychain refused before is kept with the next it takes. Never rejects. */
  async function save({ id, keep }: { id: string; keep: Keep }, tokens: HeldTokens): Promise<void> {
    // The account was given other secrets meanwhile, or removed: an old token must not come back.
    if (held.get(id) !== tokens) return;
    try {
      const found = await driver(keep).read(id);
      if (found.outcome === 'found')
        await driver(keep).write(id, joinEntry({ secrets: partEntry(found.secrets).secrets, tokens: tokens.all() }));
      else log.warn('a token is kept for this run only', { account: id, keychain: found.outcome });
    } catch (error) {
      if (!(error instanceof KeychainUnavailable)) throw error;
      log.warn('a token is kept for this run only', { account: id, keychain: error.message });
    }
  }

  return {
    read: (account) =>
      inTurn(account.id, async () => {
        const found = await driver(account.keep).read(account.id);
        if (found.outcome !== 'found') return found;
        Object.values(found.secrets).forEach(hide);
        const { secrets, tokens } = partEntry(found.secrets);
        return { outcome: 'found', secrets, tokens: held.get(account.id) ?? hold(account, tokens) };
      }),
    write: (account, secrets, tokens = {}) =>
      inTurn(account.id, async () => {
        const entry = joinEntry({ secrets, tokens });
        Object.values(entry).forEach(hide);
        await driver(account.keep).write(account.id, entry);
        hold(account, tokens);
      }),
    remove: (account) =>
      inTurn(account.id, async () => {
        await driver(account.keep).remove(account.id);
        held.delete(account.id);
      }),
    hide,
    gather: () => holdTokens({}, hide, () => Promise.resolve()),
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
