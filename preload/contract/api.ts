/** What the renderer can call, derived from the channel names, the schemas and the answers below: never restated elsewhere. */
import type { z } from 'zod';
import type { Change, RehearsalState } from './changes.ts';
import type { Area, ChannelName, Method } from './channels.ts';
import type { DataJob, DataState, Outdated } from './data.ts';
import type {
  Account,
  BackupHealth,
  Conversation,
  ConversationCursor,
  Gap,
  Keychain,
  Label,
  Message,
  MessageVersion,
  Notice,
  OutboxItem,
  SavedCursor,
  Settings,
} from './domain.ts';
import type { CallRecord, CheckStep, ManagedItem, ProviderDescription, SignInStep } from './provider.ts';
import type { Result } from './result.ts';
import type { Schemas } from './schemas.ts';
import type { SearchCount, SearchPage } from './search.ts';

export interface StartState {
  version: string;
  platform: 'linux' | 'darwin' | 'win32';
  dataFolder: string;
  providers: ProviderDescription[];
  accounts: Account[];
  /** The first page of the inbox, and the conversation to navigate to wherever it is listed. */
  conversations: Conversation[];
  /** Where the inbox goes on; null when that is all of it. */
  moreConversations: ConversationCursor | null;
  /** Unread in the whole inbox, as the tray says. */
  unreadTotal: number;
  /** Outbox items in `failed` or `unknown`, of all conversations. */
  stuck: OutboxItem[];
  settings: Settings;
  keychain: Keychain;
  notices: Notice[];
  job: DataJob | null;
  rehearsal: RehearsalState;
  /** A notification was clicked before the window existed. */
  navigateTo: { conversationId: number; messageId: number | null } | null;
}

export interface MessagePage {
  /** Ascending by (order, id). */
  messages: Message[];
  /** The message an `around`, `from` or `gapBefore` page lies around: half of the page is older. Null where there is none. */
  anchorId: number | null;
  /** Outbox items of the conversation that are not `confirmed`, oldest first; none on a page that reads on (`before`, `after`). */
  outbox: OutboxItem[];
  /** Gaps that end within or at the edge of this page, or open at its newest end. */
  gaps: Gap[];
  /** Whether the store holds older messages than this page. */
  hasOlder: boolean;
  /** Whether it holds newer ones. */
  hasNewer: boolean;
}

export interface ConversationPage {
  conversations: Conversation[];
  /** Where the next page begins; null after the last one. */
  next: ConversationCursor | null;
}

export interface SavedPage {
  /** Newest saved first. */
  saved: { message: Message; savedAt: number }[];
  /** Where the next page begins; null after the last one. */
  next: SavedCursor | null;
}

/** Either finished, or what to ask the user next. */
export type SignInState = { done: true } | { done: false; step: SignInStep };

export interface Answers {
  'app.start': StartState;
  'app.painted': null;
  'app.dismissNotice': null;
  'app.openLink': null;
  'app.setSettings': Settings;
  'app.testKeychain': Keychain;
  'app.showDataFolder': null;
  'app.testNotification': null;
  /** Answers when the database is repaired and open again; the page is then loaded anew. */
  'app.repair': null;
  'app.backupHealth': BackupHealth;

  /** All steps, in their final state; while it runs they also arrive as `check-step` changes. */
  'accounts.check': { passed: boolean; steps: CheckStep[] };
  'accounts.add': Account;
  'accounts.update': Account;
  'accounts.replaceSecret': Account;
  'accounts.remove': null;
  /** Reads everything of the account now (also: tries the keychain again). */
  'accounts.refresh': null;
  'accounts.setPaused': Account;

  /** The latest calls, at most 200, oldest first; further ones come as `call` changes. */
  'accounts.watchCalls': CallRecord[];

  'signIn.begin': SignInState;
  /** A wrong answer fails with a sentence, perhaps by field, and the step may be answered again. */
  'signIn.answer': SignInState;
  'signIn.cancel': null;

  'conversations.add': Conversation;
  /** Forgets the conversation and its history on this computer; nothing changes at the service. */
  'conversations.remove': null;
  'conversations.focus': null;
  'conversations.markRead': null;
  'conversations.saveDraft': null;
  /** Asks the service for older history; answers how many messages it brought. */
  'conversations.loadOlder': { added: number; complete: boolean };

  /** Asks the service for what is missing: how many messages came, and whether the gap is closed. */
  'conversations.fillGap': { added: number; closed: boolean };

  'conversations.page': ConversationPage;
  'conversations.triage': Conversation;
  'conversations.setLabel': Conversation;

  /** By name. */
  'labels.list': Label[];
  'labels.add': Label;
  'labels.update': Label;
  /** Takes it off every conversation. */
  'labels.remove': null;

  'saved.page': SavedPage;
  'saved.set': null;

  'messages.page': MessagePage;
  /** Earlier texts, oldest first. */
  'messages.versions': MessageVersion[];
  'messages.edit': OutboxItem;
  'messages.remove': OutboxItem;

  'outbox.send': OutboxItem;
  'outbox.retry': OutboxItem;
  /** Only while surely not delivered (`queued`, `failed`). */
  'outbox.edit': OutboxItem;
  'outbox.discard': null;
  'outbox.resolve': OutboxItem;

  /** The search comes on screen: what the first question of all would have to wait for is done while somebody types. */
  'search.wake': null;
  /** A newer call ends an older one, which then fails as `superseded`. */
  'search.page': SearchPage;
  /** The same; a newer page ends counting as well. */
  'search.count': SearchCount;

  'managed.list': ManagedItem[];
  'managed.create': ManagedItem;
  'managed.update': ManagedItem;
  'managed.remove': null;
  /** The secret itself, to be shown once: the one answer that may hold one. */
  'managed.reveal': string;

  'data.state': DataState;
  'data.measure': null;
  /** False when the user chose no folder, or no file. What becomes of it comes as `data` changes. */
  'data.export': boolean;
  'data.import': boolean;
  'data.continue': null;
  'data.cancel': null;
  'data.dismiss': null;
  'data.showExport': null;
  'data.countOutdated': Outdated;
  'data.setRetention': null;

  'rehearsal.start': RehearsalState;
  'rehearsal.stop': RehearsalState;
  'rehearsal.setFault': RehearsalState;
}

export type Argument<C extends ChannelName> = z.input<Schemas[C]>;
export type Answer<C extends ChannelName> = Answers[C];

type Call<C extends ChannelName> =
  undefined extends Argument<C> ? () => Promise<Result<Answer<C>>> : (argument: Argument<C>) => Promise<Result<Answer<C>>>;

/** `window.parley` in the renderer. */
export type ParleyApi = { [A in Area]: { [M in Method<A>]: Call<`${A}.${M}` & ChannelName> } } & {
  /** Calls back with every batch of changes, in order; the disposer ends it. */
  onChanges(listener: (changes: Change[]) => void): () => void;
};
