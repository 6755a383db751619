/** Puts the scripts of `page/` together as source, with a secret of their own for each document. */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Script } from 'node:vm';
import { startSuffix } from './browser.ts';
import { createBridgeHalf } from './page/bridge.ts';
import { installMainWorld } from './page/main-world.ts';
import { installPreloadWorld } from './page/preload-world.ts';
import { createWire } from './page/wire.ts';

export const worldName = 'Electron Isolated Context';
export const bindingName = 'postToHost';
export const entryName = 'receiveFromHost';

export interface PageScripts {
  /** For the page's own world; must be installed first. */
  mainWorld: string;
  preloadWorld: string;
  /** Why the preload cannot run, if so. */
  trouble: string | null;
}

export function createPageScripts(preloadFile: string | null): PageScripts {
  const handshake = randomBytes(24).toString('hex');
  const { text, trouble } = readPreload(preloadFile);
  const parts = [
    `handshake: ${JSON.stringify(handshake)}`,
    `bindingName: ${JSON.stringify(bindingName)}`,
    `entryName: ${JSON.stringify(entryName)}`,
    `versions: ${JSON.stringify({ electron: process.versions['electron'], chrome: process.versions['chrome'], node: process.versions.node })}`,
    `platform: ${JSON.stringify(process.platform)}`,
    `wire: (${createWire})()`,
    `createBridgeHalf: ${createBridgeHalf}`,
    `preload: ${text === null ? 'null' : wrap(text)}`,
  ];
  return {
    mainWorld: `(${installMainWorld})(${JSON.stringify(handshake)}, ${createBridgeHalf});`,
    preloadWorld: `if (!location.host.endsWith(${JSON.stringify(startSuffix)})) (${installPreloadWorld})({ ${parts.join(', ')} });`,
    trouble,
  };
}

function readPreload(file: string | null): { text: string | null; trouble: string | null } {
  if (file === null) return { text: null, trouble: null };
  try {
    if (!isAbsolute(file)) throw new Error('preload script must have absolute path');
    const text = readFileSync(file, 'utf8');
    new Script(wrap(text), { filename: file });
    return { text, trouble: null };
  } catch (error) {
    return { text: null, trouble: `Unable to load preload script: ${file}\n${error instanceof Error ? error.message : String(error)}` };
  }
}

function wrap(text: string): string {
  return `(function (require, module, exports, process) {${text}\n})`;
}
