/** The walls of the house are lint errors: each is climbed once, and must refuse. */
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/root.ts';

const eslint = new ESLint({ cwd: projectRoot });

async function rulesBroken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${projectRoot}/${file}` });
  return result!.messages.filter((message) => message.severity === 2).map((message) => message.ruleId);
}

describe('lint refuses', () => {
  test.each([
    ['Electron in the store', 'main/store/x.ts', "import 'electron';"],
    ['Electron in a provider', 'main/providers/x/x.ts', "import 'electron';"],
    ['the store in a provider', 'main/providers/x/x.ts', "import '../../store/contract.ts';"],
    ['IPC in a provider', 'main/providers/x.ts', "import '../ipc/index.ts';"],
    ['SQLite outside the store', 'main/sync/x.ts', "import 'better-sqlite3';"],
    ['the keychain outside the shell', 'main/accounts/x.ts', "import 'keytar';"],
    ['Node in the renderer', 'renderer/lib/x.ts', "import 'node:fs';"],
    ['main in the renderer', 'renderer/lib/x.ts', "import '../../main/problem.ts';"],
    ['zod in the renderer', 'renderer/lib/x.ts', "import 'zod';"],
    ['Node in the contract', 'preload/contract/x.ts', "import 'node:fs';"],
    ['the renderer in main', 'main/x.ts', "import '../renderer/lib/ipc.ts';"],
  ])('%s', async (_name, file, code) => expect(await rulesBroken(file, code)).toEqual(['no-restricted-imports']));

  test.each([
    ['SQL outside the store', 'main/sync/x.ts', "export const text = 'SELECT id FROM messages';"],
    ['links past their door', 'main/shell/x.ts', "import { shell } from 'electron';\nvoid shell.openExternal('https://example.com');"],
    ['channels past their register', 'main/shell/x.ts', "import { ipcMain } from 'electron';\nipcMain.handle('x', () => 1);"],
  ])('%s', async (_name, file, code) => expect(await rulesBroken(file, code)).toEqual(['no-restricted-syntax']));
});
