/** Reads Electron's archive format: four numbers, a list of files in JSON, then the contents one after the other. */
import { readFileSync } from 'node:fs';

interface Listed {
  files?: Record<string, Listed>;
  offset?: string;
  size?: number;
  unpacked?: boolean;
}

export interface ArchivedFile {
  /** With `/`, from the archive's root. */
  path: string;
  /** Kept outside the archive, in `<archive>.unpacked`. */
  unpacked: boolean;
  /** Empty when unpacked. */
  content: Buffer;
}

const headSize = 16;

export function readAsar(file: string): ArchivedFile[] {
  const bytes = readFileSync(file);
  const contentsStart = 8 + bytes.readUInt32LE(4);
  const list = JSON.parse(bytes.toString('utf8', headSize, headSize + bytes.readUInt32LE(12))) as Listed;
  return [...walk(list, '')];

  function* walk(listed: Listed, folder: string): Generator<ArchivedFile> {
    for (const [name, entry] of Object.entries(listed.files ?? {})) {
      const path = folder + name;
      if (entry.files) yield* walk(entry, `${path}/`);
      else {
        const start = contentsStart + Number(entry.offset);
        const unpacked = entry.unpacked === true;
        yield { path, unpacked, content: unpacked ? Buffer.alloc(0) : bytes.subarray(start, start + (entry.size ?? 0)) };
      }
    }
  }
}
