import type { Migration } from './migration.ts';

/**
 * Message ids were milliseconds × 4096 and a running number; now they are the millisecond, or the next free one (queries/message-ids.ts), and
 * the time of a message is not kept once more beside its id.
 */
export const shorterMessageIds: Migration = {
  version: 25,
  name: 'shorter message ids',
  up(database) {
    database.exec(newIds);
    for (const [table, column] of places) database.exec(renumber(table, column));
    database.exec('DROP TABLE new_ids');
    database.exec(times);
  },
};

// Where several messages are of one time, each is at least one after the one before it.
const newIds = `
  CREATE TABLE new_ids (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT;
  INSERT INTO new_ids (old, new)
    SELECT id, place + max(max(sent_at, 1) - place) OVER (ORDER BY place)
    FROM (SELECT id, sent_at, row_number() OVER (ORDER BY sent_at, id) AS place FROM messages);
`;

// An id tells the time of its message: what is kept is by how many milliseconds others pushed it on, which is hardly ever any.
const times = `
  ALTER TABLE messages ADD COLUMN pushed_by INTEGER NOT NULL DEFAULT 0;
  UPDATE messages SET pushed_by = id - sent_at WHERE id <> sent_at;
  ALTER TABLE messages DROP COLUMN sent_at;
  ALTER TABLE messages ADD COLUMN sent_at INTEGER NOT NULL GENERATED ALWAYS AS (id - pushed_by) VIRTUAL;
`;

const places = [
  ['messages', 'id'],
  ['message_versions', 'message_id'],
  ['outbox', 'message_id'],
  ['outbox', 'target_id'],
  ['outbox', 'reply_to_id'],
  ['conversations', 'last_message_id'],
] as const;

/** By way of negative numbers: a new id may be the old one of a message whose turn has not come. */
function renumber(table: string, column: string): string {
  return `
    UPDATE ${table} SET ${column} = -(SELECT new FROM new_ids WHERE old = ${column}) WHERE ${column} IS NOT NULL;
    UPDATE ${table} SET ${column} = -${column} WHERE ${column} IS NOT NULL;
  `;
}
