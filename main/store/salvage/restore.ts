/** A database from a backup alone, or from nothing. */
import type { Database } from 'better-sqlite3';
import { migrate, type MigrateOptions } from '../migrate.ts';
import { count, type Salvaged } from './figures.ts';
import { doubtOutbox } from './outbox.ts';

/** `target` is a copy of a backup, or empty; afterwards of the newest schema. */
export function restore(target: Database, isBackup: boolean, options: MigrateOptions): Salvaged {
  if (isBackup) doubtOutbox(target);
  migrate(target, options);
  const messages = count(target, 'messages');
  return {
    messages: { kept: messages, fromBackup: messages, lost: 0, exact: false },
    drafts: { kept: count(target, 'drafts'), all: false },
    unsent: { kept: count(target, 'unsent'), all: false },
    backupWasUsed: isBackup,
  };
}
