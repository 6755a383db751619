/** What an export looks like: texts for its parts, from facts alone. Where they go is not a format's business. */
import type { Mark, Plan, Previous } from '../journal.ts';
import type { ExportedAccount, ExportedConversation, ExportedGap, ExportedMessage } from '../source.ts';

export interface ConversationFacts {
  conversation: ExportedConversation;
  account: ExportedAccount;
  gaps: ExportedGap[];
}

export interface ExportFacts {
  accounts: ExportedAccount[];
  plan: Plan;
  /** "Parley 0.1.0". */
  writtenBy: string;
}

export interface IndexEntry {
  path: string;
  account: ExportedAccount;
  title: string;
  mark: Mark;
}

export interface Format {
  /** Without its dot. */
  extension: string;
  /** All conversations in one file of this name; null: each in its own. */
  together: string | null;
  /** Before everything, where all is in one file. */
  begin(facts: ExportFacts): string;
  conversation(facts: ConversationFacts): string;
  /** `previous`: the message before it in its conversation. */
  message(message: ExportedMessage, previous: Previous | null, facts: ConversationFacts): string;
  conversationEnd(messages: number): string;
  /** After everything, where all is in one file. */
  end(totals: { conversations: number; messages: number }): string;
  /** A page that leads to all others, with its file name; null where there is none. */
  index: { name: string; of(facts: ExportFacts, entries: IndexEntry[]): string } | null;
}

/** Those between a message and the one before it. */
export function gapsBefore(message: ExportedMessage, previous: Previous | null, gaps: readonly ExportedGap[]): ExportedGap[] {
  return gaps.filter(({ beforeOrder }) => beforeOrder <= message.order && (previous === null || beforeOrder > previous.order));
}

export function toPrevious({ order, id, sentAt, authorId }: ExportedMessage): Previous {
  return { order, id, sentAt, authorId };
}
