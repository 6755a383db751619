/**
 * How far an export is: one line for its plan, then one for each point up to which everything is on the disk. Lines are only added, so a kill
 * leaves at most a torn last one, which does not count.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat, Scope } from '../../preload/contract/data.ts';

export const journalName = 'unfinished-export.jsonl';

export interface Plan {
  version: 1;
  scope: Scope;
  format: ExportFormat;
  startedAt: number;
  /** Conversations in the order in which they are written; paths are relative to the folder, with forward slashes. */
  pieces: { conversationId: number; path: string }[];
}

/** The last message written, as far as the next one is shown differently after it. */
export interface Previous {
  order: number;
  id: number;
  sentAt: number;
  authorId: string;
}

/** Up to `previous` inclusive, piece number `piece` is on the disk. */
export interface Mark {
  piece: number;
  done: boolean;
  /** Length of the file being written. */
  bytes: number;
  /** Of this piece. */
  messages: number;
  firstAt: number | null;
  previous: Previous | null;
}

export interface Journal {
  plan: Plan;
  marks: Mark[];
}

/** Null when there is none, or none that can be understood. */
export function readJournal(folder: string): Journal | null {
  try {
    const lines = readFileSync(join(folder, journalName), 'utf8').split('\n').slice(0, -1);
    const [plan, ...marks] = lines.map((line) => JSON.parse(line) as unknown);
    return (plan as Plan | undefined)?.version === 1 ? { plan: plan as Plan, marks: marks as Mark[] } : null;
  } catch {
    return null;
  }
}

export function beginJournal(folder: string, plan: Plan): void {
  writeFileSync(join(folder, journalName), `${JSON.stringify(plan)}\n`, { flag: 'wx' });
}

export function addMarks(folder: string, marks: readonly Mark[]): void {
  appendFileSync(join(folder, journalName), marks.map((mark) => `${JSON.stringify(mark)}\n`).join(''));
}
