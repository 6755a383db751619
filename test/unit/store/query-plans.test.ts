/** Every query the inbox waits for is answered from an index, asked of SQLite's own planner. */
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { sql as authors } from '../../../main/store/queries/authors.ts';
import { sql as conversationWrites } from '../../../main/store/queries/conversation-writes.ts';
import { sql as conversations } from '../../../main/store/queries/conversations.ts';
import { sql as incoming } from '../../../main/store/queries/incoming.ts';
import { sql as ingest } from '../../../main/store/queries/ingest.ts';
import { sql as messageIds } from '../../../main/store/queries/message-ids.ts';
import { sql as messages } from '../../../main/store/queries/messages.ts';
import { sql as outboxWrites } from '../../../main/store/queries/outbox-writes.ts';
import { sql as outbox } from '../../../main/store/queries/outbox.ts';
import { sql as ownMessages } from '../../../main/store/queries/own-messages.ts';
import { sql as readPosition } from '../../../main/store/queries/read-position.ts';
import { sql as unread } from '../../../main/store/queries/unread.ts';
import { base } from './sample.ts';
import { temporaryFolder } from './temporary-store.ts';

function openEmpty(): Database {
  const { writer, reader } = openDatabase({ file: join(temporaryFolder(), 'parley.db'), migrations, now: base });
  onTestFinished(() => void [reader.close(), writer.close()]);
  return writer;
}

function plan(database: Database, statement: string): string[] {
  // The planner does not look at values.
  const named = Object.fromEntries([...statement.matchAll(/:(\w+)/g)].map(([, name]) => [name, 1]));
  const values = statement.includes('?') ? Array.from(statement.matchAll(/\?/g), () => 1) : [named];
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all(...values);
  return rows.map((row) => row.detail);
}

const areas = {
  authors,
  conversationWrites,
  conversations,
  incoming,
  ingest,
  messageIds,
  messages,
  outbox,
  outboxWrites,
  ownMessages,
  readPosition,
  unread,
};
const all = Object.entries(areas).flatMap(([area, statements]) =>
  Object.entries(statements as Record<string, string>).map(([name, statement]) => [`${area}.${name}`, statement] as const),
);

describe('the plan of', () => {
  it.each(all)('%s reads no table from end to end and sorts nothing', (name, statement) => {
    for (const step of plan(openEmpty(), statement)) {
      expect(step, name).not.toContain('TEMP B-TREE');
      // The whole list is wanted in one case, in the order of its index; elsewhere only small, purpose-made indexes may be walked.
      if (/\bSCAN\b/.test(step))
        expect(step).toMatch(
          /USING (COVERING )?INDEX (conversations_by_activity|messages_unread|outbox_unfinished|outbox_open)|CONSTANT ROW|json_each VIRTUAL TABLE/,
        );
    }
  });

  it.each([
    ['the conversation list', conversations.all, ['conversations_by_activity', 'messages_unread']],
    ['the newest page', messages.newest, ['messages_by_position (conversation_id=?)']],
    ['a page before a position', messages.before, ['messages_by_position (conversation_id=? AND order_key<?)']],
    ['the unread total', unread.total, ['messages_unread']],
    ['the unfinished outbox', outbox.unfinished, ['outbox_unfinished']],
    ['a conversation’s outbox', outbox.open, ['outbox_open']],
    ['a known message', incoming.known, ['(conversation_id=? AND remote_id=?)']],
    ['what sync asks', conversations.sync, ['messages_by_position (conversation_id=?)']],
  ])('%s uses the index made for it', (_name, statement, expected) => {
    const steps = plan(openEmpty(), statement).join('\n');
    for (const part of expected) expect(steps).toContain(part);
  });
});
