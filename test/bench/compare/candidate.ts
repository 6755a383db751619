/** A way to keep messages and find them again. */
import type { IncomingMessage } from '../../../main/store/contract.ts';

export interface Page {
  conversation: number;
  messages: IncomingMessage[];
}

/** A message as the ways without a database of their own hold it. */
export type Kept = IncomingMessage & { id: number; conversation: number };

export interface Candidate {
  /** Starts what would be running anyway: no part of what is timed. */
  prepare?(folder: string): Promise<void>;
  /** Leaves on the disk what `open` needs. */
  build(pages: Iterable<Page>, folder: string): Promise<void>;
  open(folder: string): Promise<Opened>;
}

export interface Opened {
  /** The newest messages of a conversation, by its number in the corpus. */
  newest(conversation: number, limit: number): Promise<unknown[]>;
  /** The newest messages that hold all these words. */
  search(words: readonly string[], limit: number): Promise<unknown[]>;
  /** Resolves once it is on the disk. */
  add(page: Page): Promise<void>;
  /** Of the process that does the work, MB, where that is not this one. */
  memory?(): number;
}
