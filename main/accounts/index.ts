/** Adding, changing and removing accounts. Operations on one account run one after another. */
import { randomUUID } from 'node:crypto';
import type { Account, Keep } from '../../preload/contract/domain.ts';
import type { CheckStep } from '../../preload/contract/provider.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Secrets } from '../credentials/contract.ts';
import type { Logger, Provider, RemoteConversation, Tokens } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import type { Network } from '../check/network.ts';
import type { AccountRecord, Store } from '../store/contract.ts';
import type { Sync } from '../sync/index.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { createTurns } from '../turns.ts';
import type { Access } from './access.ts';
import { checkAccount, type CheckArgument } from './check.ts';
import { pickHue } from './hue.ts';
import { namedConversations } from './named-conversations.ts';
import type { Roster } from './roster.ts';
import { signOut } from './sign-out.ts';
import { signInTargets } from './sign-in-targets.ts';
import { createSignIns, type SignIns } from './sign-ins.ts';
import { changeValues, sameAccount, sortValues, type Values } from './values.ts';

export interface Accounts {
  /** Makes the stored accounts known, without starting them: the inbox can be shown before any keychain has answered. */
  load(): Promise<void>;
  /** Starts every account; each ends up running or says in its health why not. */
  startAll(): Promise<void>;
  /**
   * Where the service has a sign-in, `signInId` names a finished one for the same values; `tokens`, by name, take its place for the
   * rehearsal.
   */
  add(
    argument: { kind: string; name: string; values: Values; keep: Keep; signInId?: string | undefined },
    tokens?: Record<string, string>,
  ): Promise<Account>;
  update(argument: { accountId: string; name: string; values: Values }): Promise<Account>;
  /** What the service handed out for the secrets of before is forgotten with them. */
  replaceSecret(argument: { accountId: string; values: Values; keep: Keep }): Promise<Account>;
  remove(accountId: string): Promise<void>;
  /** The account of an export, unless one with its id is there. It has no secret yet, and says so. */
  restore(record: AccountRecord, ownAuthorId: string | null): Promise<void>;
  /** Lets it look anew at what is stored of it. */
  restart(accountId: string): Promise<void>;
  /** Tries the keychain again where that was the trouble, then reads everything now. */
  refresh(accountId: string): Promise<void>;
  setPaused(accountId: string, paused: boolean): Promise<Account>;
  /** Writes the line into the account's own list; rejects for services that list their conversations themselves. */
  addConversation(accountId: string, line: string): Promise<RemoteConversation>;
  dropConversation(accountId: string, remoteId: string): Promise<void>;
  /** The connection check; `report` hears of each step as it starts and ends. */
  check(argument: CheckArgument, report: (index: number, step: CheckStep) => void): Promise<{ passed: boolean; steps: CheckStep[] }>;
  signIns: SignIns;
}

export interface AccountsParts {
  store: Store;
  credentials: Credentials;
  sync: Sync;
  roster: Roster;
  clock: Clock;
  log: Logger;
  fetchFor(accountId: string): typeof fetch;
  providerOf(kind: string): Provider;
  network: Network;
  /** The proxy between here and a URL, in Chromium's words ("DIRECT"). */
  resolveProxy(url: string): Promise<string>;
}

export function createAccounts(parts: AccountsParts): Accounts {
  const { store, credentials, sync, roster, clock } = parts;
  const inTurn = createTurns();
  const signIns = createSignIns(clock, signInTargets(parts, keepSignIn), credentials.hide);

  async function run(record: AccountRecord): Promise<void> {
    sync.stop(record.id);
    if (record.paused) return roster.setHealth(record.id, { state: 'paused', sentence: '', nextPollAt: null });
    const found = await credentials.read(record);
    if (found.outcome === 'unreadable') return roster.setHealth(record.id, { state: 'locked', sentence: found.sentence, nextPollAt: null });
    if (found.outcome === 'absent') {
      const sentence =
        record.keep === 'run'
          ? 'Its key was kept for one run only. Enter it again to go on.'
          : 'The keychain holds no key for this account. Enter it again to go on.';
      return roster.setHealth(record.id, { state: 'missing', sentence, nextPollAt: null });
    }
    roster.setHealth(record.id, { state: 'connecting', sentence: '' });
    await start(record, found.secrets, found.tokens);
  }

  async function start(record: AccountRecord, secrets: Secrets, tokens: Tokens): Promise<void> {
    try {
      await sync.start(record, secrets, tokens);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      roster.setHealth(record.id, { state: 'trouble', sentence: error.message, nextPollAt: null });
    }
  }

  async function save(record: AccountRecord): Promise<void> {
    await store.updateAccount(record);
    roster.put(record);
  }

  /** What a sign-in of an account brought is kept, and the account goes on with it. */
  function keepSignIn({ id }: AccountRecord, { settings, secrets, tokens, ownTokens }: Access): Promise<void> {
    return inTurn(id, async () => {
      const before = roster.record(id);
      if (ownTokens) return run(before);
      const record = { ...before, settings };
      await credentials.write(record, secrets, tokens.all());
      await save(record);
      return run(record);
    });
  }

  /** Tokens stay with the server and the person they were given for. */
  async function forgetTokens(record: AccountRecord): Promise<void> {
    const found = await credentials.read(record);
    if (found.outcome === 'unreadable') throw new Problem('keychain', found.sentence);
    if (found.outcome === 'found' && Object.keys(found.tokens.all()).length > 0) await credentials.write(record, found.secrets);
  }

  /** What was signed in with must be what is added: a token belongs to one account at one server. */
  function signedIn({ info, signIn }: Provider, signInId: string | undefined, values: Values): Secrets {
    if (!signIn) return {};
    const access = signInId === undefined ? null : signIns.brought(signInId, info.kind);
    if (!access) throw new Problem('conflict', `${info.name} needs a sign-in before the account can be added.`);
    if (!sameAccount(info.fields, access.values, values))
      throw new Problem('conflict', 'The form was changed after the sign-in. Sign in again.');
    return access.tokens.all();
  }

  return {
    async load() {
      for (const record of await store.readAccounts()) roster.put(record);
    },

    async startAll() {
      await Promise.all(roster.all().map(({ id }) => inTurn(id, () => run(roster.record(id)))));
    },

    async add({ kind, name, values, keep, signInId }, tokens) {
      const provider = parts.providerOf(kind);
      const { settings, secrets } = sortValues(provider.info.fields, values);
      const brought = tokens ?? signedIn(provider, signInId, { ...settings, ...secrets });
      const record: AccountRecord = {
        id: randomUUID(),
        kind,
        name: name.trim() || provider.info.name,
        hue: pickHue(roster.all().map((account) => account.hue)),
        settings,
        keep,
        createdAt: clock.now(),
        paused: false,
      };
      return inTurn(record.id, async () => {
        await credentials.write(record, secrets, brought);
        try {
          await store.addAccount(record);
        } catch (error) {
          await credentials.remove(record).catch(() => undefined);
          throw error;
        }
        if (signInId !== undefined) signIns.cancel(signInId);
        roster.put(record);
        await run(record);
        return roster.view(record.id);
      });
    },

    update({ accountId, name, values }) {
      return inTurn(accountId, async () => {
        const before = roster.record(accountId);
        const fields = parts.providerOf(before.kind).info.fields.filter((field) => field.type !== 'secret');
        const { settings } = sortValues(fields, changeValues(fields, before.settings, values));
        const record = { ...before, name: name.trim() || before.name, settings };
        if (!sameAccount(fields, before.settings, settings)) await forgetTokens(before);
        await save(record);
        if (JSON.stringify(settings) !== JSON.stringify(before.settings)) await run(record);
        return roster.view(accountId);
      });
    },

    replaceSecret({ accountId, values, keep }) {
      return inTurn(accountId, async () => {
        const before = roster.record(accountId);
        const { secrets } = sortValues(parts.providerOf(before.kind).info.fields, { ...before.settings, ...values });
        const record = { ...before, keep };
        await credentials.write(record, secrets);
        await save(record);
        await run(record);
        return roster.view(accountId);
      });
    },

    remove(accountId) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        const connection = sync.active(accountId)?.account.connection;
        sync.stop(accountId);
        // First the secret: if the keychain refuses, the account is still there to try again with.
        await credentials.remove(record);
        if (connection) await signOut(connection, parts);
        await store.removeAccount(accountId);
        roster.remove(accountId);
      });
    },

    restore(record, ownAuthorId) {
      return inTurn(record.id, async () => {
        if (!(await store.restoreAccount({ ...record, ownAuthorId }))) return;
        roster.put(record);
        await run(record);
      });
    },

    restart(accountId) {
      return inTurn(accountId, () => run(roster.record(accountId)));
    },

    refresh(accountId) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        if (sync.active(accountId)) sync.readNow(accountId);
        else await run(record);
      });
    },

    setPaused(accountId, paused) {
      return inTurn(accountId, async () => {
        const record = { ...roster.record(accountId), paused };
        await save(record);
        await run(record);
        return roster.view(accountId);
      });
    },

    addConversation(accountId, line) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        const { remote, settings } = namedConversations(parts.providerOf(record.kind), record).add(line);
        const next = { ...record, settings };
        await save(next);
        await run(next);
        return remote;
      });
    },

    dropConversation(accountId, remoteId) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        const next = { ...record, settings: namedConversations(parts.providerOf(record.kind), record).drop(remoteId) };
        await save(next);
        await run(next);
      });
    },

    check: (argument, report) => checkAccount(argument, report, parts, signIns),
    signIns,
  };
}
