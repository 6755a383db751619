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
import { openStore } from '../store/open-store.ts';
import { serveAppScheme } from './app-scheme.ts';
import type { CommandLine } from './command-line.ts';
import { installContextMenu } from './context-menu.ts';
import { whyNotWritable } from './data-folder.ts';
import { openExternalLink } from './external-links.ts';
import { lockDown } from './lock-down.ts';
import { setApplicationMenu } from './menu.ts';
import { accountFetch, resolveProxy } from './network.ts';
import { createOpening } from './opening.ts';
import { createNotifications } from './notifications.ts';
import { damageNotice, noticesOf } from './notices.ts';
import { saveScreenshot } from './screenshot.ts';
import { showFolder } from './show-folder.ts';
import { createTray } from './tray.ts';
import { followUnread } from './unread.ts';
import { createMainWindow } from './window.ts';
import { createPathChoice } from './choose-path.ts';

export async function startShell(commandLine: CommandLine, dataFolder: string): Promise<void> {
  const redactor = createRedactor();
  const log = createLog(join(app.getPath('userData'), 'logs', 'parley.log'), redactor);
  const changes = createChangeHub();
  const assets = join(app.getAppPath(), 'assets');
  const iconFile = join(assets, 'icons', '256x256.png');
  const notices: Notice[] = [];
  let settings: Settings = defaultSettings;
  let navigateTo: StartState['navigateTo'] = null;
  let rendererListens = false;

  const { engine, startAgain, reopen } = createOpening(open);
  // The database opens while the window is being made.
  engine().catch(() => undefined);

  async function open(): Promise<Engine> {
    try {
      const trouble = whyNotWritable(dataFolder);
      if (trouble) throw new StoreUnusable('read-only', trouble);
      const started = await startEngine({
        dataFolder,
        openStore: () =>
          openStore({ file: join(dataFolder, 'parley.sqlite'), workerFile: new URL('./store-worker.js', import.meta.url), log }),
        keytar,
        fetchFor: accountFetch,
        resolveProxy,
        clock: systemClock,
        log,
        hideSecret: redactor.hide,
        changes,
        onArrived: (_accountId, messages) => void arrived(messages),
        // Once the settings are known, which say whether there are notifications at all.
        onReminded: (conversations) =>
          void engine().then(
            () => notifications.remind(conversations),
            () => undefined,
          ),
        onLoggedOut: (account) => notifications.loggedOut(account),
      });
      await takeUp(started);
      return started;
    } catch (error) {
      log.warn('the engine did not start', { error: String(error) });
      process.stderr.write(`${error instanceof StoreUnusable ? error.message : 'Parley could not start. The log says more.'}\n`);
      throw error;
    }
  }

  serveAppScheme(join(app.getAppPath(), 'out', 'renderer'));
  lockDown();
  installContextMenu();

  const notifications = createNotifications({
    iconFile,
    settings: () => settings,
    async describe(conversationId) {
      const { store, roster } = await engine();
      const conversation = await store.readConversation(conversationId);
      return conversation && { title: conversation.title, account: roster.view(conversation.accountId).name };
    },
    open: navigate,
    showWindow: () => window.show(),
  });

  registerIpc({
    engine,
    startAgain,
    repair,
    notices,
    changes,
    log,
    shell: {
      version: app.getVersion(),
      dataFolder,
      painted() {
        log.info('inbox painted');
        if (commandLine.screenshot) void saveScreenshot(window, engine(), commandLine.screenshot);
      },
      openLink: openExternalLink,
      showDataFolder: () => showFolder(dataFolder),
      ...createPathChoice(),
      showFolder,
      testNotification: notifications.test,
      reload: () => window.reload(),
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
      void engine().then(
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
  powerMonitor.on(
    'resume',
    () =>
      void engine().then(
        ({ sync }) => sync.readEverythingNow(),
        () => undefined,
      ),
  );
  quitCleanly(engine);
  // Every call over IPC answers a failure's sentence; only a start for a picture has nothing to wait for then.
  await engine().catch(() => commandLine.screenshot && app.exit(1));

  /** Connects a running engine to what the shell shows. */
  async function takeUp({ store, opened, rehearsal }: Engine): Promise<void> {
    tell(...noticesOf(opened));
    store.onDamage(() => tell(damageNotice));
    applySettings(await store.readSettings());
    followUnread(store, {
      unread(count) {
        tray.setUnread(count);
        app.setBadgeCount(count);
      },
      read: notifications.clear,
    });
    if (commandLine.rehearsal) await rehearsal.start();
  }

  function tell(...told: Notice[]): void {
    notices.push(...told);
    for (const value of told) changes.publish({ type: 'upsert', object: 'notice', value });
  }

  function repair(): Promise<Engine> {
    notices.length = 0;
    return reopen((before) => before.close());
  }

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
    const inView = window.isInFront() ? (await engine()).sync.openConversation() : null;
    await notifications.announce(messages.filter((message) => message.conversationId !== inView));
  }
}

/** Quit waits for the store to be written out, but not for ever. */
function quitCleanly(engine: () => Promise<Engine>): void {
  let stage: 'running' | 'closing' | 'closed' = 'running';
  app.on('will-quit', (event) => {
    if (stage === 'closed') return;
    event.preventDefault();
    if (stage === 'closing') return;
    stage = 'closing';
    const patience = new Promise((resolve) => setTimeout(resolve, 3000));
    const closing = engine()
      .then((running) => running.close())
      .catch(() => undefined);
    void Promise.race([closing, patience]).then(() => {
      stage = 'closed';
      app.quit();
    });
  });
}
