/** The committed pictures: they are drawn by scripts/icons.ts and used as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildIcns, buildIco } from '../../../scripts/packaging/icon-containers.ts';

const assets = join(import.meta.dirname, '../../../assets');
const read = (name: string) => readFileSync(join(assets, name));

const pngSignature = '89504e470d0a1a0a';
const dimensions = (png: Buffer) => ({
  signature: png.toString('hex', 0, 8),
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
  colourType: png.readUInt8(25),
});
/** Colour type 6: red, green, blue and alpha. */
const square = (size: number) => ({ signature: pngSignature, width: size, height: size, colourType: 6 });

describe('application icons', () => {
  it.each([16, 24, 32, 48, 64, 128, 256, 512])('%i pixels for Linux', (size) => {
    expect(dimensions(read(`icons/${size}x${size}.png`))).toEqual(square(size));
  });

  it('one file for Windows with every size it shows', () => {
    const ico = read('icon.ico');
    const pictures = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index;
      const start = ico.readUInt32LE(entry + 12);
      return { size: ico.readUInt8(entry) || 256, png: ico.subarray(start, start + ico.readUInt32LE(entry + 8)) };
    });
    expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256]);
    for (const { size, png } of pictures) expect(dimensions(png)).toEqual(square(size));
    expect(buildIco(pictures)).toEqual(ico);
  });

  it('one file for macOS up to 1024 pixels', () => {
    const icns = read('icon.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const pictures = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      const png = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4));
      const { width } = dimensions(png);
      expect(dimensions(png)).toEqual(square(width));
      pictures.push({ size: width, png });
    }
    expect(pictures.map(({ size }) => size)).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
    expect(buildIcns(pictures)).toEqual(icns);
  });
});

describe('tray images', () => {
  it.each([16, 22, 24, 32, 48])('%i pixels, read and unread', (size) => {
    expect(dimensions(read(`tray/tray-${size}.png`))).toEqual(square(size));
    expect(dimensions(read(`tray/tray-unread-${size}.png`))).toEqual(square(size));
    expect(read(`tray/tray-${size}.png`).equals(read(`tray/tray-unread-${size}.png`))).toBe(false);
  });

  it.each(['trayTemplate', 'trayTemplate@2x', 'tray-unreadTemplate', 'tray-unreadTemplate@2x'])('%s is black and alpha only', (name) => {
    const png = read(`tray/${name}.png`);
    expect(dimensions(png)).toEqual(square(name.endsWith('@2x') ? 32 : 16));
    const colours = new Set(pixels(png).map(([red, green, blue]) => `${red},${green},${blue}`));
    expect([...colours]).toEqual(['0,0,0']);
  });
});

/** Undoes PNG's compression and its five line filters, for eight-bit RGBA without interlacing. */
function pixels(png: Buffer): [number, number, number, number][] {
  const { width, height } = dimensions(png);
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(chunks));
  const bytesPerLine = width * 4;
  const plain = Buffer.alloc(bytesPerLine * height);
  for (let line = 0; line < height; line++) {
    const filter = raw.readUInt8(line * (bytesPerLine + 1));
    for (let column = 0; column < bytesPerLine; column++) {
      const at = line * bytesPerLine + column;
      const left = column >= 4 ? plain.readUInt8(at - 4) : 0;
      const above = line > 0 ? plain.readUInt8(at - bytesPerLine) : 0;
      const aboveLeft = column >= 4 && line > 0 ? plain.readUInt8(at - bytesPerLine - 4) : 0;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, aboveLeft)][filter] ?? 0;
      plain.writeUInt8((raw.readUInt8(line * (bytesPerLine + 1) + 1 + column) + guess) & 255, at);
    }
  }
  return Array.from(
    { length: width * height },
    (_, index) => [...plain.subarray(index * 4, index * 4 + 4)] as [number, number, number, number],
  );
}

function nearest(left: number, above: number, aboveLeft: number): number {
  const estimate = left + above - aboveLeft;
  const [toLeft, toAbove, toAboveLeft] = [left, above, aboveLeft].map((value) => Math.abs(estimate - value)) as [number, number, number];
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
