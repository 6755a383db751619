/**
 * What the rest of main may ask of the store. Readers and writers are different types: a reader is handed where nothing may change.
 * Every call runs in the store's worker thread; every write answers with what changed, and the store publishes exactly that.
 */
import type { MessagePage } from '../../preload/contract/api.ts';
import type { Change } from '../../preload/contract/changes.ts';
import type { RemoteMessage } from '../providers/contract.ts';
import type { Account, Attempt, Conversation, Cursor, Message, OutboxItem, OutboxState, Settings } from '../../preload/contract/domain.ts';

/** An account as stored: without its live health, and never with a secret. */
export type AccountRecord = Omit<Account, 'health'> & { createdAt: number; paused: boolean };

export type IncomingMessage = RemoteMessage;

export interface Ingest {
  conversationId: number;
  messages: IncomingMessage[];
  /**
   * `latest`: the newest page; messages newer than all known ones are unread, unless this is the conversation's first read.
   * `older`: history; never unread.
   */
  page: 'latest' | 'older';
  /** When the service answered, ms UTC; becomes `caughtUpAt` for `latest`. */
  readAt: number;
  /** With `older`: the service gives nothing beyond this page. */
  historyComplete?: boolean;
}

export interface IngestResult {
  /** New messages that deserve a notification: unread and not ours, oldest first. Each message is returned once, for ever. */
  arrived: Message[];
  added: number;
  /** Whether a known message (or nothing at all before) joins this page to what was there: false means messages may be missing between. */
  joined: boolean;
}

/** What sync needs to know of a conversation. */
export interface SyncConversation {
  id: number;
  accountId: string;
  remoteId: string;
  title: string;
  seen: boolean;
  historyComplete: boolean;
  oldestOrder: number | null;
  newestOrder: number | null;
}

export interface StoreReader {
  readAccounts(): AccountRecord[];
  /** Sorted by last activity, newest first; conversations without messages last, by title. */
  readConversations(): Conversation[];
  readConversation(id: number): Conversation | null;
  readSyncConversations(accountId: string): SyncConversation[];
  readMessagePage(argument: { conversationId: number; before: Cursor | null; limit: number }): MessagePage;
  readOutboxItem(id: string): OutboxItem | null;
  /** `queued`, `sending`, `sent` and `unknown`, oldest first. */
  readUnfinishedOutbox(): OutboxItem[];
  /** `failed` and `unknown`: what the user must decide. */
  readStuckOutbox(): OutboxItem[];
  readUnreadTotal(): number;
  readSettings(): Settings;
}

export interface StoreWriter {
  addAccount(account: AccountRecord): void;
  updateAccount(account: AccountRecord): void;
  /** Removes the account with its conversations, messages, drafts and outbox. */
  removeAccount(id: string): void;
  /** Rehearsal accounts left by an earlier run: their servers are gone. Answers their ids. */
  removeRehearsalAccounts(): string[];

  /** Adds the conversation, or answers the one there is. */
  addConversation(argument: { accountId: string; remoteId: string; title: string }): Conversation;
  removeConversation(id: number): void;
  setConversationTrouble(argument: { id: number; trouble: string }): void;
  setConversationReadOnly(argument: { id: number; reason: string }): void;
  markRead(conversationId: number): void;
  saveDraft(argument: { conversationId: number; text: string }): void;

  /**
   * Stores a page in one transaction, and in the same transaction links messages to outbox items in `sending`, `sent` or `unknown` that
   * they turn out to be (see `outbox/match.ts`), so our own words never count as unread.
   */
  ingest(ingest: Ingest): IngestResult;

  /** Durable when it returns. The same client id twice answers the first item. Clears the conversation's draft. */
  enqueue(argument: { id: string; conversationId: number; text: string; createdAt: number }): OutboxItem;
  /** Records the attempt and moves to `sending`, before the first byte leaves. Remembers the newest order known at that moment. */
  beginAttempt(argument: { id: string; startedAt: number }): OutboxItem;
  /** Ends the running attempt, if there is one, and moves to `state`. Never moves an item that is already `confirmed`. */
  settle(argument: {
    id: string;
    state: Exclude<OutboxState, 'sending'>;
    endedAt: number;
    outcome: Attempt['outcome'];
    reason: string;
    nextAttemptAt?: number | null;
    /** With `sent`: the text as the service rendered it. */
    renderedText?: string | null;
  }): OutboxItem;
  editOutboxText(argument: { id: string; text: string }): OutboxItem;
  discardOutbox(id: string): void;

  saveSettings(settings: Settings): Settings;
}

/** The same calls from the main thread. */
export type Remote<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends (...argument: infer Arguments) => infer Value
    ? (...argument: Arguments) => Promise<Value>
    : never;
};

export interface Store extends Remote<StoreReader>, Remote<StoreWriter> {
  /** Called with the changes of every write, in order; accounts are left to the accounts area, which adds their health. */
  onChanges(listener: (changes: Change[]) => void): () => void;
  /** Writes everything out and ends the worker. */
  close(): Promise<void>;
}

/** What opening the store found. Each is shown to the user where it matters. */
export type OpenOutcome =
  | { kind: 'opened' }
  | { kind: 'created' }
  | { kind: 'migrated'; from: number; to: number; backupFile: string }
  /** The damaged file was kept at `keptFile`; `restoredFrom` is the backup that replaced it, or null for a fresh database. */
  | { kind: 'recovered'; keptFile: string; restoredFrom: string | null };

/** Opening failed for good: `sentence` says why and what to do. */
export class StoreUnusable extends Error {
  readonly reason: 'newer' | 'read-only' | 'disk-full' | 'in-use' | 'other';
  constructor(reason: StoreUnusable['reason'], sentence: string) {
    super(sentence);
    this.reason = reason;
    this.name = 'StoreUnusable';
  }
}
