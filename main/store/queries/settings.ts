/** Settings, one row each, as they were written. What they mean is read on the main thread's side (`stored-settings.ts`). */
import type { Settings } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';

const sql = {
  all: `SELECT name, value FROM settings`,
  save: `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
};

export function readSettings(db: ReaderDatabase): Record<string, unknown> {
  const rows = db.all<{ name: string; value: string }>(sql.all);
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
}

export function saveSettings(db: WriterDatabase, changes: ChangeSet, settings: Settings): Settings {
  for (const [name, value] of Object.entries(settings)) db.run(sql.save, name, JSON.stringify(value));
  changes.settings(settings);
  return settings;
}
