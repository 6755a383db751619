/** Electron's `nativeImage`, as far as main hands images around. Pixels are never decoded: a resized image keeps its bytes and tells the new size. */
import type { NativeImage } from 'electron';
import { readFileSync } from 'node:fs';

interface Size {
  width: number;
  height: number;
}

type Shape = Pick<
  NativeImage,
  'isEmpty' | 'toPNG' | 'toDataURL' | 'getSize' | 'getAspectRatio' | 'setTemplateImage' | 'isTemplateImage' | 'addRepresentation'
>;

export class HostNativeImage implements Shape {
  readonly #png: Buffer;
  readonly #size: Size;
  #template = false;

  constructor(png: Buffer, size: Size = pngSize(png)) {
    this.#png = png;
    this.#size = size;
  }

  isEmpty(): boolean {
    return this.#png.length === 0;
  }

  toPNG(): Buffer {
    return Buffer.from(this.#png);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`;
  }

  getSize(): Size {
    return { ...this.#size };
  }

  getAspectRatio(): number {
    return this.#size.height === 0 ? 1 : this.#size.width / this.#size.height;
  }

  resize({ width, height }: { width?: number; height?: number }): HostNativeImage {
    const ratio = this.getAspectRatio();
    const size = {
      width: width ?? Math.round((height ?? this.#size.height) * ratio),
      height: height ?? Math.round((width ?? this.#size.width) / ratio),
    };
    return new HostNativeImage(this.#png, size);
  }

  setTemplateImage(option: boolean): void {
    this.#template = option;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }

  addRepresentation(): void {
    // One size is enough where nothing is drawn.
  }

  get isMacTemplateImage(): boolean {
    return this.#template;
  }
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngSize(png: Buffer): Size {
  return isPng(png) ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) } : { width: 0, height: 0 };
}

function isPng(bytes: Buffer): boolean {
  return bytes.length > 24 && bytes.subarray(0, 8).equals(pngSignature);
}

/** What is no PNG gives an empty image, as an unreadable file does in Electron. */
function fromBytes(bytes: Buffer): HostNativeImage {
  return new HostNativeImage(isPng(bytes) ? bytes : Buffer.alloc(0));
}

export const nativeImage = {
  createEmpty: () => new HostNativeImage(Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => fromBytes(bytes),
  createFromDataURL: (url: string) => fromBytes(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  createFromPath(path: string) {
    try {
      return fromBytes(readFileSync(path));
    } catch {
      return new HostNativeImage(Buffer.alloc(0));
    }
  },
};
