/**
 * Where an export goes: a folder of its own inside the chosen one, whose name says “unfinished” until everything is in it. The same export into
 * the same folder goes on with an unfinished one it finds there.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ExportFormat, Scope } from '../../preload/contract/data.ts';
import { StorageError } from '../store/errors.ts';
import { journalName, readJournal, type Journal } from './journal.ts';

const unfinished = '.unfinished';
const nothingThere =
  'Nothing unfinished of this export lies in its folder. Connect the disk it is on and continue, or dismiss this and export anew.';

export interface Place {
  /** Full path; ends with `.unfinished`. */
  folder: string;
  journal: Journal | null;
}

export interface Wish {
  /** Full path of the folder the user chose. */
  folder: string;
  scope: Scope;
  format: ExportFormat;
  now: number;
  /** Only what is there already: nothing begins anew. */
  continuing?: boolean;
}

export function openPlace(wish: Wish): Place {
  for (const folder of unfinishedIn(wish.folder)) {
    const journal = readJournal(folder);
    const { scope, format } = journal?.plan ?? {};
    if (journal && format === wish.format && JSON.stringify(scope) === JSON.stringify(wish.scope)) return { folder, journal };
  }
  if (wish.continuing) throw new StorageError('storage', nothingThere);
  const folder = freeName(wish.folder, `Parley export ${new Date(wish.now).toISOString().slice(0, 10)}`) + unfinished;
  mkdirSync(folder);
  return { folder, journal: null };
}

/** Answers the final name. In this order, a kill in between leaves no whole export that says it is unfinished and cannot go on. */
export function finishPlace({ folder }: Place): string {
  const own = folder.slice(0, -unfinished.length);
  const done = existsSync(own) ? freeName(dirname(folder), basename(own)) : own;
  renameSync(folder, done);
  rmSync(join(done, journalName));
  return done;
}

/** The chosen folder may also be the unfinished one itself. */
function unfinishedIn(chosen: string): string[] {
  const inside = readdirSync(chosen, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith(unfinished))
    .map((entry) => join(chosen, entry.name));
  return chosen.endsWith(unfinished) ? [chosen, ...inside] : inside;
}

/** Without the ending; no finished or unfinished folder has it. */
function freeName(inside: string, name: string): string {
  let candidate = name;
  for (let number = 2; existsSync(join(inside, candidate)) || existsSync(join(inside, candidate + unfinished)); number += 1)
    candidate = `${name} (${number})`;
  return join(inside, candidate);
}
