/** The two containers that hold several PNG pictures of one icon. Both systems we write them for read PNG entries. */
export interface Picture {
  /** Width and height in pixels. */
  size: number;
  png: Buffer;
}

const icoHeaderBytes = 6;
const icoEntryBytes = 16;

/** Windows: a directory of entries, then the pictures. A size of 256 is written as 0, since the field has one byte. */
export function buildIco(pictures: Picture[]): Buffer {
  const header = Buffer.alloc(icoHeaderBytes);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = icoHeaderBytes + icoEntryBytes * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(icoEntryBytes);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

/**
 * macOS names each entry by a code that means "this many points at this scale". The two codes for 16 and 32 points at scale 1 are left
 * out: systems disagree on whether they may hold PNG, and the scale-2 entries serve there.
 */
const icnsCodes: [code: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

export const icnsSizes = [...new Set(icnsCodes.map(([, size]) => size))];

export function buildIcns(pictures: Picture[]): Buffer {
  const blocks = icnsCodes.map(([code, size]) => {
    const picture = pictures.find((candidate) => candidate.size === size);
    if (!picture) throw new Error(`icon.icns needs a picture of ${size} pixels`);
    return icnsBlock(code, picture.png);
  });
  return icnsBlock('icns', Buffer.concat(blocks));
}

/** A code of four letters, the length with these eight bytes included, the content. */
function icnsBlock(code: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(code, 0, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
