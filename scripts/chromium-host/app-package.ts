/** Finds what to run: a folder with a package.json, or a main file. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface AppPackage {
  folder: string;
  mainFile: string;
  name: string;
  version: string;
}

interface PackageJson {
  name?: string;
  productName?: string;
  version?: string;
  main?: string;
}

export function findApp(path: string): AppPackage {
  const given = resolve(path);
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) throw new Error(`Unable to find Electron app at ${given}`);
  const folder = isFolder ? given : dirname(given);
  const description = readPackage(folder);
  return {
    folder,
    mainFile: isFolder ? join(folder, description.main ?? 'index.js') : given,
    name: description.productName ?? description.name ?? 'Electron',
    version: description.version ?? electronVersion(),
  };
}

export function electronVersion(): string {
  return readPackage(join(import.meta.dirname, '..', '..', 'node_modules', 'electron')).version ?? '0.0.0';
}

function readPackage(folder: string): PackageJson {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  } catch {
    return {};
  }
}
