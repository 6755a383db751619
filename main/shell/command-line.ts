/** What Parley was asked for when it was started. Unknown words are left to Electron and Chromium. */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface CommandLine {
  rehearsal: boolean;
  /** PNG file to write once the window is painted; Parley then ends. */
  screenshot: string | null;
  userDataFolder: string | null;
  /** Started by the system at log-in: no window, only the tray. */
  hidden: boolean;
}

export function parseCommandLine(argv: string[]): CommandLine {
  const { values } = parseArgs({
    args: argv,
    strict: false,
    options: {
      rehearsal: { type: 'boolean' },
      screenshot: { type: 'string' },
      'user-data-dir': { type: 'string' },
      hidden: { type: 'boolean' },
    },
  });
  const path = (value: unknown) => (typeof value === 'string' && value !== '' ? resolve(value) : null);
  return {
    rehearsal: values.rehearsal === true,
    screenshot: path(values.screenshot),
    userDataFolder: path(values['user-data-dir']),
    hidden: values.hidden === true,
  };
}
