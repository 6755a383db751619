/** A file that is written in pieces under the name `….unfinished`, and gets its own name only when it is whole and on the disk. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { publishFile } from '../store/files.ts';

export interface PieceFile {
  /** Length so far, what is not yet on the disk included. */
  bytes(): number;
  write(text: string): void;
  /** Everything written so far is on the disk. */
  sync(): void;
  publish(): void;
  /** Leaves it as it is. */
  close(): void;
}

/** Goes on at `from` bytes, and drops what was written beyond. Null when not even that much is there. */
export function openPieceFile(path: string, from: number): PieceFile | null {
  const name = `${path}.unfinished`;
  if (from > (statSync(name, { throwIfNoEntry: false })?.size ?? 0)) return null;
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(name, existsSync(name) ? 'r+' : 'wx');
  ftruncateSync(descriptor, from);
  let bytes = from;
  let open = true;

  function close(): void {
    if (open) closeSync(descriptor);
    open = false;
  }

  return {
    bytes: () => bytes,
    write(text) {
      const buffer = Buffer.from(text);
      for (let written = 0; written < buffer.length;)
        written += writeSync(descriptor, buffer, written, buffer.length - written, bytes + written);
      bytes += buffer.length;
    },
    sync: () => fsyncSync(descriptor),
    publish() {
      close();
      publishFile(name, path);
    },
    close,
  };
}
