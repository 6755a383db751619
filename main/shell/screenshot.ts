/** `--screenshot FILE`: one picture of the painted window, then the end. */
import { app } from 'electron';
import { writeFileSync } from 'node:fs';
import type { MainWindow } from './window.ts';

export async function saveScreenshot(window: Pick<MainWindow, 'capture'>, file: string): Promise<void> {
  try {
    writeFileSync(file, await window.capture());
    app.quit();
  } catch (error) {
    process.stderr.write(`The screenshot could not be written to ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  }
}
