/** Handlers of the `data` area. The renderer names no path: folders and files come from the system's own dialogs. */
import type { Engine } from '../engine.ts';
import { Problem } from '../problem.ts';
import type { ShellActions } from './app.ts';
import type { Handlers } from './register.ts';

type DataChannel = Extract<keyof Handlers, `data.${string}`>;
type Shell = Pick<ShellActions, 'version' | 'chooseExportFolder' | 'chooseImportFile' | 'showFolder'>;

export function dataHandlers(engine: () => Promise<Engine>, shell: Shell): Pick<Handlers, DataChannel> {
  /** Before a dialog is shown for nothing. */
  async function free(): Promise<Engine['data']> {
    const { data } = await engine();
    if (data.job()?.state === 'running')
      throw new Problem('conflict', 'An export or import is running already. Wait for it, or cancel it first.');
    return data;
  }

  return {
    async 'data.state'() {
      return (await engine()).data.state();
    },
    async 'data.measure'() {
      (await engine()).data.measure();
      return null;
    },
    async 'data.export'({ scope, format }) {
      const data = await free();
      const folder = await shell.chooseExportFolder();
      if (folder !== null) data.beginExport({ folder, scope, format, writtenBy: `Parley ${shell.version}` });
      return folder !== null;
    },
    async 'data.import'({ accountId }) {
      const data = await free();
      const file = await shell.chooseImportFile();
      if (file !== null) data.beginImport({ file, into: accountId });
      return file !== null;
    },
    async 'data.continue'() {
      (await engine()).data.continueJob();
      return null;
    },
    async 'data.cancel'() {
      (await engine()).data.cancelJob();
      return null;
    },
    async 'data.dismiss'() {
      (await engine()).data.dismissJob();
      return null;
    },
    async 'data.showExport'() {
      const folder = (await engine()).data.exportFolder();
      if (folder === null) throw new Problem('not-found', 'There is no finished export to show.');
      await shell.showFolder(folder);
      return null;
    },
    async 'data.countOutdated'({ accountId, days }) {
      return (await engine()).data.countOutdated(accountId, days);
    },
    async 'data.setRetention'({ accountId, days }) {
      await (await engine()).data.setRetention(accountId, days);
      return null;
    },
  };
}
