/** What the user can do with everything Parley holds: take it out, bring it back, and say how long it is kept. */
import { z } from 'zod';
import { keepDaysRange } from './keep-days.ts';

export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('account'), accountId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('conversation'), conversationId: z.int().positive() }),
]);
/** What an export holds. */
export type Scope = z.infer<typeof scopeSchema>;

export const exportFormatSchema = z.enum(['jsonl', 'markdown', 'html']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const keepDaysSchema = z.int().min(keepDaysRange.least).max(keepDaysRange.most).nullable();

/** The export or import that runs, or the last one until it is dismissed: an export that is not done also after a restart. */
export interface DataJob {
  kind: 'export' | 'import';
  /** Where it was started: the export's scope, or the account an import goes into; an import into all is `all`. */
  scope: Scope;
  /** `interrupted`: an earlier run of Parley ended before it was done. */
  state: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
  /** From 0 to 1. */
  part: number;
  /** What came of it, in plain words; empty while it runs. */
  sentence: string;
  /** It can go on where it stopped. */
  canContinue: boolean;
  /** There is something to be shown in the system's file manager. */
  hasFolder: boolean;
}

/** Sizes in bytes, as measured at one moment. */
export interface Sizes {
  measuredAt: number;
  /** The database, its write-ahead log left out, and how much of it is free for what comes next. */
  file: { bytes: number; freeBytes: number };
  accounts: { accountId: string; conversations: number; messages: number; textBytes: number; fileBytes: number }[];
  backups: { count: number; bytes: number; newestAt: number | null };
  /** Damaged databases that were kept aside. */
  setAside: { count: number; bytes: number };
}

export interface DataState {
  job: DataJob | null;
  measuring: boolean;
  /** Null until they were measured for the first time. */
  sizes: Sizes | null;
  /** How many days an account keeps its messages; those that keep everything are left out. */
  keepDays: Record<string, number>;
}

/** What a retention would remove now. */
export interface Outdated {
  messages: number;
  /** When the oldest of them was sent; null when there is none. */
  oldest: number | null;
}
