/** Ways in which a database file comes to harm. */
import { closeSync, copyFileSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import type { Random } from '../../main/rehearsal/random.ts';

export const pageSize = 4096;

export interface Damage {
  name: string;
  /** Whether it happens while the store has the file open, and a crash follows. */
  open: boolean;
  /** Answers what exactly was done. */
  inflict(file: string, random: Random): string;
}

function garbage(length: number, random: Random): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 6 <= length; at += 6) bytes.writeUIntBE(Math.floor(random.next() * 2 ** 48), at, 6);
  return bytes;
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

function pagesOf(file: string): number {
  return Math.floor(statSync(file).size / pageSize);
}

function overRandomPages(most: number): Damage['inflict'] {
  return (file, random) => {
    const hit = Array.from({ length: random.between(1, most) }, () => random.between(1, pagesOf(file)));
    for (const page of hit) overwrite(file, (page - 1) * pageSize, garbage(pageSize, random));
    return hit.length === 1 ? `page ${hit[0]}` : `${hit.length} of ${pagesOf(file)} pages`;
  };
}

export const damages: readonly Damage[] = [
  { name: 'garbage over pages, closed', open: false, inflict: overRandomPages(12) },
  { name: 'garbage over pages, open', open: true, inflict: overRandomPages(12) },
  {
    name: 'garbage within pages',
    open: false,
    inflict(file, random) {
      const places = Array.from({ length: random.between(1, 6) }, () => random.between(0, statSync(file).size - 600));
      for (const at of places) overwrite(file, at, garbage(random.between(10, 600), random));
      return `${places.length} stretches`;
    },
  },
  {
    name: 'truncated',
    open: false,
    inflict(file, random) {
      const length = random.between(0, statSync(file).size - 1);
      const part = Math.round((100 * length) / statSync(file).size);
      truncateSync(file, length);
      return `to ${part} %`;
    },
  },
  {
    name: 'header gone',
    open: false,
    inflict(file) {
      overwrite(file, 0, Buffer.alloc(100));
      return '100 bytes of zeros';
    },
  },
  {
    name: 'first page gone',
    open: false,
    inflict(file, random) {
      overwrite(file, 0, garbage(pageSize, random));
      return 'page 1';
    },
  },
  {
    name: 'log deleted',
    open: true,
    inflict(file) {
      rmSync(`${file}-wal`);
      return 'the -wal file';
    },
  },
  {
    name: 'garbage over the log',
    open: true,
    inflict(file, random) {
      const log = `${file}-wal`;
      const at = random.between(32, statSync(log).size - pageSize);
      overwrite(log, at, garbage(pageSize, random));
      return `${pageSize} bytes at ${Math.round((100 * at) / statSync(log).size)} %`;
    },
  },
];

/** What a crash leaves of a database that is open. */
export function copyAsCrashed(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(from + suffix, to + suffix);
}
