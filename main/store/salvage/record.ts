/** One row as SQLite stores it (sqlite.org/fileformat2.html#record_format). Whatever is not exactly a record is none. */
import { isUtf8 } from 'node:buffer';

export type Value = number | bigint | string | Buffer | null;

/** A variable-length integer, and where the next thing begins; null where the bytes end. Numbers beyond 2^53 come out inexact. */
export function readVarint(bytes: Buffer, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let length = 0; length < 8; length += 1) {
    const byte = bytes[at + length];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + length + 1 };
  }
  const last = bytes[at + 8];
  return last === undefined ? null : { value: value * 256 + last, next: at + 9 };
}

/** The values of a record that fills `bytes` exactly, or null. */
export function readRecord(bytes: Buffer): Value[] | null {
  const start = readVarint(bytes, 0);
  if (!start || start.value > bytes.length) return null;
  const values: Value[] = [];
  let content = start.value;
  for (let at = start.next; at < start.value;) {
    const type = readVarint(bytes, at);
    if (!type || type.next > start.value) return null;
    const length = lengthOf(type.value);
    if (length === null || content + length > bytes.length) return null;
    const value = readValue(bytes, content, type.value, length);
    if (value === undefined) return null;
    values.push(value);
    content += length;
    at = type.next;
  }
  return content === bytes.length ? values : null;
}

const lengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** Bytes of a value by its serial type; null for the two types that are reserved. */
function lengthOf(type: number): number | null {
  if (type < lengths.length) return lengths[type] ?? null;
  return type < 12 ? null : Math.floor((type - 12) / 2);
}

function readValue(bytes: Buffer, at: number, type: number, length: number): Value | undefined {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(at);
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) {
    const whole = bytes.readBigInt64BE(at);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  if (type < 7) return bytes.readIntBE(at, length);
  const content = bytes.subarray(at, at + length);
  if (type % 2 === 0) return content;
  // Parley stores well-formed text only: anything else is what the damage left.
  return isUtf8(content) ? content.toString('utf8') : undefined;
}
