/** How much room everything takes: of each account by its texts, and of the files by the disk. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Sizes } from '../../../preload/contract/data.ts';
import { listBackups } from '../backups.ts';
import { asReader, type ReaderDatabase } from '../database.ts';
import { readAccounts } from '../queries/accounts.ts';
import { findConversationsOfAccount } from '../queries/conversations.ts';
import { messageSizes, readFileSize, versionSizes, type Sized } from '../queries/sizes.ts';
import type { Task, TaskContext } from './task.ts';

/** When it was measured is for the caller to say. */
export type Measured = Omit<Sizes, 'measuredAt'>;

type Tally = Measured['accounts'][number];

export const measure: Task<null, Measured> = (context) => {
  const db = asReader(context.reader);
  const file = readFileSize(db);
  return { file, accounts: shared(tally(db, context), file.bytes - file.freeBytes), ...measureFiles(context.file) };
};

function tally(db: ReaderDatabase, { checkCancelled }: TaskContext): Tally[] {
  const accounts: Tally[] = readAccounts(db).map(({ id }) => ({
    accountId: id,
    conversations: 0,
    messages: 0,
    textBytes: 0,
    fileBytes: 0,
  }));
  const ofConversation = new Map<number, Tally>();
  for (const account of accounts) {
    const ids = findConversationsOfAccount(db, account.accountId);
    account.conversations = ids.length;
    for (const id of ids) ofConversation.set(id, account);
  }
  const add = ({ conversationId, bytes }: Sized, messages: number) => {
    const account = ofConversation.get(conversationId);
    if (!account) return;
    account.messages += messages;
    account.textBytes += bytes;
  };
  for (const piece of messageSizes(db)) {
    checkCancelled();
    for (const sized of piece) add(sized, 1);
  }
  for (const piece of versionSizes(db)) {
    checkCancelled();
    for (const sized of piece) add(sized, 0);
  }
  return accounts;
}

/** What a message costs besides its text, in rows and indexes, by experience. */
const overhead = 250;

/** SQLite does not say which page is whose: the pages in use are shared out by what each account keeps. */
function shared(accounts: Tally[], usedBytes: number): Tally[] {
  const weight = ({ messages, textBytes }: Tally) => messages * overhead + textBytes;
  const all = accounts.reduce((sum, account) => sum + weight(account), 0);
  return accounts.map((account) => ({ ...account, fileBytes: all === 0 ? 0 : Math.round((usedBytes * weight(account)) / all) }));
}

function measureFiles(file: string): Pick<Measured, 'backups' | 'setAside'> {
  const backups = listBackups(file).map((path) => statSync(path, { throwIfNoEntry: false }));
  const setAside = readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.damaged-`))
    .map((name) => statSync(join(dirname(file), name), { throwIfNoEntry: false }));
  const newest = Math.max(...backups.map((found) => found?.mtimeMs ?? 0));
  return {
    backups: { ...summed(backups), newestAt: newest > 0 ? Math.trunc(newest) : null },
    setAside: summed(setAside),
  };
}

function summed(files: ({ size: number } | undefined)[]): { count: number; bytes: number } {
  const there = files.filter((found) => found !== undefined);
  return { count: there.length, bytes: there.reduce((sum, { size }) => sum + size, 0) };
}
