/** Called by electron-builder when the program's folder is complete, before the fuses it knows are set and anything is signed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { setFuse } from './fuse-wire.ts';

export default function afterPack(context: AfterPackContext): void {
  // On, as Electron has it: V8's cheap check of memory bounds. No code of Parley's is WebAssembly.
  setFuse(electronBinary(context), 'wasmTrapHandlers', true);

  // Electron's own start page: kept when its files come from a folder, and never used, since only app.asar may be loaded.
  rmSync(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
}

/** The file that holds the fuses: on macOS a framework, elsewhere the program itself. */
function electronBinary({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin')
    return join(appOutDir, `${name}.app`, 'Contents/Frameworks/Electron Framework.framework/Electron Framework');
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, 'executableName' in packager ? String(packager.executableName) : name);
}
