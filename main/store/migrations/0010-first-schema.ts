import type { Migration } from './migration.ts';

/** Accounts, their conversations and messages, the outbox with every attempt, and settings. */
export const firstSchema: Migration = {
  version: 10,
  name: 'first schema',
  up(database) {
    database.exec(accounts);
    database.exec(messages);
    database.exec(outbox);
    database.exec(settings);
  },
};

// conversations.id is never reused: a notification of a removed conversation must not open another one.
// An author whose name changed is two rows: old messages keep the name they were sent under.
const accounts = `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    hue INTEGER NOT NULL,
    settings TEXT NOT NULL,
    keep TEXT NOT NULL CHECK (keep IN ('keychain', 'run', 'rehearsal')),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    created_at INTEGER NOT NULL,
    own_author_id TEXT
  ) STRICT;

  CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (account_id, remote_id, name)
  ) STRICT;

  CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    title TEXT NOT NULL,
    caught_up_at INTEGER,
    history_complete INTEGER NOT NULL DEFAULT 0 CHECK (history_complete IN (0, 1)),
    seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
    read_order INTEGER,
    last_message_id INTEGER,
    last_activity INTEGER,
    read_only_reason TEXT NOT NULL DEFAULT '',
    trouble TEXT NOT NULL DEFAULT '',
    draft TEXT NOT NULL DEFAULT '',
    UNIQUE (account_id, remote_id)
  ) STRICT;
  CREATE INDEX conversations_by_activity ON conversations (last_activity DESC, title COLLATE NOCASE);
`;

// messages.id is made from the time (queries/message-ids.ts): row-id order is order of time.
const messages = `
  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    text TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    order_key INTEGER NOT NULL,
    mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
    unread INTEGER NOT NULL CHECK (unread IN (0, 1)),
    UNIQUE (conversation_id, remote_id)
  ) STRICT;
  CREATE INDEX messages_by_position ON messages (conversation_id, order_key);
  CREATE INDEX messages_by_author ON messages (author_id);
  CREATE INDEX messages_unread ON messages (conversation_id) WHERE unread = 1;
`;

// outbox.sequence is the order of writing: clocks jump, and messages of one conversation leave in order.
// anchor_order is the newest order known when the first attempt began: the message this item became is newer.
const outbox = `
  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    rendered_text TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'failed', 'unknown')),
    created_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    next_attempt_at INTEGER,
    anchor_order INTEGER,
    message_id INTEGER UNIQUE REFERENCES messages (id) ON DELETE SET NULL
  ) STRICT;
  CREATE INDEX outbox_by_conversation ON outbox (conversation_id);
  CREATE INDEX outbox_open ON outbox (conversation_id) WHERE state <> 'confirmed';
  CREATE INDEX outbox_unfinished ON outbox (sequence) WHERE state <> 'confirmed' AND state <> 'failed';

  CREATE TABLE outbox_attempts (
    sequence INTEGER NOT NULL REFERENCES outbox (sequence) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    outcome TEXT CHECK (outcome IN ('accepted', 'not-delivered', 'unknown', 'interrupted')),
    reason TEXT NOT NULL,
    PRIMARY KEY (sequence, number)
  ) STRICT, WITHOUT ROWID;
`;

const settings = `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
