/** Every query the inbox waits for is answered from an index, asked of SQLite's own planner. */
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/open-database.ts';
import { sql as authors } from '../../../main/store/queries/authors.ts';
import { sql as caughtUp } from '../../../main/store/queries/caught-up.ts';
import { sql as conversationWrites } from '../../../main/store/queries/conversation-writes.ts';
import { sql as conversationPages } from '../../../main/store/queries/conversation-pages.ts';
import { sql as conversations } from '../../../main/store/queries/conversations.ts';
import { sql as deletions } from '../../../main/store/queries/deletions.ts';
import { sql as enqueue } from '../../../main/store/queries/enqueue.ts';
import { sql as exports } from '../../../main/store/queries/export.ts';
import { sql as gaps } from '../../../main/store/queries/gaps.ts';
import { sql as incoming } from '../../../main/store/queries/incoming.ts';
import { sql as ingest } from '../../../main/store/queries/ingest.ts';
import { sql as known } from '../../../main/store/queries/known.ts';
import { sql as labels } from '../../../main/store/queries/labels.ts';
import { sql as listedChanges } from '../../../main/store/queries/listed-changes.ts';
import { sql as listing } from '../../../main/store/queries/listing.ts';
import { sql as messageIds } from '../../../main/store/queries/message-ids.ts';
import { sql as messagePages } from '../../../main/store/queries/message-pages.ts';
import { sql as messages } from '../../../main/store/queries/messages.ts';
import { sql as openItems } from '../../../main/store/queries/open-items.ts';
import { sql as outboxWrites } from '../../../main/store/queries/outbox-writes.ts';
import { sql as outbox } from '../../../main/store/queries/outbox.ts';
import { sql as ownChanges } from '../../../main/store/queries/own-changes.ts';
import { sql as ownMessages } from '../../../main/store/queries/own-messages.ts';
import { sql as readPosition } from '../../../main/store/queries/read-position.ts';
import { sql as savedMessages } from '../../../main/store/queries/saved-messages.ts';
import { sql as triageDue } from '../../../main/store/queries/triage-due.ts';
import { sql as triage } from '../../../main/store/queries/triage.ts';
import { sql as removeMessages } from '../../../main/store/queries/remove-messages.ts';
import { sql as restore } from '../../../main/store/queries/restore.ts';
import { sql as restoreMessages } from '../../../main/store/queries/restore-messages.ts';
import { sql as retention } from '../../../main/store/queries/retention.ts';
import { sql as settle } from '../../../main/store/queries/settle.ts';
import { sql as sizes } from '../../../main/store/queries/sizes.ts';
import { sql as unread } from '../../../main/store/queries/unread.ts';
import { sql as candidates } from '../../../main/store/search/candidates.ts';
import { sql as pending } from '../../../main/store/search/pending.ts';
import { sql as running } from '../../../main/store/search/run.ts';
import { sql as surroundings } from '../../../main/store/search/surroundings.ts';
import { sql as unsent } from '../../../main/store/search/unsent.ts';
import { sql as upkeep } from '../../../main/store/search/upkeep.ts';
import { sql as vocabulary } from '../../../main/store/search/vocabulary.ts';
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
  caughtUp,
  conversationPages,
  conversationWrites,
  conversations,
  deletions,
  enqueue,
  exports,
  gaps,
  incoming,
  ingest,
  known,
  labels,
  listedChanges,
  listing,
  messageIds,
  messagePages,
  messages,
  openItems,
  outbox,
  outboxWrites,
  ownChanges,
  ownMessages,
  readPosition,
  savedMessages,
  triage,
  triageDue,
  removeMessages,
  restore,
  restoreMessages,
  retention,
  settle,
  sizes,
  unread,
};
const searching = { candidates, pending, running, surroundings, unsent, upkeep, vocabulary };
const all = Object.entries(areas).flatMap(([area, statements]) =>
  Object.entries(statements as Record<string, string>).map(([name, statement]) => [`${area}.${name}`, statement] as const),
);

const everySearch = Object.entries(searching).flatMap(([area, statements]) =>
  Object.entries(statements as Record<string, string>).map(([name, statement]) => [`${area}.${name}`, statement] as const),
);

describe('the plan of', () => {
  // The index itself, lists of ids, and what is few and wanted whole: the names of things, the single row of the index’s state, what waits for
  // the index (newest first, a bounded number). `upkeep.all` begins the index anew; `upkeep.parts` counts pages, at most once a minute.
  it.each(everySearch)('searching with %s walks through nothing large and sorts nothing', (name, statement) => {
    for (const step of plan(openEmpty(), statement)) {
      expect(step, name).not.toContain('TEMP B-TREE');
      if (/\bSCAN\b/.test(step) && name !== 'upkeep.all' && name !== 'upkeep.parts')
        expect(step).toMatch(
          /SCAN (i|message_index|json_each) VIRTUAL TABLE|CONSTANT ROW|SCAN (conversations|accounts|x|index_state|p)$|(accounts_again|messages_unread|conversations_unread|outbox_open|conversation_labels_by_label)$/,
        );
    }
  });

  it.each(all)('%s reads no table from end to end and sorts nothing', (name, statement) => {
    for (const step of plan(openEmpty(), statement)) {
      expect(step, name).not.toContain('TEMP B-TREE');
      // The whole list is wanted in one case, in the order of its index; elsewhere only small, purpose-made indexes may be walked.
      if (/\bSCAN\b/.test(step))
        expect(step).toMatch(
          /USING (COVERING )?INDEX (conversations_by_activity|labels_by_name|outbox_unfinished|outbox_open|outbox_again)|CONSTANT ROW|json_each VIRTUAL TABLE/,
        );
    }
  });

  it.each([
    ['the conversation list', conversations.all, ['conversations_by_activity', 'gaps_by_position (conversation_id=?)']],
    ['a page of a lane', conversationPages.lane, ['conversations_by_lane (lane=? AND (unpinned,recency,listed_title)>(?,?,?))']],
    ['its unread ones', conversationPages.laneUnread, ['conversations_unread (lane=? AND (unpinned,recency,listed_title)>(?,?,?))']],
    ['a page of drafts', conversationPages.drafts, ['conversations_with_draft ((unpinned,recency,listed_title)>(?,?,?))']],
    ['its unread ones', conversationPages.draftsUnread, ['conversations_with_draft ((unpinned,recency,listed_title)>(?,?,?))']],
    ['the conversations of a label', labels.conversations, ['conversation_labels_by_label (label_id=?)']],
    ['the saved messages', savedMessages.page, ['saved_messages_by_time (saved_at<?)']],
    ['the reminders that are due', triageDue.reminded, ['conversations_reminded (remind_at<?)']],
    ['the snoozes that are due', triageDue.endSnoozes, ['conversations_snoozed (snoozed_until<?)']],
    ['the mutes that are due', triageDue.endMutes, ['conversations_muted (muted_until<?)']],
    ['the next mute', triageDue.nextMute, ['conversations_muted']],
    ['the unread total', unread.total, ['conversations_unread (lane=?)']],
    ['the newest page', messagePages.newest, ['messages_by_position (conversation_id=?)']],
    ['a page before a position', messagePages.before, ['messages_by_position (conversation_id=? AND order_key<?)']],
    ['a page after a position', messagePages.after, ['messages_by_position (conversation_id=? AND order_key>?)']],
    ['a page from a position on', messagePages.since, ['messages_by_position (conversation_id=? AND order_key>?)']],
    ['a position by its id', messagePages.positionOf, ['INTEGER PRIMARY KEY (rowid=?)']],
    ['the first position of a moment', messagePages.firstPosition, ['messages_by_position (conversation_id=? AND order_key>?)']],
    ['the last position of an order', messagePages.lastPosition, ['messages_by_position (conversation_id=? AND order_key<?)']],
    ['the gap before an order', gaps.before, ['gaps_by_position (conversation_id=? AND before_order<?)']],
    ['the unfinished outbox', outbox.unfinished, ['outbox_unfinished']],
    ['a conversation’s outbox', outbox.open, ['outbox_open']],
    ['a known message', incoming.known, ['(conversation_id=? AND remote_id=?)']],
    ['what a provider is told', known.newest, ['messages_by_position (conversation_id=?)']],
    ['a stretch that is whole', deletions.between, ['messages_by_position (conversation_id=? AND order_key>? AND order_key<?)']],
    ['the gaps of a page', gaps.touching, ['gaps_by_position (conversation_id=? AND before_order>?)']],
    ['what waits for a message', enqueue.waiting, ['outbox_by_target (target_id=?)']],
    ['the listed conversations', listing.stored, ['(account_id=?)']],
    ['earlier texts', messages.versions, ['(message_id=?)']],
    ['removing a message’s outbox items', `DELETE FROM outbox WHERE target_id = ?`, ['outbox_by_target']],
    ['removing a message from replies', `UPDATE outbox SET reply_to_id = NULL WHERE reply_to_id = ?`, ['outbox_by_reply']],
    ['an export’s next messages', exports.messages, ['messages_by_position (conversation_id=? AND order_key>?)']],
    ['what an account no longer keeps', retention.page, ['messages_by_position (conversation_id=? AND order_key>?)']],
    ['what sync asks', conversations.sync, ['messages_by_position (conversation_id=?)']],
  ])('%s uses the index made for it', (_name, statement, expected) => {
    const steps = plan(openEmpty(), statement).join('\n');
    for (const part of expected) expect(steps).toContain(part);
  });
});
