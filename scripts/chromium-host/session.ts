/** Electron's default session, as far as main sets it up. Prompts never appear: what the check handler does not grant is denied. */
import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import type { HostFrame } from './frames.ts';
import { requireReady } from './lifecycle.ts';
import { protocol } from './protocol.ts';
import { allContents, runningBrowser } from './running.ts';
import { net } from './system.ts';
import type { HostWebContents } from './web-contents.ts';

type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0];
type Permission = Parameters<NonNullable<CheckHandler>>[1];
type Shape = Pick<
  Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'clearCache'
  | 'clearStorageData'
  | 'resolveProxy'
>;

/** Electron's word for each permission Chromium can be told about. */
const permissions: [chromium: string, electron: Permission][] = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
];

class HostSession extends EventEmitter implements Shape {
  readonly protocol = protocol;
  #check: CheckHandler = null;

  /** Chromium asks nobody: with this host only the check handler decides. */
  setPermissionRequestHandler(handler: RequestHandler): void {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function');
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
    for (const contents of allContents()) void contents.opened().then((page) => applyPermissions(contents, page.frames.main));
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function');
  }

  /** Requests are Node's, which knows of no proxy. */
  async resolveProxy(_url: string): Promise<string> {
    return 'DIRECT';
  }

  async clearCache(): Promise<void> {
    // Each run has a new, empty profile.
  }

  async clearStorageData(): Promise<void> {
    await Promise.all(
      allContents().map(async (contents) => {
        const page = await contents.opened();
        await page.call('Storage.clearDataForOrigin', { origin: new URL(page.frames.main.chromiumUrl).origin, storageTypes: 'all' });
      }),
    );
  }

  grants(contents: HostWebContents, permission: Permission, frame: HostFrame): boolean {
    const details = { isMainFrame: true, requestingUrl: frame.url };
    return this.#check?.(contents as never, permission, `${frame.origin}/`, details as never) ?? false;
  }
}

export const defaultSession = new HostSession();

/**
 * A session that main uses for requests of its own. Pages of other sessions are not there with this host, and Node never repeats a request
 * of its own accord, so one shared pool of connections serves them all.
 */
class RequestSession implements Pick<Session, 'closeAllConnections'> {
  async closeAllConnections(): Promise<void> {
    // Nothing outlives its request in a way that main could notice.
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return net.fetch(input, init);
  }
}

const partitions = new Map<string, RequestSession>();

export const session = {
  get defaultSession() {
    requireReady('Session can only be received when app is ready');
    return defaultSession;
  },
  fromPartition(partition: string): RequestSession {
    requireReady('Session can only be received when app is ready');
    if (typeof partition !== 'string' || partition === '') throw new TypeError('This host has named partitions only');
    const found = partitions.get(partition) ?? new RequestSession();
    partitions.set(partition, found);
    return found;
  },
};

/** Chromium keeps permissions by origin: told at each navigation of a top frame. */
export async function applyPermissions(contents: HostWebContents, frame: HostFrame): Promise<void> {
  const origin = URL.parse(frame.chromiumUrl)?.origin ?? 'null';
  if (origin === 'null') return;
  const { pipe } = runningBrowser();
  await Promise.all(
    permissions.map(([name, permission]) => {
      const setting = defaultSession.grants(contents, permission, frame) ? 'granted' : 'denied';
      return pipe.call('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined);
    }),
  );
}
