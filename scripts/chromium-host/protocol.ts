/** Electron's `protocol`: schemes of the app, answered by main. */
import type { Protocol, CustomScheme } from 'electron';
import { lifecycle, requireReady } from './lifecycle.ts';
import { registerScheme } from './urls.ts';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();
let declared = false;

export function handlerFor(url: string): SchemeHandler | undefined {
  return handlers.get(url.slice(0, Math.max(0, url.indexOf(':'))).toLowerCase());
}

export const protocol = {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (lifecycle.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (declared) throw new Error('protocol.registerSchemesAsPrivileged can be called only once');
    declared = true;
    for (const { scheme } of schemes) registerScheme(scheme);
  },
  handle(scheme: string, handler: SchemeHandler) {
    requireReady('Session can only be received when app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    registerScheme(scheme);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string) {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>;
