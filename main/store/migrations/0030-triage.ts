import type { Migration } from './migration.ts';

/** What the user decided about a conversation or a message: pins, mutes, the archive, snoozes, reminders, labels and saved messages. */
export const triage: Migration = {
  version: 30,
  name: 'triage',
  up(database) {
    database.exec(conversations);
    database.exec(places);
    database.exec(unread);
    database.exec(labels);
    database.exec(savedMessages);
  },
};

// muted_until: null is not muted, the last moment a clock can show is for good. snoozed_until and remind_at: null is none.
const conversations = `
  ALTER TABLE conversations ADD COLUMN pinned_at INTEGER;
  ALTER TABLE conversations ADD COLUMN muted_until INTEGER;
  ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
  ALTER TABLE conversations ADD COLUMN snoozed_until INTEGER;
  ALTER TABLE conversations ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (marked_unread IN (0, 1));
  ALTER TABLE conversations ADD COLUMN remind_at INTEGER;
`;

// Where a conversation stands in the list. All of it ascends, so that one comparison of rows continues a page: the newest has the least
// `recency`. A snooze goes before the archive; `setTriage` never leaves both.
const places = `
  ALTER TABLE conversations ADD COLUMN lane TEXT NOT NULL GENERATED ALWAYS AS
    (CASE WHEN snoozed_until IS NOT NULL THEN 'snoozed' WHEN archived = 1 THEN 'archive' ELSE 'inbox' END) VIRTUAL;
  ALTER TABLE conversations ADD COLUMN unpinned INTEGER NOT NULL GENERATED ALWAYS AS (pinned_at IS NULL) VIRTUAL;
  ALTER TABLE conversations ADD COLUMN recency INTEGER NOT NULL GENERATED ALWAYS AS (-coalesce(last_activity, 0)) VIRTUAL;
  ALTER TABLE conversations ADD COLUMN listed_title TEXT NOT NULL COLLATE NOCASE GENERATED ALWAYS AS (title) VIRTUAL;
  CREATE INDEX conversations_by_lane ON conversations (lane, unpinned, recency, listed_title, id, account_id);
  CREATE INDEX conversations_with_draft ON conversations (unpinned, recency, listed_title, id, account_id) WHERE draft <> '';

  CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE snoozed_until IS NOT NULL;
  CREATE INDEX conversations_muted ON conversations (muted_until) WHERE muted_until < 8640000000000000;
  CREATE INDEX conversations_reminded ON conversations (remind_at) WHERE remind_at IS NOT NULL;
`;

// Kept by whoever adds messages (queries/incoming.ts), a page at a time: a trigger makes SQLite ready to take back each row that is added, which
// is half as much work again. What changes or goes away the database counts itself. messages_unread_by_time: the entries of an index that are
// equal stand in the order of the row ids, so of the time.
const unread = `
  ALTER TABLE conversations ADD COLUMN unread_messages INTEGER NOT NULL DEFAULT 0;
  UPDATE conversations SET unread_messages = (SELECT count(*) FROM messages WHERE conversation_id = conversations.id AND unread = 1);
  CREATE INDEX conversations_unread ON conversations (lane, unpinned, recency, listed_title, id, account_id)
    WHERE unread_messages > 0 OR marked_unread = 1;

  CREATE INDEX messages_unread_by_time ON messages (unread) WHERE unread = 1;

  CREATE TRIGGER unread_message_changed AFTER UPDATE OF unread ON messages WHEN NEW.unread <> OLD.unread BEGIN
    UPDATE conversations SET unread_messages = unread_messages + NEW.unread - OLD.unread WHERE id = NEW.conversation_id;
  END;
  CREATE TRIGGER unread_message_removed AFTER DELETE ON messages WHEN OLD.unread = 1 BEGIN
    UPDATE conversations SET unread_messages = unread_messages - 1 WHERE id = OLD.conversation_id;
  END;
`;

// labels.id is never reused: a window that still shows a removed label must not put on another one.
const labels = `
  CREATE TABLE labels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    hue INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX labels_by_name ON labels (name COLLATE NOCASE);

  CREATE TABLE conversation_labels (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    label_id INTEGER NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, label_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX conversation_labels_by_label ON conversation_labels (label_id, conversation_id);
`;

const savedMessages = `
  CREATE TABLE saved_messages (
    message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    saved_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX saved_messages_by_time ON saved_messages (saved_at);
`;
