/** The pages of a database file with its write-ahead log on top, read without SQLite: nothing here fails because of what is in them. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readLog, usualPageSize } from './log.ts';

export interface Pages {
  size: number;
  /** Bytes of a page that hold content. */
  usable: number;
  count: number;
  /** `PRAGMA user_version`; null when the header cannot be read. */
  schemaVersion: number | null;
  /** False when part of the log could not be read: what the pages say may be out of date. */
  logIsWhole: boolean;
  /** Pages are numbered from 1. Null where there is none, or only part of one. The buffer is the caller’s own. */
  read(page: number): Buffer | null;
  close(): void;
}

const headerSize = 100;
const signature = 'SQLite format 3\0';

/** Throws only what the operating system says of the file itself. */
export function openPages(file: string): Pages {
  const descriptor = openSync(file, 'r');
  const header = Buffer.alloc(headerSize);
  readSync(descriptor, header, 0, headerSize, 0);
  const stated = sizeIn(header);
  const log = readLog(file, stated ?? usualPageSize);
  const size = stated ?? log?.pageSize ?? usualPageSize;
  const logDescriptor = log && openSync(`${file}-wal`, 'r');
  const pages = Math.ceil(fstatSync(descriptor).size / size);

  function read(page: number): Buffer | null {
    const content = Buffer.alloc(size);
    const inLog = log?.contents.get(page);
    if (inLog !== undefined && logDescriptor !== null) readSync(logDescriptor, content, 0, size, inLog);
    else if (page < 1 || readSync(descriptor, content, 0, size, (page - 1) * size) < size) return null;
    return content;
  }

  const first = read(1)?.subarray(0, headerSize) ?? header;
  const sound = sizeIn(first) !== null;
  return {
    size,
    usable: size - (sound ? (first[20] ?? 0) : 0),
    count: Math.max(pages, log?.pageCount ?? 0),
    schemaVersion: sound ? first.readUInt32BE(60) : null,
    logIsWhole: log?.whole ?? true,
    read,
    close() {
      closeSync(descriptor);
      if (logDescriptor !== null) closeSync(logDescriptor);
    },
  };
}

/** The page size a header states (1 stands for 65,536), or null when it is no header of a database. */
function sizeIn(header: Buffer): number | null {
  if (header.toString('latin1', 0, signature.length) !== signature) return null;
  const size = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  return size >= 512 && (size & (size - 1)) === 0 ? size : null;
}
