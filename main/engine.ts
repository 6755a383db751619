/** Everything of Parley that needs no window: store, credentials, accounts, sync, outbox and rehearsal, put together. */
import type { Account, Conversation, Keychain, Message } from '../preload/contract/domain.ts';
import type { Keytar } from './credentials/keychain.ts';
import type { Logger } from './providers/contract.ts';
import type { OpenOutcome, Store } from './store/contract.ts';
import { createAccounts, type Accounts } from './accounts/index.ts';
import { createRoster, type Roster } from './accounts/roster.ts';
import { createCalls, type Calls } from './calls/index.ts';
import type { ChangeHub } from './changes.ts';
import { createNetwork } from './check/network.ts';
import type { Clock } from './clock.ts';
import { createCredentials, type Credentials } from './credentials/index.ts';
import { createData, type Data } from './data/index.ts';
import { createOutbox, type Outbox } from './outbox/index.ts';
import { providerOf, providers } from './providers/registry.ts';
import { createRehearsal, type RehearsalControl } from './rehearsal/control.ts';
import { createSync, type Sync } from './sync/index.ts';
import { createTriage, type Triage } from './triage/index.ts';
import { startUpkeep, type Upkeep } from './upkeep/index.ts';
import { tidyIndex } from './tidy-index.ts';

export interface Engine {
  store: Store;
  opened: OpenOutcome;
  credentials: Credentials;
  roster: Roster;
  accounts: Accounts;
  sync: Sync;
  calls: Calls;
  outbox: Outbox;
  triage: Triage;
  rehearsal: RehearsalControl;
  upkeep: Upkeep;
  data: Data;
  /** As last tried. */
  keychain(): Keychain;
  testKeychain(): Promise<Keychain>;
  close(): Promise<void>;
}

export interface EngineParts {
  /** Where Parley keeps its files. */
  dataFolder: string;
  openStore(): Promise<{ store: Store; outcome: OpenOutcome }>;
  keytar: Keytar;
  fetchFor(accountId: string): typeof fetch;
  /** The proxy between here and a URL, in Chromium's words ("DIRECT"). */
  resolveProxy(url: string): Promise<string>;
  clock: Clock;
  log: Logger;
  hideSecret(secret: string): void;
  changes: ChangeHub;
  /** New messages that deserve a notification. */
  onArrived(accountId: string, messages: Message[]): void;
  /** Conversations whose reminder has come due. */
  onReminded(conversations: Conversation[]): void;
  /** An account that worked is refused by its service all of a sudden. */
  onLoggedOut(account: Account): void;
}

/** Rejects with `StoreUnusable` when there is no working database. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  const { changes, clock, log } = parts;
  const { store, outcome } = await parts.openStore();
  store.onChanges((batch) => changes.publish(...batch));

  const calls = createCalls(clock);
  const fetchFor = (accountId: string) => calls.inspected(accountId, parts.fetchFor(accountId));
  const hideSecret = (secret: string) => {
    parts.hideSecret(secret);
    calls.hide(secret);
  };
  const credentials = createCredentials(parts.keytar, hideSecret, log);
  const roster = createRoster({ changes, clock, onLoggedOut: parts.onLoggedOut, onRemoved: calls.forget });
  const sync = createSync({
    store,
    clock,
    log,
    calls,
    fetchFor,
    providerOf,
    onHealth: roster.setHealth,
    onArrived: parts.onArrived,
    onReady: (accountId) => outbox?.accountReady(accountId),
  });
  // The outbox needs sync and sync announces to the outbox: nothing is announced before accounts start, below.
  let outbox: Outbox | null = null;
  const network = createNetwork();
  const { resolveProxy } = parts;
  const accounts = createAccounts({ store, credentials, sync, roster, clock, log, fetchFor, providerOf, network, resolveProxy });
  const rehearsal = createRehearsal({ accounts, changes, log });

  let keychain: Keychain = { available: true, backend: '', sentence: '' };

  async function testKeychain(): Promise<Keychain> {
    keychain = await credentials.selfTest();
    changes.publish({ type: 'keychain', value: keychain });
    return keychain;
  }

  await store.removeRehearsalAccounts();
  outbox = await createOutbox({ store, sync, clock, log });
  const triage = await createTriage({ store, clock, log, onReminded: parts.onReminded });
  await accounts.load();
  const data = await createData({ dataFolder: parts.dataFolder, store, accounts, roster, changes, clock, log, providers });
  // A keychain may take its time, or ask the user for a password: what is in the store is shown meanwhile.
  const started = accounts.startAll().then(() => {
    // Before the first key is entered, and where one could not be read: elsewhere the keychain has just proved itself.
    const proven = roster.all().some((account) => account.keep === 'keychain' && account.health.state !== 'locked');
    if (!proven) return testKeychain();
    return undefined;
  });
  const upkeep = startUpkeep({ store, clock, log });
  const stopTidying = tidyIndex(store, clock);
  started.catch((error: unknown) => log.warn('starting accounts failed', { error: String(error) }));

  return {
    store,
    opened: outcome,
    credentials,
    roster,
    accounts,
    sync,
    calls,
    outbox,
    triage,
    rehearsal,
    upkeep,
    data,
    keychain: () => keychain,
    testKeychain,
    async close() {
      upkeep.stop();
      outbox.stop();
      triage.stop();
      sync.stopAll();
      stopTidying();
      await rehearsal.close();
      await data.close();
      await store.close();
    },
  };
}
