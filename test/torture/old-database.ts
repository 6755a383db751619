/** A database of the first schema, as an early Parley left it. */
import { migrations } from '../../main/store/migrations/index.ts';
import { openDatabase } from '../../main/store/open-database.ts';
import { base } from '../unit/store/sample.ts';

export const oldMessages = 20_000;

export function makeOldDatabase(file: string): void {
  const { writer, reader } = openDatabase({ file, migrations: migrations.slice(0, 1), now: base });
  writer.exec(`
    INSERT INTO accounts VALUES ('acc', '8x8', 'Work', 10, '{}', 'keychain', 0, 1, NULL);
    INSERT INTO authors VALUES (1, 'acc', 'ana', 'Ana');
    INSERT INTO conversations (id, account_id, remote_id, title) SELECT value, 'acc', 'room-' || value, 'Room' FROM (${numbers(20)});
    INSERT INTO messages
      SELECT value * 4096, value % 20 + 1, 'm' || value, 1, 'some words of message ' || value, value, value, 0, 0
      FROM (${numbers(oldMessages)});
  `);
  reader.close();
  writer.close();
}

function numbers(count: number): string {
  return `WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${count}) SELECT value FROM n`;
}
