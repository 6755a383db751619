/** What can go wrong in the store, as sentences a user understands. No message ever holds a value from the database. */
import type { ErrorCode } from '../../preload/contract/result.ts';
import type { StoreUnusable } from './contract.ts';

export type StorageCode = Extract<ErrorCode, 'not-found' | 'conflict' | 'superseded' | 'storage' | 'internal'>;

/** A call the store could not carry out. `message` may be shown; `detail` (SQLite's code, or which defect) is for the log. */
export class StorageError extends Error {
  readonly code: StorageCode;
  readonly detail: string;
  constructor(code: StorageCode, sentence: string, detail = '') {
    super(sentence);
    this.code = code;
    this.detail = detail;
    this.name = 'StorageError';
  }
}

export function notFound(thing: 'account' | 'conversation' | 'message' | 'outbox item' | 'label'): StorageError {
  const words = {
    account: 'This account',
    conversation: 'This conversation',
    message: 'This message',
    'outbox item': 'This message',
    label: 'This label',
  };
  return new StorageError('not-found', `${words[thing]} is no longer on this computer.`, thing);
}

/** What a check that found the database damaged ends with. */
export function damageFound(): Error {
  return Object.assign(new Error('the database is damaged'), { code: 'SQLITE_CORRUPT' });
}

/** The same of the index of words, which can be made anew from the messages. */
export function indexDamageFound(): Error {
  return Object.assign(new Error('the index of words is damaged'), { code: indexDamage });
}

/** What FTS5 says of its own content. Where a page of it cannot be read at all, the code is one of `isDamage` as for any other table. */
const indexDamage = 'SQLITE_CORRUPT_VTAB';

/** SQLite's extended code ("SQLITE_IOERR_WRITE") or the operating system's ("ENOSPC"); empty for anything else. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

export function isDamage(code: string): boolean {
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** Whether a call failed because the database is damaged. */
export function meansDamage(error: unknown): boolean {
  return error instanceof StorageError && isDamage(error.detail);
}

/** Whether a call failed because the index of words is damaged, and as far as is known nothing else. */
export function meansIndexDamage(error: unknown): boolean {
  return error instanceof StorageError && error.detail === indexDamage;
}

/** The disk refuses, whatever is in the file. */
export function isOfTheDisk(code: string): boolean {
  const problem = diskProblem(code);
  return problem !== null && problem !== 'damaged';
}

/** One reason per family of codes, or null for codes that say nothing about the disk. */
function diskProblem(code: string): 'disk-full' | 'read-only' | 'in-use' | 'damaged' | 'input-output' | null {
  // SHMSIZE: no room for the shared-memory file that a database in WAL mode is opened with.
  if (['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(code)) return 'disk-full';
  if (code.startsWith('SQLITE_READONLY') || ['EACCES', 'EPERM', 'EROFS'].includes(code)) return 'read-only';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'in-use';
  if (isDamage(code)) return 'damaged';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code === 'EIO') return 'input-output';
  return null;
}

/** What a failed call answers with. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = systemCode(error);
  if (code === indexDamage) {
    return new StorageError('storage', 'The index for searching is damaged and is being made anew. Try again in a moment.', code);
  }
  switch (diskProblem(code)) {
    case 'disk-full':
      return new StorageError('storage', 'The disk is full: this was not saved. Free some space and try again.', code);
    case 'read-only':
      return new StorageError('storage', 'Parley may not write to its data folder: this was not saved. Check its permissions.', code);
    case 'in-use':
      return new StorageError('storage', 'Another program holds Parley’s database: this was not saved. Try again in a moment.', code);
    case 'damaged':
      return new StorageError(
        'storage',
        'The database is damaged. Repair it with the button at the top of the window, or by starting Parley again.',
        code,
      );
    case 'input-output':
      return new StorageError('storage', 'The disk reported an error: this was not saved. Check the disk and try again.', code);
    case null:
      return new StorageError('internal', 'Something went wrong inside Parley’s store.', describeDefect(code, error));
  }
}

/** Unlike SQLite's codes, the message of an unexpected error may quote a value: only its kind and its place are passed on. */
function describeDefect(code: string, error: unknown): string {
  if (!(error instanceof Error)) return code;
  const place = error.stack?.split('\n').find((line) => line.startsWith('    at ')) ?? '';
  return `${code || error.name} ${place.trim()}`.trim();
}

/** Why opening failed for good, with the folder to look at. */
export function whyUnusable(error: unknown, folder: string): { reason: StoreUnusable['reason']; sentence: string } {
  const code = systemCode(error);
  switch (diskProblem(code)) {
    case 'disk-full':
      return { reason: 'disk-full', sentence: `The disk is full: free some space where ${folder} is, then start Parley again.` };
    case 'read-only':
      return { reason: 'read-only', sentence: `Parley may not write to ${folder}: make the folder writable or choose another.` };
    case 'in-use':
      return { reason: 'in-use', sentence: `Another program is using the database in ${folder}: close it, then start Parley again.` };
    case 'damaged':
    case 'input-output':
    case null:
      return { reason: 'other', sentence: `The database in ${folder} could not be opened (${code || 'unknown error'}).` };
  }
}
