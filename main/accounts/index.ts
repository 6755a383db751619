/** Adding, changing and removing accounts. Operations on one account run one after another. */
import { randomUUID } from 'node:crypto';
import type { Account, Keep } from '../../preload/contract/domain.ts';
import type { CheckStep } from '../../preload/contract/provider.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Secrets } from '../credentials/contract.ts';
import type { Logger, Provider } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import type { AccountRecord, Store } from '../store/contract.ts';
import type { Sync } from '../sync/index.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { pickHue } from './hue.ts';
import type { Roster } from './roster.ts';
import { sortValues, tidyList } from './values.ts';

type Values = Record<string, string>;

export interface Accounts {
  /** Makes the stored accounts known, without starting them: the inbox can be shown before any keychain has answered. */
  load(): Promise<void>;
  /** Starts every account; each ends up running or says in its health why not. */
  startAll(): Promise<void>;
  add(argument: { kind: string; name: string; values: Values; keep: Keep }): Promise<Account>;
  update(argument: { accountId: string; name: string; values: Values }): Promise<Account>;
  replaceSecret(argument: { accountId: string; values: Values; keep: Keep }): Promise<Account>;
  remove(accountId: string): Promise<void>;
  /** Tries the keychain again where that was the trouble, then reads everything now. */
  refresh(accountId: string): Promise<void>;
  setPaused(accountId: string, paused: boolean): Promise<Account>;
  addConversation(accountId: string, name: string): Promise<{ remoteId: string; title: string }>;
  dropConversation(accountId: string, remoteId: string): Promise<void>;
  /** The connection test. With `accountId`, secrets left empty are taken from the keychain. */
  check(
    argument: { kind: string; values: Values; accountId?: string | undefined },
    report: (index: number, step: CheckStep) => void,
  ): Promise<{ passed: boolean; steps: CheckStep[] }>;
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
}

/** A connection check with many rooms may take its time, but not for ever, ms. */
const checkPatience = 120_000;

export function createAccounts(parts: AccountsParts): Accounts {
  const { store, credentials, sync, roster, clock } = parts;
  const queues = new Map<string, Promise<unknown>>();

  function inTurn<Value>(accountId: string, job: () => Promise<Value>): Promise<Value> {
    const next = (queues.get(accountId) ?? Promise.resolve()).then(job);
    queues.set(
      accountId,
      next.catch(() => undefined),
    );
    return next;
  }

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
    await start(record, found.secrets);
  }

  async function start(record: AccountRecord, secrets: Secrets): Promise<void> {
    try {
      await sync.start(record, secrets);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      roster.setHealth(record.id, { state: 'trouble', sentence: error.message, nextPollAt: null });
    }
  }

  async function save(record: AccountRecord): Promise<void> {
    await store.updateAccount(record);
    roster.put(record);
  }

  /** The field that names the conversations, for services that have no list of their own. */
  function listField(record: AccountRecord): string {
    const field = parts.providerOf(record.kind).info.fields.find((candidate) => candidate.type === 'list');
    if (!field) throw new Problem('conflict', 'This service lists its conversations itself.');
    return field.name;
  }

  return {
    async load() {
      for (const record of await store.readAccounts()) roster.put(record);
    },

    async startAll() {
      await Promise.all(roster.all().map(({ id }) => inTurn(id, () => run(roster.record(id)))));
    },

    async add({ kind, name, values, keep }) {
      const { info } = parts.providerOf(kind);
      const { settings, secrets } = sortValues(info, values);
      const record: AccountRecord = {
        id: randomUUID(),
        kind,
        name: name.trim() || info.name,
        hue: pickHue(roster.all().map((account) => account.hue)),
        settings,
        keep,
        createdAt: clock.now(),
        paused: false,
      };
      return inTurn(record.id, async () => {
        await credentials.write(record, secrets);
        try {
          await store.addAccount(record);
        } catch (error) {
          await credentials.remove(record).catch(() => undefined);
          throw error;
        }
        roster.put(record);
        await start(record, secrets);
        return roster.view(record.id);
      });
    },

    update({ accountId, name, values }) {
      return inTurn(accountId, async () => {
        const before = roster.record(accountId);
        const { info } = parts.providerOf(before.kind);
        const withoutSecrets = { ...info, fields: info.fields.filter((field) => field.type !== 'secret') };
        const { settings } = sortValues(withoutSecrets, { ...before.settings, ...values });
        const record = { ...before, name: name.trim() || before.name, settings };
        await save(record);
        if (JSON.stringify(settings) !== JSON.stringify(before.settings)) await run(record);
        return roster.view(accountId);
      });
    },

    replaceSecret({ accountId, values, keep }) {
      return inTurn(accountId, async () => {
        const before = roster.record(accountId);
        const { secrets } = sortValues(parts.providerOf(before.kind).info, { ...before.settings, ...values });
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
        sync.stop(accountId);
        // First the secret: if the keychain refuses, the account is still there to try again with.
        await credentials.remove(record);
        await store.removeAccount(accountId);
        roster.remove(accountId);
      });
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

    addConversation(accountId, name) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        const connection = sync.active(accountId)?.account.connection;
        if (!connection?.conversationFromName) throw new Problem('conflict', 'This account cannot add conversations right now.');
        const remote = connection.conversationFromName(name);
        const field = listField(record);
        const next = { ...record, settings: { ...record.settings, [field]: tidyList(`${record.settings[field]}\n${remote.title}`) } };
        await save(next);
        await run(next);
        return remote;
      });
    },

    dropConversation(accountId, remoteId) {
      return inTurn(accountId, async () => {
        const record = roster.record(accountId);
        const field = listField(record);
        const names = (record.settings[field] ?? '').split('\n').filter((name) => name !== remoteId);
        const next = { ...record, settings: { ...record.settings, [field]: names.join('\n') } };
        await save(next);
        await run(next);
      });
    },

    async check({ kind, values, accountId }, report) {
      const provider = parts.providerOf(kind);
      const found = accountId ? await credentials.read(roster.record(accountId)) : null;
      const stored = found?.outcome === 'found' ? found.secrets : {};
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
      const sorted = sortValues(provider.info, { ...values, ...stored, ...given });
      const all = { ...sorted.settings, ...sorted.secrets };
      const signal = AbortSignal.timeout(checkPatience);
      const fetch = sync.pacedFetch(provider, all, parts.fetchFor(accountId ?? kind), signal);
      return provider.check({ values: all, fetch, now: clock.now, log: parts.log }, report, signal);
    },
  };
}
