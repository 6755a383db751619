/** Where the window was, so that it opens there again. The file is small, replaced whole, and never worth failing for. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stateSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(420), height: z.int().min(480), maximized: z.boolean() });
export type WindowState = z.infer<typeof stateSchema>;

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** At least this much of the title bar must be on a screen, px, for the user to get hold of it. */
const graspable = 80;

/** The stored state, or null when there is none, it cannot be read, or no present screen shows it. */
export function loadWindowState(file: string, screens: Area[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => shows(screen, state)) ? state : null;
  } catch {
    return null;
  }
}

export function saveWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk must not keep the window from closing.
  }
}

function shows(screen: Area, state: Area): boolean {
  const width = Math.min(screen.x + screen.width, state.x + state.width) - Math.max(screen.x, state.x);
  return width >= graspable && state.y >= screen.y && state.y <= screen.y + screen.height - graspable;
}
