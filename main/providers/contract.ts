/**
 * What a provider is. A provider turns one service's API into plain data: it knows nothing of the store, of IPC or of Electron.
 * An absent optional method is the missing capability: the interface greys the action out, and no second table says so.
 */
import type { CheckStep, Field } from '../../preload/contract/provider.ts';

export interface ProviderInfo {
  /** Stable identifier, stored with every account. */
  kind: string;
  name: string;
  summary: string;
  help: string;
  fields: Field[];
  conversationWord: string;
  limits: {
    /** Characters, where the service has a known limit. */
    messageLength: number | null;
  };
  pacing: {
    /** Least time between the starts of two calls with one credential, ms. */
    minimumGap: number;
    /** Time between two reads of a conversation, ms: the one on screen, the others, and all while the window is hidden. */
    poll: { open: number; visible: number; background: number };
  };
}

/** What a provider is given. All of it can be replaced in a test. */
export interface ProviderContext {
  /** Non-secret and secret field values by field name, trimmed; a field left empty has its default value. */
  values: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  now: () => number;
  log: Logger;
}

export interface Logger {
  debug(text: string, facts?: Record<string, unknown>): void;
  info(text: string, facts?: Record<string, unknown>): void;
  warn(text: string, facts?: Record<string, unknown>): void;
}

export interface RemoteConversation {
  remoteId: string;
  title: string;
}

export interface RemoteMessage {
  remoteId: string;
  authorId: string;
  authorName: string;
  text: string;
  /** Milliseconds UTC. */
  sentAt: number;
  /** The service's own ordering value; integers only. */
  order: number;
}

export interface RemotePage {
  /** In any order, possibly with repeats: the store sorts and removes them. */
  messages: RemoteMessage[];
}

export interface SendReceipt {
  /** The text as the service rendered it, where it says so: the message will be read back with this text. */
  renderedText: string | null;
}

/** One account's connection. Every method takes a signal and throws only the errors of `errors.ts`. */
export interface ProviderConnection {
  /** Conversations the user named in the account's fields, or those the service lists. */
  listConversations(signal: AbortSignal): Promise<RemoteConversation[]>;
  /** The remote conversation a user-typed name stands for; throws `Rejected` with a sentence when the name cannot be one. */
  conversationFromName?(name: string): RemoteConversation;
  readLatest(remoteId: string, signal: AbortSignal): Promise<RemotePage>;
  /** The page that ends at `order` (inclusive or not). A page that brings nothing new is the end of what the service gives. */
  readBefore?(remoteId: string, order: number, signal: AbortSignal): Promise<RemotePage>;
  send?(remoteId: string, text: string, signal: AbortSignal): Promise<SendReceipt>;
}

export interface Provider {
  info: ProviderInfo;
  connect(context: ProviderContext): ProviderConnection;
  /** Proves the credentials step by step, reporting each step as it starts and ends; resolves when all are done, never throws. */
  check(
    context: ProviderContext,
    report: (index: number, step: CheckStep) => void,
    signal: AbortSignal,
  ): Promise<{ passed: boolean; steps: CheckStep[] }>;
}
