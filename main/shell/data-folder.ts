/** Where everything lives, and whether it can. Decided before anything else touches the disk. */
import { app } from 'electron';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';

/**
 * Points Electron at the folder and answers its path. One that cannot be written is not used by Electron at all: Chromium could not start
 * on it, so the window that says so runs on a temporary folder.
 */
export function prepareDataFolder(wanted: string | null): string {
  const path = wanted ?? app.getPath('userData');
  if (whyNotWritable(path) === '') {
    app.setPath('userData', path);
    return path;
  }
  const temporary = mkdtempSync(join(tmpdir(), 'parley-'));
  app.setPath('userData', temporary);
  app.on('quit', () => rmSync(temporary, { recursive: true, force: true }));
  return path;
}

/** Makes the folder where need be. Empty when it can be written, else the sentence that says why not. */
export function whyNotWritable(folder: string): string {
  try {
    makeFolder(folder);
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
