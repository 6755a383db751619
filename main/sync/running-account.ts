/** One account at work: its reading, its live connection and its list of conversations, put together. */
import type { Health, Message } from '../../preload/contract/domain.ts';
import type { Logger, ProviderConnection, ProviderInfo, RemoteMessage } from '../providers/contract.ts';
import type { Store, SyncConversation } from '../store/contract.ts';
import type { Clock } from '../clock.ts';
import { createActiveAccount, type ActiveAccount, type CallNews } from './active-account.ts';
import { createCatchUp } from './catch-up.ts';
import { createDirectory } from './directory.ts';
import { createHistory } from './history.ts';
import { createInbox } from './inbox.ts';
import { createListing } from './listing.ts';
import { createLive } from './live.ts';
import type { Pacer } from './pacer.ts';
import { startPollLoop, type Attention } from './poll-loop.ts';
import { createProof } from './proof.ts';
import { createReadMarks } from './read-marks.ts';
import { createReader, type Reader } from './reader.ts';
import { createReads } from './reads.ts';

/** What became known of an account's health; `succeeded` says that the service just answered. */
export type HealthNews = Partial<Omit<Health, 'since' | 'lastSuccessAt'>> & { succeeded?: boolean };

export interface RunningAccount {
  account: ActiveAccount;
  reader: Reader;
  conversations(): SyncConversation[];
  /** Looks again at what is due: what the user looks at changed. */
  wake(): void;
  readAllNow(): void;
  readSoon(conversationId: number, within: number): void;
  /** What is known of the conversations themselves may be out of date. */
  listSoon(): void;
  noteRead(remoteId: string): void;
  stop(): void;
}

export interface RunningAccountParts {
  id: string;
  info: ProviderInfo;
  connection: ProviderConnection;
  pacer: Pacer;
  store: Store;
  clock: Clock;
  log: Logger;
  attention(): Attention;
  openConversation(): number | null;
  onHealth(news: HealthNews): void;
  onArrived(messages: Message[]): void;
  /** It answered, or has other conversations than before. */
  onReady(): void;
}

/** Rejects with `Rejected` when the account's settings are of no use to any call. Asks nothing of the service by itself. */
export async function startAccount(parts: RunningAccountParts): Promise<RunningAccount> {
  const { store, clock, log, attention, openConversation, onArrived } = parts;
  const account = createActiveAccount({ ...parts, onHealth: noteHealth });
  const directory = createDirectory(await firstConversations(parts, account));
  const reader = createReader({ account, store, clock, onArrived });
  const sink = {
    connected() {
      touch(null);
      catchUpNow();
    },
    message: (remoteId: string, message: RemoteMessage) => inbox.put(remoteId, message),
    touched: touch,
    conversationsChanged: listSoon,
    seen: (remoteId: string) => void markRead(remoteId),
  };
  const live = createLive(account, sink, clock, (state) => {
    parts.onHealth({ live: state });
    loop.wake();
  });
  const catchUp = createCatchUp({
    account,
    store,
    clock,
    attention,
    liveOn: live.isOn,
    onArrived,
    onChanges(conversations) {
      if (conversations.some(({ remoteId }) => !directory.byRemoteId(remoteId))) listing.soon();
    },
    onCaughtUp: (askedAt) => reads.noteAllRead(askedAt),
  });
  const reads = createReads({
    account,
    reader,
    directory,
    clock,
    attention,
    openConversation,
    changesTell: catchUp.works,
    liveOn: live.isOn,
  });
  const listing = createListing(account, store, directory, clock, parts.onReady);
  const inbox = createInbox({ account, store, directory, clock, log, onArrived, onUnknown: listSoon, onLost: catchUpNow });
  const readMarks = createReadMarks(account, clock, log);
  let offline = false;

  /** What happened until now is fetched: from the list of changes, else from each conversation. */
  function catchUpNow(): void {
    catchUp.want();
    reads.allDue();
    loop.wake();
  }

  function touch(remoteId: string | null): void {
    const conversation = remoteId === null ? null : directory.byRemoteId(remoteId);
    if (conversation === undefined) return;
    reads.touch(conversation?.id ?? null);
    loop.wake();
  }

  function listSoon(): void {
    listing.soon();
    loop.wake();
  }

  async function markRead(remoteId: string): Promise<void> {
    const conversation = directory.byRemoteId(remoteId);
    if (conversation)
      await store.markRead(conversation.id).catch((error: unknown) => log.warn('marking read failed', { error: String(error) }));
  }

  function noteHealth(news: CallNews): void {
    parts.onHealth(news);
    if (news.succeeded) live.begin();
    if (news.succeeded && offline) live.hurry();
    offline = news.state === 'offline';
    if (news.succeeded) parts.onReady();
  }

  const loop = startPollLoop({
    account,
    chores: [createProof(account, clock, attention), catchUp, listing, reads],
    history: createHistory(account, reader, directory, clock),
    clock,
    log,
    onPlanned: (nextPollAt) => parts.onHealth({ nextPollAt, oldestReadAt: reads.oldestReadAt(), budget: parts.pacer.budget() }),
  });

  return {
    account,
    reader,
    conversations: directory.all,
    wake: loop.wake,
    readAllNow() {
      account.resume();
      live.hurry();
      listing.now();
      catchUpNow();
    },
    readSoon(conversationId, within) {
      reads.soon(conversationId, within);
      loop.wake();
    },
    listSoon,
    noteRead: readMarks.note,
    stop() {
      account.stop();
      parts.onHealth({ live: 'none', nextPollAt: null });
    },
  };
}

async function firstConversations(
  { id, info, connection, store }: RunningAccountParts,
  account: ActiveAccount,
): Promise<SyncConversation[]> {
  // The place to refuse settings before anything is tried with them.
  connection.address();
  if (info.pacing.list !== null) return store.readSyncConversations(id);
  return store.saveListing({ accountId: id, conversations: await connection.listConversations(account.signal) });
}
