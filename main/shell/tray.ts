/** The tray: how many messages wait, and the way back to the window. */
import { Menu, nativeImage, Tray } from 'electron';
import { join } from 'node:path';

export interface TrayParts {
  assets: string;
  showWindow(): void;
  openSettings(): void;
  quit(): void;
}

export interface ParleyTray {
  setUnread(count: number): void;
}

export function createTray(parts: TrayParts): ParleyTray {
  const image = (name: string) => nativeImage.createFromPath(join(parts.assets, 'tray', name));
  const images = imageNames(process.platform);
  const tray = new Tray(image(images.normal));
  tray.on('click', parts.showWindow);

  function setUnread(count: number): void {
    const words = count === 0 ? 'no unread messages' : `${count} unread message${count === 1 ? '' : 's'}`;
    tray.setImage(image(count > 0 ? images.unread : images.normal));
    tray.setToolTip(`Parley: ${words}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: count === 0 ? 'No unread messages' : `${count} unread`, enabled: false },
        { type: 'separator' },
        { label: 'Open Parley', click: parts.showWindow },
        { label: 'Settings…', click: parts.openSettings },
        { type: 'separator' },
        { label: 'Quit Parley', click: parts.quit },
      ]),
    );
  }

  setUnread(0);
  return { setUnread };
}

/** macOS recolours template images itself; elsewhere the image is shown as it is. */
function imageNames(platform: NodeJS.Platform): { normal: string; unread: string } {
  if (platform === 'darwin') return { normal: 'trayTemplate.png', unread: 'tray-unreadTemplate.png' };
  const size = platform === 'win32' ? 32 : 24;
  return { normal: `tray-${size}.png`, unread: `tray-unread-${size}.png` };
}
