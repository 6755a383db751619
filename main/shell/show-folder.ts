/** Opens a folder of ours in the system's file manager. The path is Parley's own, never one from outside. */
import { shell } from 'electron';
import { Problem } from '../problem.ts';

export async function showFolder(folder: string): Promise<void> {
  const trouble = await shell.openPath(folder);
  if (trouble) throw new Problem('internal', 'The system has no program to show folders with.');
}
