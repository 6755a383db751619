/** What `import … from 'electron'` gives under this host. A module main does not use is not here: importing it fails loudly. */
import type * as Electron from 'electron';
import { app } from './app.ts';
import { HostBrowserWindow as BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { HostMenu as Menu, HostMenuItem as MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { HostNotification as Notification } from './notification.ts';
import { protocol } from './protocol.ts';
import { chromiumHostRecords } from './records.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { clipboard, dialog, net, powerMonitor, shell } from './system.ts';
import { HostTray as Tray } from './tray.ts';

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
} satisfies Partial<Record<keyof typeof Electron, unknown>>;

export {
  app,
  BrowserWindow,
  chromiumHostRecords,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
};
export default electron;
