/** Every call of the contract with the query that answers it. Reads are handed the connection that cannot write. */
import type { ChangeSet } from './changes.ts';
import type { StoreReader, StoreWriter } from './contract.ts';
import type { ReaderDatabase, WriterDatabase } from './database.ts';
import { addAccount, readAccounts, removeAccount, removeRehearsalAccounts, updateAccount } from './queries/accounts.ts';
import {
  addConversation,
  markRead,
  removeConversation,
  saveDraft,
  setConversationReadOnly,
  setConversationTrouble,
} from './queries/conversation-writes.ts';
import { readConversationPage } from './queries/conversation-pages.ts';
import { findConversation, readConversations, readSyncConversations } from './queries/conversations.ts';
import { enqueue } from './queries/enqueue.ts';
import { giveBackPages } from './queries/free-pages.ts';
import { findGap, noteGapTried } from './queries/gaps.ts';
import { ingest } from './queries/ingest.ts';
import { readKnown } from './queries/known.ts';
import { addLabel, readLabels, removeLabel, setLabel, updateLabel } from './queries/labels.ts';
import { ingestChanges, readChangesCursor } from './queries/listed-changes.ts';
import { saveListing } from './queries/listing.ts';
import { readMessagePage } from './queries/message-pages.ts';
import { readMessage, readMessageVersions } from './queries/messages.ts';
import { beginAttempt, discardOutbox, editOutboxText } from './queries/outbox-writes.ts';
import { findOutboxItem, readStuckOutbox, readUnfinishedOutbox } from './queries/outbox.ts';
import { readSavedMessages, setSaved } from './queries/saved-messages.ts';
import { restoreAccount, restoreConversation } from './queries/restore.ts';
import { restoreMessages } from './queries/restore-messages.ts';
import { advanceRetention, letGo, readKeepDays, setRetention } from './queries/retention.ts';
import { settle } from './queries/settle.ts';
import { readSettings, saveSettings } from './queries/settings.ts';
import { endDue } from './queries/triage-due.ts';
import { setTriage } from './queries/triage.ts';
import { renewIndex, tidyIndex } from './search/upkeep.ts';
import { readUnreadTotal } from './queries/unread.ts';

type Reads = {
  [Name in keyof StoreReader]: (db: ReaderDatabase, ...argument: Parameters<StoreReader[Name]>) => ReturnType<StoreReader[Name]>;
};
type Writes = {
  [Name in keyof StoreWriter]: (
    db: WriterDatabase,
    changes: ChangeSet,
    ...argument: Parameters<StoreWriter[Name]>
  ) => ReturnType<StoreWriter[Name]>;
};

export const reads: Reads = {
  readAccounts,
  readConversations,
  readConversation: findConversation,
  readSyncConversations,
  readMessagePage,
  readKnown,
  readMessage,
  readMessageVersions,
  readGap: findGap,
  readChangesCursor,
  readOutboxItem: findOutboxItem,
  readUnfinishedOutbox,
  readStuckOutbox,
  readUnreadTotal,
  readSettings,
  readConversationPage,
  readLabels,
  readSavedMessages,
  readKeepDays,
};

export const writes: Writes = {
  addAccount,
  updateAccount,
  removeAccount,
  removeRehearsalAccounts,
  addConversation,
  saveListing,
  removeConversation,
  setConversationTrouble,
  setConversationReadOnly,
  markRead,
  saveDraft,
  ingest,
  ingestChanges,
  noteGapTried,
  enqueue,
  beginAttempt,
  settle,
  editOutboxText,
  discardOutbox,
  saveSettings,
  setTriage,
  endDue,
  addLabel,
  updateLabel,
  removeLabel,
  setLabel,
  setSaved,
  setRetention,
  advanceRetention,
  letGo,
  giveBackPages,
  restoreAccount,
  restoreConversation,
  restoreMessages,
  tidyIndex,
  renewIndex,
};
