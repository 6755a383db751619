/** Puts the window, the tray, the notifications and the engine together, once Electron is ready. */
import { app, nativeTheme, powerMonitor } from 'electron';
import { join } from 'node:path';
import keytar from 'keytar';
import { defaultSettings, type Message, type Notice, type Settings } from '../../preload/contract/domain.ts';
import type { StartState } from '../../preload/contract/api.ts';
import { createChangeHub } from '../changes.ts';
import { systemClock } from '../clock.ts';
import { startEngine, type Engine } from '../engine.ts';
import { registerIpc } from '../ipc/index.ts';
import { createLog } from '../log/index.ts';
import { createRedactor } from '../log/redact.ts';
import { StoreUnusable } from '../store/contract.ts';
import { serveAppScheme } from './app-scheme.ts';
import type { CommandLine } from './command-line.ts';
import { installContextMenu } from './context-menu.ts';
import type { DataFolder } from './data-folder.ts';
import { openExternalLink } from './external-links.ts';
import { lockDown } from './lock-down.ts';
import { setApplicationMenu } from './menu.ts';
import { accountFetch } from './network.ts';
import { createNotifications } from './notifications.ts';
import { noticesOf } from './notices.ts';
import { saveScreenshot } from './screenshot.ts';
import { showFolder } from './show-folder.ts';
import { createTray } from './tray.ts';
import { followUnread } from './unread.ts';
import { createMainWindow } from './window.ts';

export async function startShell(commandLine: CommandLine, dataFolder: DataFolder): Promise<void> {
  const redactor = createRedactor();
  const log = createLog(join(app.getPath('userData'), 'logs', 'parley.log'), redactor);
  const changes = createChangeHub();
  const assets = join(app.getAppPath(), 'assets');
  const iconFile = join(assets, 'icons', '256x256.png');
  const notices: Notice[] = [];
  let settings: Settings = defaultSettings;
  let navigateTo: StartState['navigateTo'] = null;
  let rendererListens = false;

  const opening: Promise<Engine> = dataFolder.trouble
    ? Promise.reject(new StoreUnusable('read-only', dataFolder.trouble))
    : startEngine({
        databaseFile: join(dataFolder.path, 'parley.sqlite'),
        storeWorker: new URL('./store-worker.js', import.meta.url),
        keytar,
        fetchFor: accountFetch,
        clock: systemClock,
        log,
        hideSecret: redactor.hide,
        changes,
        onArrived: (_accountId, messages) => void arrived(messages),
      });
  // Every call over IPC answers the failure's sentence; here it is only kept from counting as unhandled.
  opening.catch((error: unknown) => {
    log.warn('the engine did not start', { error: String(error) });
    process.stderr.write(`${error instanceof StoreUnusable ? error.message : 'Parley could not start. The log says more.'}\n`);
  });

  serveAppScheme(join(app.getAppPath(), 'out', 'renderer'));
  lockDown();
  installContextMenu();

  const notifications = createNotifications({
    iconFile,
    settings: () => settings,
    async describe(conversationId) {
      const { store, roster } = await opening;
      const conversation = await store.readConversation(conversationId);
      return conversation && { title: conversation.title, account: roster.view(conversation.accountId).name };
    },
    open: navigate,
  });

  registerIpc({
    engine: () => opening,
    notices,
    changes,
    log,
    shell: {
      version: app.getVersion(),
      dataFolder: dataFolder.path,
      painted: () => void (commandLine.screenshot && saveScreenshot(window, opening, commandLine.screenshot)),
      openLink: openExternalLink,
      showDataFolder: () => showFolder(dataFolder.path),
      testNotification: notifications.test,
      settingsChanged: applySettings,
      takeNavigateTo() {
        rendererListens = true;
        const target = navigateTo;
        navigateTo = null;
        return target;
      },
    },
  });

  const window = createMainWindow({
    preloadFile: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    iconFile,
    stateFile: join(app.getPath('userData'), 'window.json'),
    startHidden: commandLine.hidden,
    hidesOnClose: () => settings.closeToTray,
    onAttention: (visible) =>
      void opening.then(
        ({ sync }) => sync.setAttention(visible ? 'visible' : 'background'),
        () => undefined,
      ),
    onGone: (reason) => log.warn('the window’s process ended', { reason }),
  });
  changes.onBatch(window.send);
  const openSettings = () => {
    window.show();
    changes.publish({ type: 'navigate', to: { dialog: 'settings' } });
  };
  const tray = createTray({ assets, showWindow: window.show, openSettings, quit: () => app.quit() });
  setApplicationMenu(openSettings);

  app.on('second-instance', window.show);
  app.on('activate', window.show);
  app.on('window-all-closed', () => app.quit());
  quitCleanly(opening);

  const engine = await opening.catch(() => null);
  if (!engine) return;
  notices.push(...noticesOf(engine.opened));
  applySettings(await engine.store.readSettings());
  followUnread(engine.store, {
    unread(count) {
      tray.setUnread(count);
      app.setBadgeCount(count);
    },
    read: notifications.clear,
  });
  powerMonitor.on('resume', () => engine.sync.readEverythingNow());
  if (commandLine.rehearsal) await engine.rehearsal.start();

  function applySettings(next: Settings): void {
    settings = next;
    nativeTheme.themeSource = next.theme;
  }

  function navigate(to: NonNullable<StartState['navigateTo']>): void {
    window.show();
    if (rendererListens) changes.publish({ type: 'navigate', to });
    else navigateTo = to;
  }

  async function arrived(messages: Message[]): Promise<void> {
    const inView = window.isInFront() ? (await opening).sync.openConversation() : null;
    await notifications.announce(messages.filter((message) => message.conversationId !== inView));
  }
}

/** Quit waits for the store to be written out, but not for ever. */
function quitCleanly(opening: Promise<Engine>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const patience = new Promise((resolve) => setTimeout(resolve, 3000));
    const closing = opening.then((engine) => engine.close()).catch(() => undefined);
    void Promise.race([closing, patience]).then(() => {
      closed = true;
      app.quit();
    });
  });
}
