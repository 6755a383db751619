import type { Migration } from './migration.ts';

/** What the user decided about a conversation or a message: pins, mutes, the archive, snoozes, reminders, labels and saved messages. */
export const triage: Migration = {
  version: 30,
  name: 'triage',
  up(database) {
    database.exec(conversations);
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
