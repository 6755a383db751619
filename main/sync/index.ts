/** Keeps every account's conversations fresh: starts and stops accounts, and knows what the user is looking at. */
import { createHash } from 'node:crypto';
import type { Message } from '../../preload/contract/domain.ts';
import type { Logger, Provider } from '../providers/contract.ts';
import type { Secrets } from '../credentials/contract.ts';
import type { AccountRecord, Store, SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import { createActiveAccount, type ActiveAccount, type ActiveAccountParts } from './active-account.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { startPollLoop, type Attention, type PollLoop } from './poll-loop.ts';
import { createReader, type Reader } from './reader.ts';

export interface Sync {
  start(account: AccountRecord, secrets: Secrets): Promise<void>;
  stop(accountId: string): void;
  /** The running account and its reader, or null while it has no usable secret or is paused. */
  active(accountId: string): { account: ActiveAccount; reader: Reader; conversations: SyncConversation[] } | null;
  /** A fetch that keeps the pace of these credentials together with the accounts that run on them: for a connection check. */
  pacedFetch(
    provider: Provider,
    values: Record<string, string>,
    fetch: typeof globalThis.fetch,
    signal: AbortSignal,
  ): typeof globalThis.fetch;
  readNow(accountId: string): void;
  readSoon(accountId: string, conversationId: number, within: number): void;
  /** After sleep or when the network is back: everything is due, no pause holds. */
  readEverythingNow(): void;
  setOpenConversation(id: number | null): void;
  openConversation(): number | null;
  setAttention(attention: Attention): void;
  stopAll(): void;
}

export interface SyncParts {
  store: Store;
  clock: Clock;
  log: Logger;
  fetchFor(accountId: string): typeof fetch;
  providerOf(kind: string): Provider;
  onHealth(accountId: string, health: Parameters<ActiveAccountParts['onHealth']>[0]): void;
  onNextPoll(accountId: string, at: number): void;
  onArrived(accountId: string, messages: Message[]): void;
  /** The account can be called (again): the outbox looks for work. */
  onReady(accountId: string): void;
}

interface Running {
  account: ActiveAccount;
  reader: Reader;
  conversations: SyncConversation[];
  loop: PollLoop;
}

export function createSync(parts: SyncParts): Sync {
  const running = new Map<string, Running>();
  const pacers = new Map<string, Pacer>();
  let attention: Attention = 'visible';
  let openConversation: number | null = null;

  /** Two accounts with one credential share the service's limit, so they share a queue. */
  function pacerFor(provider: Provider, values: Record<string, string>): Pacer {
    const secretNames = provider.info.fields.filter((field) => field.type === 'secret').map((field) => field.name);
    const identity = JSON.stringify([provider.info.kind, ...secretNames.map((name) => values[name])]);
    const fingerprint = createHash('sha256').update(identity).digest('hex');
    const pacer = pacers.get(fingerprint) ?? createPacer(provider.info.pacing.minimumGap, parts.clock);
    pacers.set(fingerprint, pacer);
    return pacer;
  }

  function reportHealth(accountId: string, health: Parameters<ActiveAccountParts['onHealth']>[0]): void {
    parts.onHealth(accountId, health);
    if (health.succeeded) parts.onReady(accountId);
  }

  function stop(accountId: string): void {
    running.get(accountId)?.account.stop();
    running.delete(accountId);
  }

  return {
    async start(record, secrets) {
      stop(record.id);
      const provider = parts.providerOf(record.kind);
      const values = { ...record.settings, ...secrets };
      const connection = provider.connect({ values, fetch: parts.fetchFor(record.id), now: parts.clock.now, log: parts.log });
      const account = createActiveAccount({
        id: record.id,
        info: provider.info,
        connection,
        pacer: pacerFor(provider, values),
        clock: parts.clock,
        log: parts.log,
        onHealth: (health) => reportHealth(record.id, health),
      });
      const listed = await connection.listConversations(account.signal);
      for (const remote of listed)
        await parts.store.addConversation({ accountId: record.id, remoteId: remote.remoteId, title: remote.title });
      const listedIds = new Set(listed.map((remote) => remote.remoteId));
      const conversations = (await parts.store.readSyncConversations(record.id)).filter((known) => listedIds.has(known.remoteId));
      const reader = createReader(account, parts.store, parts.clock, (messages) => parts.onArrived(record.id, messages));
      const loop = startPollLoop({
        account,
        reader,
        conversations,
        clock: parts.clock,
        log: parts.log,
        attention: () => attention,
        openConversation: () => openConversation,
        onNextPoll: (at) => parts.onNextPoll(record.id, at),
      });
      running.set(record.id, { account, reader, conversations, loop });
      parts.onReady(record.id);
    },
    stop,
    active: (accountId) => running.get(accountId) ?? null,
    pacedFetch(provider, values, fetch, signal) {
      const pacer = pacerFor(provider, values);
      return (input, init) => pacer.run('open', () => fetch(input, init), signal);
    },
    readNow(accountId) {
      running.get(accountId)?.loop.readAllNow();
    },
    readSoon(accountId, conversationId, within) {
      running.get(accountId)?.loop.readSoon(conversationId, within);
    },
    readEverythingNow() {
      for (const { loop } of running.values()) loop.readAllNow();
    },
    setOpenConversation(id) {
      openConversation = id;
      for (const { loop } of running.values()) loop.wake();
    },
    openConversation: () => openConversation,
    setAttention(next) {
      if (next === attention) return;
      attention = next;
      for (const { loop } of running.values()) loop.wake();
    },
    stopAll() {
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
