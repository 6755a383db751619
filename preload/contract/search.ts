/** Searching everything Parley holds: what is asked, and what comes back. */
import { z } from 'zod';
import type { Message } from './domain.ts';

export const searchOrderSchema = z.enum(['newest', 'best']);
export type SearchOrder = z.infer<typeof searchOrderSchema>;

export const searchSchema = z.object({
  /**
   * As typed: words, prefixes, `"phrases"`, and operators, each negatable with a leading `-`:
   * `from: in: account: service: before: after: on: is:(unread|sent|failed|pinned|saved|mention) has:(link|edit) label:`.
   * Anything is a query: what makes no sense is left out and said so in `ignored`.
   */
  query: z.string().max(2000),
  order: searchOrderSchema,
  /** Where the last page stopped (`SearchPage.next`); null for the first page. */
  continueAt: z.string().max(200).nullable(),
  limit: z.int().min(1).max(200),
});
export type Search = z.infer<typeof searchSchema>;

/** A stretch of a text, in UTF-16 code units: `from` inclusive, `to` exclusive. */
export interface TextRange {
  from: number;
  to: number;
}

export interface SearchHit {
  message: Message;
  /** What of `message.text` was searched for, ascending, without overlaps. */
  inText: TextRange[];
  /** The same of `message.authorName`. */
  inAuthor: TextRange[];
}

/** A part of the query that could not be followed. */
export interface IgnoredPart {
  /** As typed. */
  text: string;
  /** Why, in plain words. */
  reason: string;
}

export interface SearchPage {
  hits: SearchHit[];
  /** `is:failed` asks about what was never delivered: items of the outbox by id, newest first; only on the first page. */
  unsent: string[];
  ignored: IgnoredPart[];
  /** Older messages are still being added to the index: some of them may be missing here. */
  indexing: boolean;
  /** Null when there is no more. */
  next: string | null;
}

/** How many there are in all; `more` when counting was ended at `count`. */
export interface SearchCount {
  count: number;
  more: boolean;
}
