/** Makes a salvaged database one whose rows all refer to something. */
import type { Database } from 'better-sqlite3';
import { quote } from './fill.ts';

/**
 * Messages whose author or conversation is gone keep both by a stand-in: the text is what matters. The next read at the service puts the
 * author right; the conversation stays beside the one the service lists.
 */
const standIns = [
  `INSERT OR IGNORE INTO conversations (id, account_id, remote_id, title)
   SELECT m.conversation_id, a.account_id, 'recovered-' || m.conversation_id, 'Recovered conversation ' || m.conversation_id
   FROM messages m JOIN authors a ON a.id = m.author_id
   WHERE m.conversation_id NOT IN (SELECT id FROM conversations) GROUP BY m.conversation_id`,
  `INSERT OR IGNORE INTO authors (id, account_id, remote_id, name)
   SELECT m.author_id, c.account_id, 'recovered-' || m.author_id, 'Unknown'
   FROM messages m JOIN conversations c ON c.id = m.conversation_id
   WHERE m.author_id NOT IN (SELECT id FROM authors) GROUP BY m.author_id`,
];

interface Reference {
  child: string;
  parent: string;
  column: string;
  key: string;
  onDelete: string;
}

/** What still refers to nothing goes the way the schema says for the case that the other row is deleted. */
export function mendReferences(target: Database): void {
  for (const statement of standIns) target.exec(statement);
  const references = target
    .prepare<[], Reference>(
      `SELECT t.name AS child, f."table" AS parent, f."from" AS "column", f."to" AS "key", f.on_delete AS onDelete
       FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'`,
    )
    .all();
  // A row that goes may leave others behind that referred to it.
  for (let changed = true; changed;) {
    changed = references.map((reference) => mend(target, reference)).some(Boolean);
  }
}

function mend(target: Database, { child, parent, column, key, onDelete }: Reference): boolean {
  const [table, reference] = [quote(child), quote(column)];
  const action = onDelete === 'SET NULL' ? `UPDATE ${table} SET ${reference} = NULL` : `DELETE FROM ${table}`;
  const dangling = `${reference} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${quote(parent)} p WHERE p.${quote(key)} = ${table}.${reference})`;
  return target.prepare(`${action} WHERE ${dangling}`).run().changes > 0;
}
