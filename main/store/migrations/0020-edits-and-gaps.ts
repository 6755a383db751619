import type { Migration } from './migration.ts';

/** Messages that change, gaps in a history, how far an account's list of changes was read, and edits and deletions in the outbox. */
export const editsAndGaps: Migration = {
  version: 20,
  name: 'edits and gaps',
  up(database) {
    database.exec(messages);
    database.exec(gaps);
    database.exec(columns);
    database.exec(outbox);
  },
};

// mine_stated: the service itself says whose the message is, so nothing learnt may overrule it. client_id: the outbox item it came from, of
// this computer or another one. details: what few messages have, as JSON (queries/details.ts); null when there is none of it.
const messages = `
  ALTER TABLE messages ADD COLUMN mine_stated INTEGER NOT NULL DEFAULT 0 CHECK (mine_stated IN (0, 1));
  ALTER TABLE messages ADD COLUMN client_id TEXT;
  ALTER TABLE messages ADD COLUMN edited_at INTEGER;
  ALTER TABLE messages ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));
  ALTER TABLE messages ADD COLUMN details TEXT;

  CREATE TABLE message_versions (
    message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, number)
  ) STRICT, WITHOUT ROWID;
`;

// gaps.id is never reused: a window that still shows a closed gap must not ask for another one.
const gaps = `
  CREATE TABLE gaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    after_order INTEGER NOT NULL,
    before_order INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    tried_at INTEGER
  ) STRICT;
  CREATE INDEX gaps_by_position ON gaps (conversation_id, before_order);
`;

// joined_order: the newest order that reading reached; all there is so far was read.
const columns = `
  ALTER TABLE conversations ADD COLUMN sign_in TEXT NOT NULL DEFAULT 'none' CHECK (sign_in IN ('none', 'needed', 'done'));
  ALTER TABLE conversations ADD COLUMN joined_order INTEGER;
  UPDATE conversations SET joined_order = (SELECT max(order_key) FROM messages WHERE conversation_id = conversations.id);
  ALTER TABLE accounts ADD COLUMN changes_cursor TEXT;
  ALTER TABLE accounts ADD COLUMN changes_began_at INTEGER;
  ALTER TABLE accounts ADD COLUMN changes_read_at INTEGER;
`;

// The indexes are for removing a conversation: each of its messages is looked for in both columns.
const outbox = `
  ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'send' CHECK (kind IN ('send', 'edit', 'delete'));
  ALTER TABLE outbox ADD COLUMN target_id INTEGER REFERENCES messages (id) ON DELETE CASCADE;
  ALTER TABLE outbox ADD COLUMN for_all INTEGER NOT NULL DEFAULT 0 CHECK (for_all IN (0, 1));
  ALTER TABLE outbox ADD COLUMN reply_to_id INTEGER REFERENCES messages (id) ON DELETE SET NULL;
  CREATE INDEX outbox_by_target ON outbox (target_id) WHERE target_id IS NOT NULL;
  CREATE INDEX outbox_by_reply ON outbox (reply_to_id) WHERE reply_to_id IS NOT NULL;
`;
