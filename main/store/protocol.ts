/** What main and the store's worker say to each other. Answers come in the order of the requests. */
import type { Change } from '../../preload/contract/changes.ts';
import type { OpenOutcome, StoreReader, StoreUnusable, StoreWriter } from './contract.ts';
import type { StorageCode } from './errors.ts';

export type ReadName = keyof StoreReader;
export type WriteName = keyof StoreWriter;
export type CallName = ReadName | WriteName;

/** Names at run time; the compiler sees to it that none is missing. */
const callNames: Record<CallName, true> = {
  readAccounts: true,
  readConversations: true,
  readConversation: true,
  readSyncConversations: true,
  readMessagePage: true,
  readKnown: true,
  readMessage: true,
  readMessageVersions: true,
  readGap: true,
  readChangesCursor: true,
  readOutboxItem: true,
  readUnfinishedOutbox: true,
  readStuckOutbox: true,
  readUnreadTotal: true,
  readSettings: true,
  readConversationPage: true,
  readLabels: true,
  readSavedMessages: true,
  readKeepDays: true,
  addAccount: true,
  updateAccount: true,
  removeAccount: true,
  removeRehearsalAccounts: true,
  addConversation: true,
  saveListing: true,
  removeConversation: true,
  setConversationTrouble: true,
  setConversationReadOnly: true,
  markRead: true,
  saveDraft: true,
  ingest: true,
  ingestChanges: true,
  noteGapTried: true,
  enqueue: true,
  beginAttempt: true,
  settle: true,
  editOutboxText: true,
  discardOutbox: true,
  saveSettings: true,
  setTriage: true,
  endDue: true,
  addLabel: true,
  updateLabel: true,
  removeLabel: true,
  setLabel: true,
  setSaved: true,
  setRetention: true,
  advanceRetention: true,
  letGo: true,
  giveBackPages: true,
  restoreAccount: true,
  restoreConversation: true,
  restoreMessages: true,
  tidyIndex: true,
  renewIndex: true,
};
export const allCalls = Object.keys(callNames) as CallName[];

/** What the worker is started with. */
export interface WorkerStart {
  role: 'store';
  file: string;
  /** Stamps the names of backups and files kept aside. */
  now: number;
}

/** Every call of the store takes one argument or none. */
export type Request = { type: 'call'; id: number; name: CallName; argument: unknown } | { type: 'close' };

export type Answer = { ok: true; value: unknown; changes: Change[] } | { ok: false; code: StorageCode; sentence: string; detail: string };

export type Reply =
  | { type: 'opened'; outcome: OpenOutcome }
  | { type: 'unusable'; reason: StoreUnusable['reason']; sentence: string; detail: string }
  | { type: 'answer'; id: number; milliseconds: number; answer: Answer }
  | { type: 'closed' };
