/** Electron's `nativeTheme`: pages are told through DevTools which colours are preferred. */
import { EventEmitter } from 'node:events';
import type { NativeTheme } from 'electron';
import { allContents } from './running.ts';

type Source = NativeTheme['themeSource'];
type Shape = Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors' | 'prefersReducedTransparency'>;

let systemIsDark = false;

class HostNativeTheme extends EventEmitter implements Shape {
  readonly shouldUseHighContrastColors = false;
  readonly prefersReducedTransparency = false;
  #source: Source = 'system';

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (source !== 'system' && source !== 'light' && source !== 'dark')
      throw new TypeError(`Error processing argument at index 0, conversion failure from ${source}`);
    const before = this.shouldUseDarkColors;
    this.#source = source;
    for (const contents of allContents())
      void contents
        .opened()
        .then((page) => page.setColourScheme(chosenColourScheme()))
        .catch(() => undefined);
    if (before !== this.shouldUseDarkColors) setImmediate(() => this.emit('updated'));
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? systemIsDark : this.#source === 'dark';
  }
}

export const nativeTheme = new HostNativeTheme();

/** Empty for the system's own. */
export function chosenColourScheme(): string {
  return nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
}

export function setSystemIsDark(dark: boolean): void {
  systemIsDark = dark;
}
