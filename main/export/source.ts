/** What an export reads from, in pieces: SQL stays in the store. */
import type { Cursor, Message, MessageVersion } from '../../preload/contract/domain.ts';
import type { Scope } from '../../preload/contract/data.ts';

export type { Scope };

/** Without its secret, which no export ever sees. */
export interface ExportedAccount {
  id: string;
  kind: string;
  name: string;
  hue: number;
  settings: Record<string, string>;
  createdAt: number;
  /** The author that the account writes as, once that is known. */
  ownAuthorId: string | null;
}

export interface ExportedConversation {
  id: number;
  accountId: string;
  remoteId: string;
  title: string;
  /** The first message is the first there is at the service. */
  historyComplete: boolean;
  letGoBefore: number | null;
  seen: boolean;
  readOnlyReason: string;
  pinnedAt: number | null;
  mutedUntil: number | null;
  archived: boolean;
  snoozedUntil: number | null;
  remindAt: number | null;
  labels: { name: string; hue: number }[];
}

export interface ExportedGap {
  afterOrder: number;
  beforeOrder: number;
  since: number;
  until: number;
}

export interface ExportedMessage extends Omit<Message, 'conversationId' | 'unread' | 'saved'> {
  remoteId: string;
  /** The outbox item it came from, of this computer or another one. */
  clientId: string | null;
  savedAt: number | null;
  /** Oldest first. */
  versions: MessageVersion[];
}

export interface ExportSource {
  accounts(scope: Scope): ExportedAccount[];
  conversationIds(scope: Scope): number[];
  /** Null once it is no longer there. */
  conversation(id: number): ExportedConversation | null;
  /** Oldest first. */
  gaps(id: number): ExportedGap[];
  countMessages(id: number): number;
  /** The next `limit` after a position, oldest first. */
  messages(id: number, after: Cursor, limit: number): ExportedMessage[];
}
