/**
 * What the rest of main may ask of the store. Readers and writers are different types: a reader is handed where nothing may change.
 * Every call runs in the store's worker thread; every write answers with what changed, and the store publishes exactly that.
 */
import type { Argument, ConversationPage, MessagePage, SavedPage } from '../../preload/contract/api.ts';
import type { Change } from '../../preload/contract/changes.ts';
import type { Search, SearchCount, SearchPage } from '../../preload/contract/search.ts';
import type { Known, RemoteConversation, RemoteMessage } from '../providers/contract.ts';
import type { Recovered } from './recover.ts';
import type { Asked } from './search/run.ts';
import type { TaskArgument, TaskName, TaskValue } from './tasks/index.ts';
import type { TaskOptions } from './tasks/run-task.ts';
import type {
  Account,
  Attempt,
  Conversation,
  Cursor,
  Gap,
  Label,
  Message,
  MessageVersion,
  OutboxItem,
  OutboxState,
  SavedCursor,
  PagePlace,
  Settings,
} from '../../preload/contract/domain.ts';

/** An account as stored: without its live health, and never with a secret. */
export type AccountRecord = Omit<Account, 'health'> & { createdAt: number; paused: boolean };

export type IncomingMessage = RemoteMessage;

export interface Ingest {
  conversationId: number;
  messages: IncomingMessage[];
  /**
   * `latest`: the newest page; messages newer than all known ones are unread, unless this is the conversation's first read.
   * `older`: history; never unread. `live`: heard on a live connection or from a list of changes; unread as with `latest`, but says
   * nothing about what may lie between. `fill`: from inside a gap; never unread.
   */
  page: 'latest' | 'older' | 'live' | 'fill';
  /** When the service was asked, ms UTC; becomes `caughtUpAt` for `latest`, which lags by up to 30 s while nothing else changes. */
  readAt: number;
  /** With `older`: the service gives nothing beyond this page. */
  historyComplete?: boolean;
  /** With `latest`: messages may be missing between the newest known until now and the oldest of these. A gap is noted there. */
  gap?: boolean;
  /** As in `RemotePage`: known messages in this stretch that are not on the page were deleted at the service. */
  whole?: { from: number; to: number } | null;
  /** With `older`: from an export, so that it also brings back what was let go earlier, as far as the account keeps it now. */
  restored?: boolean;
  /** With `fill`: the gap it is for; what was read joins its newer side. `done`: it also joins the older side, so the gap is closed. */
  fill?: { gapId: number; done: boolean };
}

/** Changes of an account in one transaction with the cursor that says so. Unknown conversations are left out, never invented. */
export interface ChangesIngest {
  accountId: string;
  conversations: { remoteId: string; messages: IncomingMessage[] }[];
  cursor: string;
  readAt: number;
  /** There was nothing more: every conversation that was read since the list was begun with is caught up to `readAt`. */
  complete: boolean;
}

export interface IngestResult {
  /**
   * New messages that deserve a notification: unread, not ours, and in a conversation neither muted nor snoozed; oldest first. Each message
   * is returned once, for ever.
   */
  arrived: Message[];
  added: number;
  /** Whether a known message (or nothing at all before) joins this page to what was there: false means messages may be missing between. */
  joined: boolean;
  /** Set when some of them are older than the account keeps and were not stored: nothing before them is wanted either. */
  letGo?: true;
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
  /** Up to where `latest` pages reached. What was heard live may lie beyond, with others missing before it. */
  newestOrder: number | null;
}

/** What the user decided about a conversation; what is left out stays as it is. Times are ms UTC; null ends it. */
export interface TriageWish {
  pinnedAt?: number | null;
  mutedUntil?: number | null;
  archived?: boolean;
  snoozedUntil?: number | null;
  markedUnread?: boolean;
  remindAt?: number | null;
}

/** A conversation as an export tells it. Times as in `Conversation`; what was decided about it counts only where it is new. */
export interface RestoredConversation {
  remoteId: string;
  title: string;
  readOnlyReason: string;
  seen: boolean;
  pinnedAt: number | null;
  mutedUntil: number | null;
  archived: boolean;
  snoozedUntil: number | null;
  remindAt: number | null;
  labels: { name: string; hue: number }[];
}

export interface RestoredMessage {
  message: IncomingMessage;
  /** Oldest first. */
  versions: MessageVersion[];
  savedAt: number | null;
}

export interface RestoredStretch {
  conversationId: number;
  /** Ascending by order. */
  messages: RestoredMessage[];
  /** The message right before these, where the stretch goes on from an earlier one; null after a gap and at the start. */
  joins: { order: number; sentAt: number } | null;
  /** The service had nothing older than the first of these. */
  beginning: boolean;
  /** Ms UTC. */
  readAt: number;
}

/** A message with the names it has at the service. */
export interface MessageAtService {
  message: Message;
  accountId: string;
  remoteId: string;
  conversationRemoteId: string;
}

export interface StoreReader {
  readAccounts(): AccountRecord[];
  /** Sorted by last activity, newest first; conversations without messages last, by title. */
  readConversations(): Conversation[];
  readConversation(id: number): Conversation | null;
  readSyncConversations(accountId: string): SyncConversation[];
  /** A message or gap that is not there to lie around answers an empty page. */
  readMessagePage(argument: { conversationId: number; at: PagePlace; limit: number }): MessagePage;
  /** What a provider needs to understand an answer; see `Known`. */
  readKnown(conversationId: number): Known;
  readMessage(id: number): MessageAtService | null;
  /** Oldest first; empty when it never changed. */
  readMessageVersions(messageId: number): MessageVersion[];
  readGap(id: number): Gap | null;
  /** Where the account's list of changes was last read to; null when never. */
  readChangesCursor(accountId: string): string | null;
  readOutboxItem(id: string): OutboxItem | null;
  /** `queued`, `sending`, `sent` and `unknown`, oldest first. */
  readUnfinishedOutbox(): OutboxItem[];
  /** `failed` and `unknown`: what the user must decide. */
  readStuckOutbox(): OutboxItem[];
  /** Unread in the inbox, without muted conversations: what draws attention. */
  readUnreadTotal(): number;
  /** As they were written, by name. */
  readSettings(): Record<string, unknown>;

  /** Pinned conversations first, then by last activity, newest first; those without messages last, by title. */
  readConversationPage(query: Argument<'conversations.page'>): ConversationPage;
  /** By name. */
  readLabels(): Label[];
  /** Newest saved first. */
  readSavedMessages(argument: { after: SavedCursor | null; limit: number }): SavedPage;
  /** How many days the account keeps its messages; null for ever. */
  readKeepDays(accountId: string): number | null;
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
  /**
   * What a listing brought: new conversations are added, titles follow, and facts the listing states (`readOnlyReason`, `signIn`) replace
   * what is stored. Those of the account that it no longer names keep their history and say so in `trouble`. Answers the listed ones.
   */
  saveListing(argument: { accountId: string; conversations: RemoteConversation[] }): SyncConversation[];
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

  ingestChanges(changes: ChangesIngest): { arrived: Message[] };
  noteGapTried(argument: { id: number; triedAt: number }): void;

  /**
   * Durable when it returns. The same client id twice answers the first item. A `send` clears the conversation's draft. A second `edit` or
   * `delete` of a message while an earlier one still waits replaces it.
   */
  enqueue(argument: {
    id: string;
    conversationId: number;
    kind: OutboxItem['kind'];
    text: string;
    targetId: number | null;
    forAll: boolean;
    replyToId: number | null;
    createdAt: number;
  }): OutboxItem;
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
    /**
     * The message as the service answered it: stored and linked in the same transaction, and a `send` is then `confirmed` whatever `state`
     * says. An `edit` or `delete` that becomes `confirmed` changes its message in the same transaction, the earlier text kept.
     */
    message?: IncomingMessage | null;
  }): OutboxItem;
  editOutboxText(argument: { id: string; text: string }): OutboxItem;
  discardOutbox(id: string): void;

  saveSettings(settings: Settings): Settings;

  /** Archiving ends a snooze, and a snooze leaves the archive. */
  setTriage(argument: { conversationId: number } & TriageWish): Conversation;
  /**
   * Ends the snoozes and mutes whose time has come, and brings what the user wanted to be reminded of to the inbox, marked unread. Answers
   * those conversations, each once for ever, and when the next time comes; null when nothing waits.
   */
  endDue(now: number): { reminded: Conversation[]; next: number | null };
  /** A name that another label has, whatever the case, is refused. */
  addLabel(argument: { name: string; hue: number }): Label;
  updateLabel(label: Label): Label;
  removeLabel(id: number): void;
  setLabel(argument: { conversationId: number; labelId: number; on: boolean }): Conversation;
  /** null: no longer saved. */
  setSaved(argument: { messageId: number; savedAt: number | null }): void;
  /** `days`: 7 to 3650, or null to keep everything. Removes nothing by itself, but takes in nothing older from now on. */
  setRetention(argument: { accountId: string; days: number | null; now: number }): void;
  /** Moves on what the account keeps, and answers the conversations that hold something older. */
  advanceRetention(argument: { accountId: string; now: number }): number[];
  /** Removes what is outdated among the next `limit` messages, oldest first; `next` is where to go on, null at the end. */
  letGo(argument: { conversationId: number; after: Cursor | null; limit: number }): { removed: number; next: Cursor | null };
  /** Gives some free pages of the file back to the disk, overwritten; answers how many are left. */
  giveBackPages(): number;

  /** The account of an export, unless one with this id is there: answers whether it was added. It has no secret. */
  restoreAccount(account: AccountRecord & { ownAuthorId: string | null }): boolean;
  /** The conversation of an export, with its triage where it is new; answers its id. Gaps are noted as its messages come. */
  restoreConversation(argument: { accountId: string; conversation: RestoredConversation }): number;
  /** Messages of an export, a stretch without holes: unknown ones are added as read history, known ones stay as they are. */
  restoreMessages(argument: RestoredStretch): { added: number };
  /** A piece of what is left to do for the index of words, some 20 ms of it. Answers whether there may be more. */
  tidyIndex(): boolean;
  /** Begins the index of words anew, from the messages: what it says now is not what they say. */
  renewIndex(): void;
}

/** The same calls from the main thread. */
export type Remote<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends (...argument: infer Arguments) => infer Value
    ? (...argument: Arguments) => Promise<Value>
    : never;
};

export interface Store extends Omit<Remote<StoreReader>, 'readSettings'>, Remote<StoreWriter> {
  readSettings(): Promise<Settings>;
  /** Called with the changes of every write, in order; accounts are left to the accounts area, which adds their health. */
  onChanges(listener: (changes: Change[]) => void): () => void;
  /** In a thread of their own. A first page ends every search before it: those reject as `superseded`. */
  searchPage(search: Search & Asked): Promise<SearchPage>;
  /** Counts up to 10,000. Belongs to the newest search, and ends with it. */
  searchCount(asked: Asked): Promise<SearchCount>;
  /** Work that may take long, in a thread of its own. Rejects with `StorageError`, or with the signal's reason once that is aborted. */
  runTask<Name extends TaskName>(name: Name, argument: TaskArgument<Name>, options?: TaskOptions): Promise<TaskValue<Name>>;
  /** Called once, when any call or task finds the database damaged: the next start then repairs it. */
  onDamage(listener: () => void): () => void;
  /** Writes everything out and ends the worker. */
  close(): Promise<void>;
}

/** What opening the store found. Each is shown to the user where it matters. */
export type OpenOutcome =
  | { kind: 'opened' }
  | { kind: 'created' }
  | { kind: 'migrated'; from: number; to: number; backupFile: string }
  | ({ kind: 'recovered' } & Recovered);

/** Opening failed for good: `sentence` says why and what to do. */
export class StoreUnusable extends Error {
  readonly reason: 'newer' | 'read-only' | 'disk-full' | 'in-use' | 'other';
  constructor(reason: StoreUnusable['reason'], sentence: string) {
    super(sentence);
    this.reason = reason;
    this.name = 'StoreUnusable';
  }
}
