/** The command line of `npm start`. */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface StartOptions {
  rehearsal: boolean;
  userDataFolder: string | null;
  remoteDebuggingPort: number | null;
  screenshot: string | null;
  version: boolean;
  help: boolean;
}

/** A sentence for the user. */
export class UnknownOption extends Error {
  override readonly name = 'UnknownOption';
}

export const help = `Usage: npm start -- [options]

  --rehearsal                 Start with sample conversations from servers built into Parley; no key is needed.
  --user-data-dir DIR         Keep accounts, messages and settings in DIR instead of the usual folder.
  --remote-debugging-port N   Let development tools connect to the window on port N of this machine; 0 takes a free one.
  --screenshot FILE           Wait until the inbox is painted, write it to FILE as a PNG image, and end.
  --version                   Print Parley's version.
  --help                      Print this page.

Without a screen Parley starts a virtual one (Xvfb).
`;

/** Paths are taken relative to `folder`. */
export function parseStartOptions(words: string[], folder = process.cwd()): StartOptions {
  const { values } = parse(words);
  const port = values['remote-debugging-port'];
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
    throw new UnknownOption(`--remote-debugging-port needs a port number from 0 to 65535, not "${port}".`);
  const path = (name: 'user-data-dir' | 'screenshot') => {
    const value = values[name];
    if (value === '') throw new UnknownOption(`--${name} needs a path.`);
    return value === undefined ? null : resolve(folder, value);
  };
  return {
    rehearsal: values.rehearsal ?? false,
    userDataFolder: path('user-data-dir'),
    remoteDebuggingPort: port === undefined ? null : Number(port),
    screenshot: path('screenshot'),
    version: values.version ?? false,
    help: values.help ?? false,
  };
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: false,
      options: {
        rehearsal: { type: 'boolean' },
        'user-data-dir': { type: 'string' },
        'remote-debugging-port': { type: 'string' },
        screenshot: { type: 'string' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UnknownOption(explain(error as NodeJS.ErrnoException));
  }
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  const name = /'([^' =]+)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Parley has no option "${name}". "npm start -- --help" lists the options.`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `Parley does not know what to do with "${name}". "npm start -- --help" lists the options.`;
  return `${message.split('.')[0]}. "npm start -- --help" lists the options.`;
}
