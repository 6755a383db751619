/** What goes wrong with a file the user chose, as sentences. */
import { Problem } from '../problem.ts';
import { systemCode } from '../store/errors.ts';

/** The same error where the file is not to blame. */
export function asImportTrouble(error: unknown): unknown {
  const code = systemCode(error);
  if (['EACCES', 'EPERM'].includes(code))
    return new Problem('storage', 'Parley may not read this file. Change its permissions, or choose another.');
  if (code === 'EISDIR') return new Problem('storage', 'This is a folder. Choose the file “parley.jsonl” in it.');
  if (['ENOENT', 'ENOTDIR', 'EIO', 'ENODEV', 'ESTALE'].includes(code))
    return new Problem(
      'storage',
      'The file can no longer be read. Connect its disk again, and start the import once more: what came already is kept.',
    );
  return error;
}
