/** The accounts area on a keychain in memory, with the areas around it as plain records of what they were asked. */
import { createAccounts, type Accounts, type AccountsParts } from '../../../main/accounts/index.ts';
import type { Network } from '../../../main/check/network.ts';
import { createCredentials } from '../../../main/credentials/index.ts';
import type { Provider, ProviderConnection, Tokens } from '../../../main/providers/contract.ts';
import type { AccountRecord } from '../../../main/store/contract.ts';
import type { Health } from '../../../preload/contract/domain.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { quietLog } from '../providers/support.ts';

export interface Started {
  record: AccountRecord;
  secrets: Readonly<Record<string, string>>;
  tokens: Tokens;
}

export interface AccountsBench {
  accounts: Accounts;
  clock: FakeClock;
  /** Every start of an account, oldest first. */
  started: Started[];
  /** Accounts that were read again. */
  readNow: string[];
  hidden: string[];
  keychain: Map<string, string> & { locked?: boolean };
  /** Makes the running account's connection; by default none runs. */
  connection: { now: Partial<ProviderConnection> | null };
}

const soundNetwork: Network = {
  lookup: async () => ['192.0.2.1'],
  connect: async () => {},
  handshake: async () => ({ issuer: 'Toy', names: [], validFrom: 0, validUntil: 8e15, fits: true, accepted: true }),
};

export function benchWith(provider: Provider): AccountsBench {
  const clock = createFakeClock();
  const keychain: AccountsBench['keychain'] = new Map<string, string>();
  const started: Started[] = [];
  const readNow: string[] = [];
  const hidden: string[] = [];
  const connection: AccountsBench['connection'] = { now: null };
  const records = new Map<string, AccountRecord>();
  const open = async <Value>(value: () => Value) => {
    if (keychain.locked) throw new Error('Cannot create an item in a locked collection');
    return value();
  };
  const keytar = {
    getPassword: (_service: string, name: string) => open(() => keychain.get(name) ?? null),
    setPassword: (_service: string, name: string, text: string) => open(() => void keychain.set(name, text)),
    deletePassword: (_service: string, name: string) => open(() => keychain.delete(name)),
  };
  const record = (id: string) => records.get(id)!;
  const view = (id: string) => ({ ...record(id), health: {} as Health });
  const accounts = createAccounts({
    store: {
      addAccount: async () => {},
      updateAccount: async () => {},
      removeAccount: async () => {},
      readConversation: async (id: number) => (id === 1 ? { accountId: [...records.keys()][0]!, remoteId: 'chat' } : null),
    } as unknown as AccountsParts['store'],
    sync: {
      stop() {},
      start: async (record: AccountRecord, secrets: Started['secrets'], tokens: Tokens) => void started.push({ record, secrets, tokens }),
      active: () => connection.now && { account: { connection: connection.now, signal: new AbortController().signal } },
      pacedFetch: (_provider: Provider, _values: unknown, given: typeof fetch) => given,
      readNow: (id: string) => void readNow.push(id),
    } as unknown as AccountsParts['sync'],
    roster: {
      all: () => [...records.keys()].map(view),
      record,
      view,
      put: (next) => void records.set(next.id, next),
      remove: (id) => void records.delete(id),
      setHealth() {},
    },
    credentials: createCredentials(keytar, (secret) => hidden.push(secret), quietLog, 'linux'),
    clock,
    log: quietLog,
    fetchFor: () => fetch,
    providerOf: () => provider,
    network: soundNetwork,
    resolveProxy: async () => 'DIRECT',
  });
  return { accounts, clock, started, readNow, hidden, keychain, connection };
}
