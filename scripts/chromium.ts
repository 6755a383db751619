/** Where the machine keeps its Chromium. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The first Chromium on the PATH, or null. */
export function findChromium(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of names) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: look on.
      }
    }
  return null;
}
