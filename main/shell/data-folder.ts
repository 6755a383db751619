/** Where everything lives, and whether it can. Decided before anything else touches the disk. */
import { app } from 'electron';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DataFolder {
  path: string;
  /** Empty, or the sentence that says why nothing can be kept there. */
  trouble: string;
}

/**
 * Points Electron at the folder. One that cannot be written is not used at all: Chromium could not start on it, so the window that says
 * so runs on a temporary folder.
 */
export function prepareDataFolder(wanted: string | null): DataFolder {
  const path = wanted ?? app.getPath('userData');
  const trouble = whyNotWritable(path);
  if (!trouble) {
    app.setPath('userData', path);
    return { path, trouble };
  }
  const temporary = mkdtempSync(join(tmpdir(), 'parley-'));
  app.setPath('userData', temporary);
  app.on('quit', () => rmSync(temporary, { recursive: true, force: true }));
  return { path, trouble };
}

function whyNotWritable(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, '.write-probe');
    writeFileSync(probe, '');
    rmSync(probe);
    return '';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC')
      return `The disk is full: Parley cannot write to its data folder ${folder}. Free some space and start Parley again.`;
    return `Parley cannot write to its data folder ${folder}. Check its permissions, or start Parley with another folder.`;
  }
}
