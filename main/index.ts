/** Boot order, and nothing else: lock → store → session → window → sync. */
import { app } from 'electron';
import { declareAppScheme } from './shell/app-scheme.ts';
import { parseCommandLine } from './shell/command-line.ts';
import { prepareDataFolder } from './shell/data-folder.ts';
import { startShell } from './shell/start.ts';

const commandLine = parseCommandLine(process.argv.slice(1));
const dataFolder = prepareDataFolder(commandLine.userDataFolder);
app.setAppUserModelId('org.parley.desktop');

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.enableSandbox();
  declareAppScheme();
  void app.whenReady().then(() => startShell(commandLine, dataFolder));
}
