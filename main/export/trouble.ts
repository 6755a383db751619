/** What goes wrong with a folder the user chose, as sentences. */
import { StorageError, systemCode } from '../store/errors.ts';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const gone = ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE', 'EIO', 'EBADF'];
const forbidden = ['EACCES', 'EPERM', 'EROFS'];

/** The same error where the folder is not to blame. */
export function asExportTrouble(error: unknown): unknown {
  const code = systemCode(error);
  const sentence = sentenceOf(code);
  return sentence === null ? error : new StorageError('storage', sentence, code);
}

function sentenceOf(code: string): string | null {
  if (full.includes(code)) return 'The disk of the export is full. Free some space, then continue: it goes on where it stopped.';
  if (gone.includes(code))
    return 'The folder of the export can no longer be reached. Connect it again and continue, or choose another one.';
  if (forbidden.includes(code)) return 'Parley may not write to this folder. Choose another one, or change its permissions and continue.';
  if (code === 'ENAMETOOLONG') return 'This folder lies too deep for the names of the files. Choose one nearer to the top.';
  return null;
}
