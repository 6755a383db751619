/** Settings, one row each. A value that an older or newer Parley wrote and this one cannot read falls back to its default. */
import { defaultSettings, settingsSchema, type Settings } from '../../../preload/contract/domain.ts';
import type { ChangeSet } from '../changes.ts';
import type { ReaderDatabase, WriterDatabase } from '../database.ts';

const sql = {
  all: `SELECT name, value FROM settings`,
  save: `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
};

export function readSettings(db: ReaderDatabase): Settings {
  const settings: Settings = { ...defaultSettings };
  for (const { name, value } of db.all<{ name: string; value: string }>(sql.all)) {
    const parsed = settingsSchema.partial().safeParse({ [name]: JSON.parse(value) as unknown });
    if (parsed.success) Object.assign(settings, parsed.data);
  }
  return settings;
}

export function saveSettings(db: WriterDatabase, changes: ChangeSet, settings: Settings): Settings {
  for (const [name, value] of Object.entries(settings)) db.run(sql.save, name, JSON.stringify(value));
  const saved = readSettings(db);
  changes.settings(saved);
  return saved;
}
