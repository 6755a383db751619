/**
 * The switches in Electron's binary: a marker, the wire's version, its length, then one character per switch ('0' off, '1' on, 'r' removed).
 * A universal macOS binary holds it twice.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export const marker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
export const wireVersion = 1;

/** By position in the wire, named as in electron-builder.yml. */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
] as const;
export type FuseName = (typeof fuseNames)[number];

/** The switches as characters, by name; throws when the file has no wire, or one with switches that are not in the list above. */
export function readFuses(file: string): Record<FuseName, string> {
  const bytes = readFileSync(file);
  const [start] = findWires(bytes, file);
  return Object.fromEntries(fuseNames.map((name, index) => [name, String.fromCharCode(bytes[start + index] ?? 0)])) as Record<
    FuseName,
    string
  >;
}

export function setFuse(file: string, name: FuseName, on: boolean): void {
  const bytes = readFileSync(file);
  for (const start of findWires(bytes, file)) bytes.write(on ? '1' : '0', start + fuseNames.indexOf(name), 'latin1');
  writeFileSync(file, bytes);
}

/** Where the switches of each wire begin. */
function findWires(bytes: Buffer, file: string): [number, ...number[]] {
  const starts: number[] = [];
  for (let found = bytes.indexOf(marker); found !== -1; found = bytes.indexOf(marker, found + 1)) {
    const start = found + marker.length;
    if (bytes[start] !== wireVersion || bytes[start + 1] !== fuseNames.length)
      throw new Error(
        `${file} has ${bytes[start + 1]} fuses of version ${bytes[start]}, and Parley decided on ${fuseNames.length} of version ${wireVersion}: ` +
          'state the new ones in electron-builder.yml and scripts/packaging.',
      );
    starts.push(start + 2);
  }
  const [first, ...others] = starts;
  if (first === undefined) throw new Error(`${file} has no fuses: it is not Electron's binary.`);
  return [first, ...others];
}
