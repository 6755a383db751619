/** Copies of the database beside it: made before a migration, used when the database itself turns out damaged. */
import type { Database } from 'better-sqlite3';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileStamp, publishFile } from './files.ts';

const kept = 2;

/** Newest first. */
export function listBackups(file: string): string[] {
  const prefix = `${basename(file)}.backup-v`;
  return readdirSync(dirname(file))
    .flatMap((name) => {
      const stamp = name.startsWith(prefix) ? /^\d+-([\dTZ-]+)$/.exec(name.slice(prefix.length))?.[1] : undefined;
      return stamp === undefined ? [] : [{ name, stamp }];
    })
    .sort((a, b) => (a.stamp < b.stamp ? 1 : -1))
    .map(({ name }) => join(dirname(file), name));
}

/** Writes a complete copy as `<file>.backup-v<version>-<date>`, then forgets all but the newest two. Answers its name. */
export function backUp(connection: Database, file: string, version: number, now: number): string {
  const backupFile = `${file}.backup-v${version}-${fileStamp(now)}`;
  const unfinished = `${backupFile}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    connection.prepare('VACUUM INTO ?').run(unfinished);
    publishFile(unfinished, backupFile);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  for (const old of listBackups(file).slice(kept)) rmSync(old, { force: true });
  return backupFile;
}
