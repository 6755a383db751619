/** The log: one file of plain lines in the data folder, bounded in size, with secrets hidden on the way in. Message texts are never logged. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../providers/contract.ts';
import { makeFolder } from '../make-folder.ts';
import type { Redactor } from './redact.ts';

const largestFile = 2_000_000;

/** Writes to `file`; when it grows past 2 MB the old one is kept as `<file>.1`. A disk that refuses costs log lines, never the program. */
export function createLog(file: string, redactor: Redactor, now: () => number = Date.now): Logger {
  let size = 0;
  try {
    makeFolder(dirname(file));
    size = statSync(file).size;
  } catch {
    // No log yet, or none possible: writing shows which.
  }

  function write(level: string, text: string, facts?: Record<string, unknown>): void {
    const line = redactor.clean(`${new Date(now()).toISOString()} ${level} ${text}${facts ? ` ${JSON.stringify(facts)}` : ''}`) + '\n';
    try {
      if (size > largestFile) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, line);
      size += Buffer.byteLength(line);
    } catch {
      // See above: a full or read-only disk has its own sentence elsewhere.
    }
  }

  return {
    debug: (text, facts) => write('debug', text, facts),
    info: (text, facts) => write('info', text, facts),
    warn: (text, facts) => write('warn', text, facts),
  };
}
