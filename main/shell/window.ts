/** The one window: created hidden, shown when it has something to show, its place remembered. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Change } from '../../preload/contract/changes.ts';
import { changesChannel } from '../../preload/contract/channels.ts';
import { appOrigin } from './app-files.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';

export interface MainWindow {
  /** Brings it to the front, from wherever it is. */
  show(): void;
  send(changes: Change[]): void;
  /** Loads the page anew. */
  reload(): void;
  /** PNG of what it shows. */
  capture(): Promise<Buffer>;
  isInFront(): boolean;
}

export interface WindowParts {
  preloadFile: string;
  iconFile: string;
  stateFile: string;
  startHidden: boolean;
  /** Whether closing only hides the window: the tray keeps Parley running. */
  hidesOnClose(): boolean;
  onAttention(inFront: boolean): void;
  onGone(reason: string): void;
}

/** Background before the first paint, so that no flash of the other theme is seen. Same values as the renderer's tokens. */
const background = { light: '#ffffff', dark: '#16181d' };

export function createMainWindow(parts: WindowParts): MainWindow {
  const state = loadWindowState(
    parts.stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    width: state?.width ?? 1180,
    height: state?.height ?? 780,
    ...(state ? { x: state.x, y: state.y } : {}),
    minWidth: 420,
    minHeight: 480,
    show: false,
    title: 'Parley',
    icon: parts.iconFile,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: parts.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Chromium would fetch dictionaries from its maker's servers; Parley talks to nobody but the services.
      spellcheck: false,
    },
  });

  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });

  /** Maximising shows a window, so it waits for the moment the window is to be seen. */
  let maximizeFirst = state?.maximized ?? false;
  function reveal(): void {
    if (maximizeFirst) window.maximize();
    maximizeFirst = false;
    window.show();
  }

  const remember = () =>
    saveWindowState(parts.stateFile, { ...window.getNormalBounds(), maximized: maximizeFirst || window.isMaximized() });
  const tellAttention = () => parts.onAttention(window.isVisible() && !window.isMinimized());

  window.once('ready-to-show', () => {
    if (!parts.startHidden) reveal();
  });
  window.on('close', (event) => {
    remember();
    if (quitting || !parts.hidesOnClose()) return;
    event.preventDefault();
    window.hide();
  });
  window.on('show', tellAttention);
  window.on('hide', tellAttention);
  window.on('minimize', tellAttention);
  window.on('restore', tellAttention);
  window.webContents.on('render-process-gone', (_event, details) => {
    parts.onGone(details.reason);
    if (!quitting && details.reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(`${appOrigin}/index.html`);

  return {
    show() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      reveal();
      window.focus();
    },
    send(changes) {
      if (!window.isDestroyed()) window.webContents.send(changesChannel, changes);
    },
    reload() {
      if (!window.isDestroyed()) window.webContents.reload();
    },
    async capture() {
      return (await window.webContents.capturePage()).toPNG();
    },
    isInFront: () => !window.isDestroyed() && window.isVisible() && window.isFocused(),
  };
}
