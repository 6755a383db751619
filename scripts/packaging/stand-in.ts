/**
 * Makes a folder that looks like Electron's Linux files, so that packaging can be proved where the real ones cannot be fetched. What
 * comes out of it is complete except for Electron: started, it says so and ends.
 *
 *   node scripts/packaging/stand-in.ts FOLDER && npx electron-builder --linux dir -c.electronDist=FOLDER
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marker, wireVersion } from './fuse-wire.ts';

/** As Electron 43 and later leave the factory. */
const factoryFuses = '101100011';

const sentence = 'This is a stand-in for Electron, made to try out packaging. It cannot run Parley.';

export function makeStandIn(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(marker), Buffer.from([wireVersion, factoryFuses.length]), Buffer.from(factoryFuses)]);
  const program = Buffer.concat([Buffer.from(`#!/bin/sh\necho '${sentence}' >&2\nexit 1\n`), wire]);
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), electronVersion());
  writeFileSync(join(folder, 'LICENSE'), sentence);
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  writeFileSync(join(folder, 'resources', 'default_app.asar'), emptyArchive());
}

/** An asar with no files: a list in JSON after four numbers that say how long it is, each counting what follows it. */
function emptyArchive(): Buffer {
  const list = Buffer.from('{"files":{}}');
  const numbers = Buffer.alloc(16);
  [4, list.length + 8, list.length + 4, list.length].forEach((value, index) => numbers.writeUInt32LE(value, index * 4));
  return Buffer.concat([numbers, list]);
}

/** Of the installed npm package: its manifest is there even when the binary is not. */
function electronVersion(): string {
  const file = join(import.meta.dirname, '../../node_modules/electron/package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return manifest.version;
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder) makeStandIn(folder);
  else {
    console.error('Usage: node scripts/packaging/stand-in.ts FOLDER');
    process.exitCode = 2;
  }
}
