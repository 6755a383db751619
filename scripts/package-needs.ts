/** What Parley needs from the system, and how to see whether it is there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';
import { findOnPath } from './find-on-path.ts';

export interface Need {
  /** Of Debian and its relatives. */
  package: string;
  isThere(): boolean;
}

const program = (name: string) => () => findOnPath([name]) !== null;

const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib/arm-linux-gnueabihf',
  '/usr/lib64',
  '/usr/lib',
  '/lib',
  '/usr/local/lib',
];
const library = (name: string) => () => libraryFolders.some((folder) => existsSync(join(folder, name)));

/** Debian's file first: asking fontconfig takes longer than everything else together. */
const font = (file: string, language: string) => () =>
  existsSync(join('/usr/share/fonts', file)) ||
  spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0;

export const keychainLibrary: Need = { package: 'libsecret-1-0', isThere: library('libsecret-1.so.0') };
export const chromium: Need = { package: 'chromium', isThere: () => findChromium() !== null };
export const virtualScreen: Need = { package: 'xvfb', isThere: program('Xvfb') };
export const fonts: Need[] = [
  { package: 'fonts-noto-core', isThere: font('truetype/noto/NotoSans-Regular.ttf', 'ar') },
  { package: 'fonts-noto-cjk', isThere: font('opentype/noto/NotoSansCJK-Regular.ttc', 'ja') },
  { package: 'fonts-noto-color-emoji', isThere: font('truetype/noto/NotoColorEmoji.ttf', 'und-zsye') },
];
/** Any of the programs that keep secrets will do to run Parley; the tests want theirs. */
const keepers = ['gnome-keyring-daemon', 'kwalletd5', 'kwalletd6', 'keepassxc'];
export const anyKeychain: Need[] = [
  { package: 'dbus', isThere: program('dbus-daemon') },
  { package: 'gnome-keyring', isThere: () => findOnPath(keepers) !== null },
];
export const secretService: Need[] = [
  { package: 'dbus', isThere: () => program('dbus-daemon')() && program('dbus-send')() },
  { package: 'gnome-keyring', isThere: program('gnome-keyring-daemon') },
];
