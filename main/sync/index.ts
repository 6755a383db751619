/** Keeps every account's conversations fresh: starts and stops accounts, and knows what the user is looking at. */
import { createHash } from 'node:crypto';
import type { Message } from '../../preload/contract/domain.ts';
import type { Calls } from '../calls/index.ts';
import { onOccasion } from '../calls/occasion.ts';
import type { Logger, Provider, Tokens } from '../providers/contract.ts';
import type { Secrets } from '../credentials/contract.ts';
import type { AccountRecord, Store, SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import type { ActiveAccount } from './active-account.ts';
import { createPacer, type Pacer } from './pacer.ts';
import type { Attention } from './poll-loop.ts';
import type { Reader } from './reader.ts';
import { startAccount, type HealthNews, type RunningAccount } from './running-account.ts';

type Fetch = typeof globalThis.fetch;

export interface Sync {
  /** Rejects with `Rejected` when the account's settings are of no use to any call; asks nothing of the service by itself. */
  start(account: AccountRecord, secrets: Secrets, tokens: Tokens): Promise<void>;
  stop(accountId: string): void;
  /** The running account, its reader and its conversations as last listed, or null while it has no usable secret or is paused. */
  active(accountId: string): { account: ActiveAccount; reader: Reader; conversations: SyncConversation[] } | null;
  /** A fetch that keeps the pace of these credentials together with the accounts that run on them: for a connection check or a sign-in. */
  pacedFetch(provider: Provider, values: Readonly<Record<string, string>>, fetch: Fetch, signal: AbortSignal): Fetch;
  readNow(accountId: string): void;
  readSoon(accountId: string, conversationId: number, within: number): void;
  /** Something showed that what is known of the account's conversations may be out of date. */
  listSoon(accountId: string): void;
  /** After sleep or when the network is back: everything is due, and only pauses hold that a service asked for. */
  readEverythingNow(): void;
  /** The user is about to have read this conversation: the service is told. To be called before the store marks it, which forgets. */
  noteRead(conversationId: number): void;
  setOpenConversation(id: number | null): void;
  openConversation(): number | null;
  setAttention(attention: Attention): void;
  /** For good. */
  stopAll(): void;
}

export interface SyncParts {
  store: Store;
  clock: Clock;
  log: Logger;
  calls: Pick<Calls, 'hide'>;
  fetchFor(accountId: string): Fetch;
  providerOf(kind: string): Provider;
  onHealth(accountId: string, news: HealthNews): void;
  onArrived(accountId: string, messages: Message[]): void;
  /** The account can be called, answered, or has other conversations than before: the outbox looks for work. */
  onReady(accountId: string): void;
}

export function createSync(parts: SyncParts): Sync {
  const { store, clock, log } = parts;
  const running = new Map<string, RunningAccount>();
  const pacers = new Map<string, Pacer>();
  const offline = new Set<string>();
  let attention: Attention = 'visible';
  let openConversation: number | null = null;
  let ended = false;

  function secretsOf({ info }: Provider, values: Readonly<Record<string, string>>): string[] {
    return info.fields.filter((field) => field.type === 'secret').map((field) => values[field.name] ?? '');
  }

  /** Accounts that share a limit at the service share a pacer, and keep it when they are started anew. */
  function pacerFor(provider: Provider, values: Readonly<Record<string, string>>): Pacer {
    const key = provider.pacingKey?.(values) ?? JSON.stringify(secretsOf(provider, values));
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([provider.info.kind, key]))
      .digest('hex');
    const pacer = pacers.get(fingerprint) ?? createPacer(provider.info.pacing, clock);
    pacers.set(fingerprint, pacer);
    return pacer;
  }

  function noteHealth(accountId: string, news: HealthNews): void {
    parts.onHealth(accountId, news);
    if (news.state === 'offline') offline.add(accountId);
    else if (news.state !== undefined && offline.delete(accountId)) {
      // The network is back, as one account found: the others need not wait out their pauses.
      for (const id of offline) running.get(id)?.readAllNow();
    }
  }

  function stop(accountId: string): void {
    running.get(accountId)?.stop();
    running.delete(accountId);
    offline.delete(accountId);
  }

  return {
    async start(record, secrets, tokens) {
      stop(record.id);
      const provider = parts.providerOf(record.kind);
      const values = { ...record.settings, ...secrets };
      const pacer = pacerFor(provider, values);
      noteHealth(record.id, { live: 'none', errorStreak: 0, oldestReadAt: null, budget: pacer.budget() });
      const connection = provider.connect({ values, tokens, fetch: pacer.paced(parts.fetchFor(record.id)), clock, log });
      const started = await startAccount({
        id: record.id,
        info: provider.info,
        connection,
        pacer,
        store,
        clock,
        log,
        attention: () => attention,
        openConversation: () => openConversation,
        onHealth: (news) => noteHealth(record.id, news),
        onArrived: (messages) => parts.onArrived(record.id, messages),
        onReady: () => parts.onReady(record.id),
      });
      // A keychain may give a key only after the end.
      if (ended) return started.stop();
      running.set(record.id, started);
      parts.onReady(record.id);
    },
    stop,
    active(accountId) {
      const found = running.get(accountId);
      return found ? { account: found.account, reader: found.reader, conversations: found.conversations() } : null;
    },
    pacedFetch(provider, values, fetch, signal) {
      secretsOf(provider, values).forEach(parts.calls.hide);
      const paced = pacerFor(provider, values).paced(fetch);
      return (input, init) => onOccasion({ purpose: 'check' }, () => paced(input, { ...init, signal: init?.signal ?? signal }));
    },
    readNow(accountId) {
      running.get(accountId)?.readAllNow();
    },
    readSoon(accountId, conversationId, within) {
      running.get(accountId)?.readSoon(conversationId, within);
    },
    listSoon: (accountId) => running.get(accountId)?.listSoon(),
    readEverythingNow() {
      for (const account of running.values()) account.readAllNow();
    },
    noteRead(conversationId) {
      store.readConversation(conversationId).then(
        (conversation) => {
          if (conversation && conversation.unread > 0) running.get(conversation.accountId)?.noteRead(conversation.remoteId);
        },
        (error: unknown) => log.warn('a read mark was lost', { error: String(error) }),
      );
    },
    setOpenConversation(id) {
      openConversation = id;
      for (const account of running.values()) account.wake();
    },
    openConversation: () => openConversation,
    setAttention(next) {
      if (next === attention) return;
      attention = next;
      for (const account of running.values()) account.wake();
    },
    stopAll() {
      ended = true;
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
