/**
 * SQLite’s write-ahead log, read without SQLite (its format: sqlite.org/fileformat2.html#the_write_ahead_log). SQLite stops at the first frame
 * that does not check out; here such a frame costs only itself, because each is checked against the sum kept with the one before it.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readLogIndex, type LogIndex } from './log-index.ts';
import { addUp, type Sums } from './log-sums.ts';

export interface Log {
  /** Bytes of a page, as the log says; null when it does not say. */
  pageSize: number | null;
  /** Where in the log the newest committed content of a page is. */
  contents: Map<number, number>;
  /** Pages of the database after the last commit; 0 when there was none. */
  pageCount: number;
  /** False when part of what was committed could not be read. */
  whole: boolean;
}

const headerSize = 32;
const frameHeaderSize = 24;
/** What SQLite uses unless told otherwise, and Parley never does. */
export const usualPageSize = 4096;
/** The last bit says that its sums were made of big-endian words. */
const magic = 0x377f0682;

/** Of a database; null when there is no log, or an empty one. */
export function readLog(database: string, assumedPageSize = usualPageSize): Log | null {
  let descriptor: number;
  try {
    descriptor = openSync(`${database}-wal`, 'r');
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(descriptor);
    return size === 0 ? null : readFrames(descriptor, size, assumedPageSize, readLogIndex(`${database}-shm`));
  } finally {
    closeSync(descriptor);
  }
}

function readFrames(descriptor: number, size: number, assumedPageSize: number, index: LogIndex | null): Log {
  const header = Buffer.alloc(headerSize);
  readSync(descriptor, header, 0, headerSize, 0);
  const bigEndian = header.readUInt32BE(0) === magic + 1;
  const sums = addUp({ first: 0, second: 0 }, header, 0, 24, bigEndian);
  const headerIsSound = (header.readUInt32BE(0) & ~1) >>> 0 === magic && sumsAt(header, 24, sums);
  const pageSize = headerIsSound ? header.readUInt32BE(8) : assumedPageSize;

  const log: Log = { pageSize: headerIsSound ? pageSize : null, contents: new Map(), pageCount: 0, whole: headerIsSound };
  const frame = Buffer.alloc(frameHeaderSize + pageSize);
  let salt = headerIsSound ? header.subarray(16, 24) : null;
  let before: Sums | null = headerIsSound ? sums : null;
  let uncommitted = new Map<number, number>();
  let bad: 'none' | 'found' | 'committed' = 'none';
  let soundAtFirst = 0;
  for (let at = headerSize; at + frame.length <= size; at += frame.length) {
    readSync(descriptor, frame, 0, frame.length, at);
    salt ??= Buffer.from(frame.subarray(8, 16));
    const mine = before && addUp(addUp(before, frame, 0, 8, bigEndian), frame, frameHeaderSize, pageSize, bigEndian);
    const sound = mine !== null && frame.subarray(8, 16).equals(salt) && sumsAt(frame, 16, mine);
    before = { first: frame.readUInt32BE(16), second: frame.readUInt32BE(20) };
    if (!sound) {
      if (bad === 'none') bad = 'found';
      continue;
    }
    if (bad === 'none') soundAtFirst += 1;
    // What a crash cuts off is the last transaction, in whatever order the disk wrote its frames. Once another one follows, the bad frame
    // belonged to one that was promised to be there. Frames left by an earlier round of the log are never sound.
    if (bad === 'committed') log.whole = false;
    uncommitted.set(frame.readUInt32BE(0), at + frameHeaderSize);
    const pageCount = frame.readUInt32BE(4);
    if (pageCount === 0) continue;
    if (bad === 'found') bad = 'committed';
    for (const [page, place] of uncommitted) log.contents.set(page, place);
    log.pageCount = pageCount;
    uncommitted = new Map();
  }
  // Without such an index, as after the power failed, the last transactions cannot be told from one that was never finished.
  if (index && salt && index.salt.equals(salt) && soundAtFirst < index.frames) log.whole = false;
  return log;
}

function sumsAt(bytes: Buffer, at: number, sums: Sums): boolean {
  return bytes.readUInt32BE(at) === sums.first && bytes.readUInt32BE(at + 4) === sums.second;
}
