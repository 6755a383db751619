/**
 * What a provider is. A provider turns one service's API into plain data: it knows nothing of the store, of IPC or of Electron.
 * An absent optional method is the missing capability: the interface greys the action out, and no second table says so.
 */
import type { Field, ManagedItem, ManagedKind, ProviderDescription, SignInStep } from '../../preload/contract/provider.ts';
import type { Clock } from '../clock.ts';
import type { ServerAddress } from './address.ts';

export interface ProviderInfo {
  /** Stable identifier, stored with every account. */
  kind: string;
  name: string;
  summary: string;
  help: string;
  /** What the user should know before adding an account; left out when there is nothing. */
  caution?: string;
  fields: Field[];
  conversationWord: string;
  /** The first message to a name nobody knows creates the conversation for everybody: Parley asks before. */
  createsOnSend?: boolean;
  limits: ProviderDescription['limits'];
  textCautions?: ProviderDescription['textCautions'];
  pacing: {
    /** Least time between the starts of two calls with one credential, ms. */
    minimumGap: number;
    /** The service's own limit, where it has one: so many calls in any `per` ms. Parley stays below it and shows what is left. */
    budget?: { calls: number; per: number };
    /** Time between two reads of a conversation, ms: the one on screen, the others, and all while the window is hidden. */
    poll: { open: number; visible: number; background: number };
    /** Time between two listings of the conversations, ms; null where they come from the account's own settings and cost no call. */
    list: number | null;
  };
}

/** What a provider is given. All of it can be replaced in a test. */
export interface ProviderContext {
  /** Non-secret and secret field values by field name, trimmed; a field left empty has its default value. */
  values: Readonly<Record<string, string>>;
  /** Secrets the service handed out. */
  tokens: Tokens;
  /** Keeps the service's pace (`pacing.minimumGap`) by itself, also between the calls of one method. */
  fetch: typeof fetch;
  clock: Clock;
  log: Logger;
}

/** Kept with the account's own secrets, so in the keychain. Names are the provider's to choose; each value is one line of ASCII. */
export interface Tokens {
  get(name: string): string | null;
  /** null forgets. Resolves when kept; when the keychain refuses, the token lives on in memory until the end of this run. */
  set(name: string, value: string | null): Promise<void>;
}

export interface Logger {
  debug(text: string, facts?: Record<string, unknown>): void;
  info(text: string, facts?: Record<string, unknown>): void;
  warn(text: string, facts?: Record<string, unknown>): void;
}

export interface RemoteConversation {
  remoteId: string;
  title: string;
  /** Why it cannot be written to; absent or empty where it can. */
  readOnlyReason?: string;
  /** Whether writing takes a sign-in of its own (`signInTo`); `none` when left out. */
  signIn?: 'none' | 'needed' | 'done';
}

export interface RemoteMessage {
  remoteId: string;
  authorId: string;
  authorName: string;
  text: string;
  /** Milliseconds UTC. */
  sentAt: number;
  /** The service's own ordering value; integers only. Messages that share it share their time. */
  order: number;
  /** Whether this account wrote it, where the service lets that be known for sure. Left out, Parley learns it from what it sent. */
  mine?: boolean;
  /** Milliseconds UTC; absent or null when it was never changed. A changed text alone is noticed without it. */
  editedAt?: number | null;
  /** The service says it was deleted; its `text` here is not looked at. */
  deleted?: boolean;
  /** Written by the service itself ("Ana joined"). */
  system?: boolean;
  replyTo?: { remoteId: string; authorName: string; text: string } | null;
  reactions?: { emoji: string; count: number; mine: boolean }[];
  seenBy?: { count: number; of: number } | null;
  /** The `clientId` of the `send` it came from, where the service keeps and returns it. */
  clientId?: string | null;
}

export interface RemotePage {
  /** In any order, possibly with repeats: the store sorts and removes them. */
  messages: RemoteMessage[];
  /** With `readLatest`: messages may be missing between what was known and the oldest of these, and no further read can tell. */
  gap?: boolean;
  /**
   * The page holds every message the service has from the oldest to the newest of these (orders, both inclusive). What Parley holds in
   * between and the page does not was deleted at the service. Left out where a page proves no such thing.
   */
  whole?: { from: number; to: number } | null;
}

/** What Parley holds of a conversation, for services whose answers can only be understood beside it. */
export interface Known {
  /** How many messages in all. */
  count: number;
  /**
   * The newest, at most 120, oldest first; ones deleted at the service are left out. Sent from here or heard live, they may lie beyond
   * others that were never read: where reading came to, the last of them does not say.
   */
  newest: { remoteId: string; authorId: string; text: string; sentAt: number; order: number }[];
  /** Messages sent before this moment, ms UTC, are not kept here: of them `newest` says nothing. Left out where everything is kept. */
  keptFrom?: number;
}

export const nothingKnown: Known = { count: 0, newest: [] };

/** What changed in an account since `since`, in all its conversations, edits and deletions included. */
export interface RemoteChanges {
  conversations: { remoteId: string; messages: RemoteMessage[] }[];
  /** To be given as `since` the next time. */
  next: string;
  /** There is more to be had at once with `next`. */
  more: boolean;
}

/** Where a live connection puts what it hears. */
export interface LiveSink {
  /** The connection stands: what happened before must be fetched (`readChanges`, else a read of each conversation). */
  connected(): void;
  message(remoteId: string, message: RemoteMessage): void;
  /** Messages of this conversation changed in a way that only reading it shows; null where the service does not say in which one. */
  touched(remoteId: string | null): void;
  /** Something about the list of conversations changed: list again. */
  conversationsChanged(): void;
  /** This conversation was read by the user elsewhere. */
  seen(remoteId: string): void;
}

export interface Outgoing {
  text: string;
  /** Unique to this outbox item: the same in every attempt. */
  clientId: string;
  /** The `remoteId` of the message this one answers. */
  replyTo: string | null;
}

export interface SendReceipt {
  /** The text as the service rendered it, where it says so: the message will be read back with this text. */
  renderedText: string | null;
  /** The message itself, where the service answers with it: nothing needs to be read back. */
  message: RemoteMessage | null;
}

/**
 * A sign-in of several steps. `start` and `answer` either finish (tokens are in `context.tokens` by then) or say what to ask next. A wrong
 * answer throws `Rejected`, perhaps with `fields`, and the same step may be answered again.
 */
export interface SignIn {
  start(signal: AbortSignal): Promise<SignInStep | 'done'>;
  answer(values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<SignInStep | 'done'>;
}

/** Looking after what the service has besides messages. `parentId` is the chosen item of the kind's parent. `Rejected.fields` names fields. */
export interface Management {
  kinds: ManagedKind[];
  list(kind: string, parentId: string | null, signal: AbortSignal): Promise<ManagedItem[]>;
  create(kind: string, parentId: string | null, values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ManagedItem>;
  update(
    kind: string,
    parentId: string | null,
    itemId: string,
    values: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ManagedItem>;
  remove(kind: string, parentId: string | null, itemId: string, signal: AbortSignal): Promise<void>;
  /** The secret of an item, to be shown once and kept nowhere. */
  reveal?(kind: string, parentId: string | null, itemId: string, signal: AbortSignal): Promise<string>;
}

/** One account's connection. Every method takes a signal and throws only the errors of `errors.ts`. */
export interface ProviderConnection {
  /** Where the calls go. Throws `Rejected('invalid')` when no request can be built on the account's settings. */
  address(): ServerAddress;
  /** Resolves when something that speaks like the service answers at the address. Shows it no credential. */
  reach?(signal: AbortSignal): Promise<void>;
  /** Proves the credentials without changing anything; resolves with what was found, in words ("Signed in as Ana."). */
  verify(signal: AbortSignal): Promise<string>;
  /** Conversations the user named in the account's fields, or those the service lists. */
  listConversations(signal: AbortSignal): Promise<RemoteConversation[]>;
  /** The remote conversation a user-typed line stands for; throws `Rejected` with a sentence when it cannot be one. */
  conversationFromName?(name: string): RemoteConversation;

  /** Ends at the service what a sign-in began there: the account is being removed, and nothing else of it is called any more. */
  signOut?(signal: AbortSignal): Promise<void>;

  readLatest?(remoteId: string, known: Known, signal: AbortSignal): Promise<RemotePage>;
  /** Whether `readLatest` looks at `known`. Left out, it is given `nothingKnown`: to look it up at each poll costs more than the rest. */
  needsKnown?: boolean;
  /** The page that ends at `order` (inclusive or not). A page that brings nothing new is the end of what the service gives. */
  readBefore?(remoteId: string, order: number, signal: AbortSignal): Promise<RemotePage>;
  /** What changed since `since` (a `next` from before); null asks for a first `next`, from now on. */
  readChanges?(since: string | null, signal: AbortSignal): Promise<RemoteChanges>;
  /** Holds a live connection until the signal ends it or it breaks; always settles by throwing (the signal's reason, or why it broke). */
  listen?(sink: LiveSink, signal: AbortSignal): Promise<never>;

  send?(remoteId: string, outgoing: Outgoing, signal: AbortSignal): Promise<SendReceipt>;
  /** Whether `Outgoing.replyTo` has an effect. */
  canReply?: boolean;
  /** Changes a message of ours. Repeating it does no harm. Resolves with the message as it is then, or null when the service does not say. */
  edit?(remoteId: string, messageId: string, text: string, signal: AbortSignal): Promise<RemoteMessage | null>;
  /** Deletes a message for those named in `removeFor`. Repeating it does no harm: what is gone already counts as done. */
  remove?(remoteId: string, messageId: string, scope: 'self' | 'all', signal: AbortSignal): Promise<void>;
  removeFor?: ('self' | 'all')[];
  /** Tells the service that the user has read everything. */
  markRead?(remoteId: string, signal: AbortSignal): Promise<void>;

  /** The sign-in for writing in one conversation. */
  signInTo?(remoteId: string): SignIn;
  management?: Management;
}

export interface Provider {
  info: ProviderInfo;
  connect(context: ProviderContext): ProviderConnection;
  /** The steps between the account form and a working account; absent where the form is enough. */
  signIn?(context: ProviderContext): SignIn;
  /** What shares one limit at the service; the secret fields' values when left out. Never shown or stored. */
  pacingKey?(values: Readonly<Record<string, string>>): string;
}
