/** The system's own dialogs for a folder to export into and a file to import: the only way in which a path of the user's gets here. */
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

export function createPathChoice(): { chooseExportFolder(): Promise<string | null>; chooseImportFile(): Promise<string | null> } {
  return {
    chooseExportFolder: () =>
      choose({ title: 'Export into a folder', buttonLabel: 'Export here', properties: ['openDirectory', 'createDirectory'] }),
    chooseImportFile: () =>
      choose({
        title: 'Import an export of Parley’s',
        buttonLabel: 'Import',
        properties: ['openFile'],
        filters: [{ name: 'JSON Lines', extensions: ['jsonl'] }],
      }),
  };
}

async function choose(options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
