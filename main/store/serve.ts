/** Carries out one call: a read as it is, a write in one transaction together with the account of what it changed. */
import type { Database } from 'better-sqlite3';
import { reads, writes } from './calls.ts';
import { ChangeSet } from './changes.ts';
import { lockWait } from './connections.ts';
import { asReader, asWriter, type ReaderDatabase, type WriterDatabase } from './database.ts';
import { asStorageError, systemCode } from './errors.ts';
import { upkeepOf } from './search/upkeep.ts';
import type { Answer, CallName, ReadName, WriteName } from './protocol.ts';

/** After these, deleted words also leave the write-ahead log. */
const removals: readonly CallName[] = ['removeAccount', 'removeRehearsalAccounts', 'removeConversation', 'giveBackPages'];

// The argument was typed where the call was made (protocol.ts); between the threads it is only passed on.
type Read = (db: ReaderDatabase, argument: unknown) => unknown;
type Write = (db: WriterDatabase, changes: ChangeSet, argument: unknown) => unknown;

export function createServer(connections: { writer: Database; reader: Database }): (name: CallName, argument: unknown) => Answer {
  const reader = asReader(connections.reader);
  const writer = asWriter(connections.writer);
  const index = upkeepOf(writer);

  return (name, argument) => {
    try {
      if (isRead(name)) return { ok: true, value: (reads[name] as Read)(reader, argument), changes: [] };
      const answer = write(name, argument);
      if (removals.includes(name)) emptyLog(connections.writer);
      return answer;
    } catch (error) {
      index.afterFailure();
      const { code, message: sentence, detail } = asStorageError(error);
      return { ok: false, code, sentence, detail };
    }
  };

  function write(name: WriteName, argument: unknown): Answer {
    return writer.transaction(() => {
      const changes = new ChangeSet();
      const value = (writes[name] as Write)(writer, changes, argument);
      const changed = changes.read(writer);
      index.afterWrite(changed, changes.addedMessages);
      return { ok: true, value, changes: changed };
    });
  }
}

function isRead(name: CallName): name is ReadName {
  return Object.hasOwn(reads, name);
}

/**
 * The removal itself is done by then: a log that cannot be emptied now (a full disk, a long read in another thread) is emptied by a later
 * checkpoint. No call waits for that reader.
 */
function emptyLog(connection: Database): void {
  try {
    connection.pragma('busy_timeout = 0');
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (systemCode(error) === '') throw error;
  } finally {
    connection.pragma(`busy_timeout = ${lockWait}`);
  }
}
