/** The one Chromium of the host: hands out windows, and keeps it to those. */
import { randomBytes } from 'node:crypto';
import { startChromium, type ChromiumOptions, type ChromiumProcess } from './chromium-process.ts';
import type { DevtoolsPipe } from './devtools-pipe.ts';

export interface Target {
  targetId: string;
  sessionId: string;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

const onlyPages = [{ type: 'page' }];
export const startSuffix = '.chromium-host-start.invalid';
/** How long a window may take to appear, ms. */
const patience = 20_000;

export class Browser {
  readonly pipe: DevtoolsPipe;
  readonly #process: ChromiumProcess;
  readonly #awaited = new Map<string, (target: Target) => void>();
  readonly #addresses = new Map<string, string>();
  readonly #strays = new Set<string>();

  private constructor(chromium: ChromiumProcess) {
    this.#process = chromium;
    this.pipe = chromium.pipe;
  }

  static async start(options: ChromiumOptions): Promise<Browser> {
    const browser = new Browser(startChromium(options));
    const { pipe } = browser;
    pipe.on('Target.targetCreated', ({ targetInfo }: { targetInfo: TargetInfo }) =>
      browser.#addresses.set(targetInfo.targetId, targetInfo.url),
    );
    pipe.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) => browser.#addresses.delete(targetId));
    pipe.on('Target.attachedToTarget', (event: { sessionId: string; targetInfo: TargetInfo }) =>
      browser.#attached(event.sessionId, event.targetInfo),
    );
    const ready = Promise.all([
      pipe.call('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      pipe.call('Browser.setDownloadBehavior', { behavior: 'deny' }),
      pipe.call('Target.setDiscoverTargets', { discover: true, filter: onlyPages }),
      pipe.call('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: onlyPages }),
    ]);
    await ready.catch((error: Error) => {
      throw new Error(`${error.message}\n${browser.#process.lastWords()}`);
    });
    return browser;
  }

  /** A new empty window. Its page waits for `Runtime.runIfWaitingForDebugger`. */
  openWindow(): Promise<Target> {
    const address = `https://${randomBytes(12).toString('hex')}${startSuffix}/`;
    return new Promise<Target>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Chromium opened no window within ${patience / 1000} s.`)), patience);
      this.#awaited.set(address, (target) => {
        clearTimeout(timer);
        resolve(target);
      });
      this.pipe.once('closed', () => reject(new Error('Chromium ended before its window opened.')));
      this.#process.openAppWindow(address);
    });
  }

  isStray(frameId: string): boolean {
    return this.#strays.has(frameId);
  }

  end(): Promise<void> {
    return this.#process.end();
  }

  #attached(sessionId: string, info: TargetInfo): void {
    const address = info.url || (this.#addresses.get(info.targetId) ?? '');
    const claim = this.#awaited.get(address);
    if (claim) {
      this.#awaited.delete(address);
      return claim({ targetId: info.targetId, sessionId });
    }
    if (address.startsWith('devtools://')) {
      void this.pipe.call('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => undefined);
      return;
    }
    // Opened by the page or by the user's own keys: it is not to load anything.
    this.#strays.add(info.targetId);
    void this.pipe.call('Target.closeTarget', { targetId: info.targetId }).catch(() => undefined);
    // Its opener stands still until it runs; whatever it asks for is refused.
    void this.pipe.call('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => undefined);
  }
}

export function isStartPage(url: string): boolean {
  return URL.parse(url)?.host.endsWith(startSuffix) ?? false;
}
