/** The running sums of a write-ahead log and its index (sqlite.org/fileformat2.html#checksum_algorithm). */
export interface Sums {
  first: number;
  second: number;
}

/** `length`: a multiple of 8. */
export function addUp({ first, second }: Sums, bytes: Buffer, from: number, length: number, bigEndian: boolean): Sums {
  for (let at = from; at < from + length; at += 8) {
    first = (first + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second) >>> 0;
    second = (second + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first) >>> 0;
  }
  return { first, second };
}
