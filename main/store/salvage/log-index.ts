/**
 * How much of a write-ahead log SQLite counted as committed, as its index beside the log says (sqlite.org/walformat.html#the_wal_index_header). The
 * index is written after the log was, and a crash of the program leaves it as it is: a log that holds less than that was harmed since.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { addUp } from './log-sums.ts';

export interface LogIndex {
  /** The log it belongs to: bytes 16 to 23 of its header. */
  salt: Buffer;
  /** Frames up to the end of the last transaction. */
  frames: number;
}

const headerSize = 48;

/** Null when there is none, or none that can be relied on. */
export function readLogIndex(file: string): LogIndex | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  const both = Buffer.alloc(2 * headerSize);
  try {
    readSync(descriptor, both, 0, both.length, 0);
  } finally {
    closeSync(descriptor);
  }
  // Written twice, in the byte order of the machine, with a sum at the end.
  const [header, again] = [both.subarray(0, headerSize), both.subarray(headerSize)];
  const bigEndian = endianness() === 'BE';
  const read = (at: number) => (bigEndian ? header.readUInt32BE(at) : header.readUInt32LE(at));
  const sums = addUp({ first: 0, second: 0 }, header, 0, 40, bigEndian);
  if (!header.equals(again) || header[12] !== 1 || read(40) !== sums.first || read(44) !== sums.second) return null;
  return { salt: header.subarray(32, 40), frames: read(16) };
}
