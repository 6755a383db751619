/** Electron's `Tray`: kept in memory. */
import { EventEmitter } from 'node:events';
import type { Rectangle, Tray } from 'electron';
import { requireReady } from './lifecycle.ts';
import type { HostMenu } from './menu.ts';
import { nativeImage, type HostNativeImage } from './native-image.ts';
import { record } from './records.ts';

type Shape = Pick<Tray, 'setToolTip' | 'setTitle' | 'getTitle' | 'getBounds' | 'setIgnoreDoubleClickEvents' | 'destroy' | 'isDestroyed'>;

export class HostTray extends EventEmitter implements Shape {
  #image: HostNativeImage;
  #title = '';
  #destroyed = false;

  constructor(image: HostNativeImage | string) {
    requireReady('Cannot create Tray before app is ready');
    super();
    this.#image = asImage(image);
    record('tray', 'new', this);
  }

  setImage(image: HostNativeImage | string): void {
    this.#requireAlive();
    this.#image = asImage(image);
    record('tray', 'image', this.#image);
  }

  setToolTip(text: string): void {
    this.#requireAlive();
    record('tray', 'tooltip', text);
  }

  setTitle(title: string): void {
    this.#requireAlive();
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: HostMenu | null): void {
    this.#requireAlive();
    record('tray', 'menu', menu);
  }

  popUpContextMenu(menu?: HostMenu): void {
    this.#requireAlive();
    menu?.popup();
  }

  setIgnoreDoubleClickEvents(): void {
    // Nobody clicks.
  }

  getBounds(): Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 };
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new TypeError('Tray is destroyed');
  }
}

/** Electron refuses a tray without a picture too. */
function asImage(image: HostNativeImage | string): HostNativeImage {
  if (typeof image !== 'string') return image;
  const read = nativeImage.createFromPath(image);
  if (read.isEmpty()) throw new TypeError(`Failed to load image from path '${image}'`);
  return read;
}
