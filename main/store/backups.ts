/** Copies of the database beside it, used when the database itself turns out damaged: one before each migration, and one every day. */
import type { Database } from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileStamp, publishFile, removeDatabase, stampTime } from './files.ts';

/** What their names begin with, after the name of the database. Either kind has its own two: a day’s copy does not push out the last schema. */
const kinds = { migration: 'backup', daily: 'daily' };
type Kind = keyof typeof kinds;
const kept = 2;

interface Backup {
  file: string;
  kind: Kind;
  madeAt: number;
}

function list(file: string): Backup[] {
  const names = readdirSync(dirname(file));
  const backups = (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    const prefix = `${basename(file)}.${kinds[kind]}-v`;
    return names
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ file: join(dirname(file), name), kind, madeAt: stampTime(name.slice(prefix.length).replace(/^\d+-/, '')) }));
  });
  return backups.filter((backup): backup is Backup => backup.madeAt !== null).sort((a, b) => b.madeAt - a.madeAt);
}

/** Newest first. */
export function listBackups(file: string): string[] {
  return list(file).map((backup) => backup.file);
}

/** When the newest of the daily ones was made, ms UTC. */
export function lastDailyBackup(file: string): number | null {
  return list(file).find(({ kind }) => kind === 'daily')?.madeAt ?? null;
}

/** Writes a complete copy as `<file>.backup-v<version>-<date>`, then forgets all but the newest two. Answers its name. */
export function backUp(connection: Database, file: string, version: number, now: number): string {
  const unfinished = beginBackup(file);
  try {
    connection.prepare('VACUUM INTO ?').run(unfinished);
    return finishBackup(file, 'migration', version, now);
  } catch (error) {
    removeDatabase(unfinished);
    throw error;
  }
}

/** The name to write to until the copy is complete. What a crash left under it goes. */
export function beginBackup(file: string): string {
  const unfinished = `${file}.unfinished`;
  removeDatabase(unfinished);
  return unfinished;
}

/** Gives the complete copy its name, which it answers, and forgets all but the newest two of its kind. */
export function finishBackup(file: string, kind: Kind, version: number, now: number): string {
  const finished = `${file}.${kinds[kind]}-v${version}-${fileStamp(now)}`;
  publishFile(`${file}.unfinished`, finished);
  for (const old of list(file)
    .filter((backup) => backup.kind === kind)
    .slice(kept))
    removeDatabase(old.file);
  return finished;
}
