/** Reads the host's command line the way Electron reads its own: switches, the app, the app's arguments. */
import type { CommandLine } from 'electron';
import { isAbsolute, resolve } from 'node:path';

export interface HostArguments {
  /** Folder or main file of the app; null when only the version was asked for. */
  app: string | null;
  userDataFolder: string | null;
  remoteDebuggingPort: number | null;
  inspect: { host: string; port: number; wait: boolean } | null;
}

/** Electron takes switches before the app as well as after it. */
export function readArguments(words: string[]): HostArguments {
  const port = valueOf(words, 'remote-debugging-port');
  const userData = valueOf(words, 'user-data-dir');
  return {
    app: words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '--remote-debugging-port') ?? null,
    userDataFolder: userData ? (isAbsolute(userData) ? userData : resolve(userData)) : null,
    remoteDebuggingPort: port === null || !/^\d+$/.test(port) ? null : Number(port),
    inspect: readInspect(words),
  };
}

/** `--name=value` or `--name value`; null when the switch is absent. */
function valueOf(words: string[], name: string): string | null {
  for (const [index, word] of words.entries()) {
    if (word.startsWith(`--${name}=`)) return word.slice(name.length + 3);
    if (word === `--${name}`) return words[index + 1] ?? '';
  }
  return null;
}

/** `--inspect[=[host:]port]` and `--inspect-brk`, which waits for the inspector. */
function readInspect(words: string[]): HostArguments['inspect'] {
  for (const word of words) {
    const match = /^--inspect(-brk)?(?:=(?:([^:]*):)?(\d+))?$/.exec(word);
    if (match) return { host: match[2] || '127.0.0.1', port: Number(match[3] ?? 9229), wait: match[1] !== undefined };
  }
  return null;
}

const appended = new Map<string, string>();

export const commandLine = {
  appendSwitch(name: string, value = '') {
    appended.set(name, value);
  },
  removeSwitch(name: string) {
    appended.delete(name);
  },
  hasSwitch: (name: string) => appended.has(name) || valueOf(process.argv.slice(1), name) !== null,
  getSwitchValue: (name: string) => appended.get(name) ?? valueOf(process.argv.slice(1), name) ?? '',
} satisfies Pick<CommandLine, 'appendSwitch' | 'removeSwitch' | 'hasSwitch' | 'getSwitchValue'>;

/** What the app appended, for Chromium. */
export function appendedSwitches(): string[] {
  return [...appended].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}
