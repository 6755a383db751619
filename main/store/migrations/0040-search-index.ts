import type { Migration } from './migration.ts';

/** The index of all words. Messages that are there already wait in `index_pending` and are added piece by piece while Parley runs. */
export const searchIndex: Migration = {
  version: 40,
  name: 'search index',
  up(database) {
    database.exec(index);
    database.exec(upkeep);
    database.exec(triggers);
    for (const [name, event] of Object.entries(renames)) database.exec(noteRename(name, event));
    database.exec('INSERT INTO index_pending (message_id) SELECT id FROM messages');
  },
};

// Row ids are those of messages, so that newest first is the order of the index. What stands in it is made by search/entry.ts; the tokenizer
// only splits at spaces and knows ASCII, so nothing depends on the letters that SQLite's own Unicode tables know.
const index = `
  CREATE VIRTUAL TABLE message_index USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
`;

// index_words: every word of the index once, to be searched for parts of words. Never reused ids: a reader asks for those after the last one
// it has seen. index_pending: messages of which the index does not know, or not as they are. index_state: removals = messages were removed,
// and their words are still to be cleared out of merged parts of the index.
const upkeep = `
  CREATE TABLE index_words (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    word TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE index_pending (message_id INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE index_state (
    unicode TEXT NOT NULL,
    removals INTEGER NOT NULL CHECK (removals IN (0, 1)),
    names INTEGER NOT NULL
  ) STRICT;
  INSERT INTO index_state (unicode, removals, names) VALUES ('', 0, 0);
`;

// Whoever changes or removes messages, and however: the index hears of it in the same transaction. A write that adds some says so itself
// (search/upkeep.ts).
const triggers = `
  CREATE TRIGGER message_changed AFTER UPDATE OF text, author_id, mine, edited_at ON messages
    WHEN new.text <> old.text OR new.author_id <> old.author_id OR new.mine <> old.mine OR (new.edited_at IS NULL) <> (old.edited_at IS NULL)
  BEGIN
    INSERT INTO index_pending (message_id) VALUES (new.id) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN
    DELETE FROM message_index WHERE rowid = old.id;
    DELETE FROM index_pending WHERE message_id = old.id;
    UPDATE index_state SET removals = 1 WHERE removals = 0;
  END;
`;

// Whatever changes what conversations, labels, accounts and we ourselves are called, or what is pinned: a search reads all of it anew
// (search/surroundings.ts). Arriving messages set none of these columns; only a new author is looked at, for it may be us under a new name.
const isOurs = `EXISTS (SELECT 1 FROM accounts WHERE id = NEW.account_id AND own_author_id = NEW.remote_id)`;
const renames = {
  conversation_added: `INSERT ON conversations`,
  conversation_renamed: `UPDATE OF title, account_id, pinned_at ON conversations`,
  conversation_removed: `DELETE ON conversations`,
  label_renamed: `UPDATE OF name ON labels`,
  label_put_on: `INSERT ON conversation_labels`,
  label_moved: `UPDATE ON conversation_labels`,
  label_taken_off: `DELETE ON conversation_labels`,
  account_added: `INSERT ON accounts`,
  account_renamed: `UPDATE OF name, kind, own_author_id ON accounts`,
  account_removed: `DELETE ON accounts`,
  own_name_added: `INSERT ON authors WHEN ${isOurs}`,
  author_renamed: `UPDATE ON authors`,
  author_removed: `DELETE ON authors`,
};

function noteRename(name: string, event: string): string {
  return `CREATE TRIGGER ${name} AFTER ${event} BEGIN UPDATE index_state SET names = names + 1; END`;
}
