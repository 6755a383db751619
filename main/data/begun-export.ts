/** The export that was begun and is not done, noted in the data folder: a quit, a crash or a kill does not forget it. Never worth failing for. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { exportFormatSchema, scopeSchema } from '../../preload/contract/data.ts';
import type { Logger } from '../providers/contract.ts';
import { systemCode } from '../store/errors.ts';
import { publishFile } from '../store/files.ts';

const noteSchema = z.object({
  version: z.literal(1),
  folder: z.string().min(1),
  scope: scopeSchema,
  format: exportFormatSchema,
  writtenBy: z.string(),
  begunAt: z.int().min(0).max(8.64e15),
});

/** `folder`: full path, as the user chose it; `begunAt`: ms UTC. */
export type BegunExport = Omit<z.infer<typeof noteSchema>, 'version'>;

export interface BegunExportNote {
  /** Null when there is none, or none that this version understands. */
  read(): BegunExport | null;
  write(begun: BegunExport): void;
  remove(): void;
}

export function begunExportNote(dataFolder: string, log: Logger): BegunExportNote {
  const file = join(dataFolder, 'unfinished-export.json');

  function attempt<Value>(what: string, action: () => Value): Value | null {
    try {
      return action();
    } catch (error) {
      const code = systemCode(error);
      // What the note says stays out of the log: it names a folder.
      if (code !== 'ENOENT') log.warn(`the note of the begun export could not be ${what}`, { code });
      return null;
    }
  }

  return {
    read: () =>
      attempt('understood', () => {
        const { version: _version, ...begun } = noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        return begun;
      }),
    write(begun) {
      attempt('written', () => {
        writeFileSync(`${file}.new`, JSON.stringify({ version: 1, ...begun } satisfies z.infer<typeof noteSchema>), { mode: 0o600 });
        publishFile(`${file}.new`, file);
      });
    },
    remove() {
      attempt('removed', () => rmSync(file));
    },
  };
}
