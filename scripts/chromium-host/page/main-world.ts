/** The page's side of the context bridge; installed before any script of the page. Put into the page as source. */
import type { BridgeHalf, BridgePlatform, Packed } from './bridge.ts';

interface Handshake {
  relatedTarget: { shadowRoot: { firstChild: BridgePlatform['channel'] } };
}

export function installMainWorld(handshake: string, createBridgeHalf: (platform: BridgePlatform) => BridgeHalf): void {
  const { freeze, values, defineProperty, hasOwn } = Object;

  function freezeDeep(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    for (const part of values(value)) freezeDeep(part);
    return freeze(value);
  }

  const target = globalThis as unknown as EventTarget;
  const open = (event: unknown) => {
    const half = createBridgeHalf({
      channel: (event as Handshake).relatedTarget.shadowRoot.firstChild,
      sends: 'to-preload',
      hears: 'to-page',
    });
    half.onRequest = ({ key, api }) => {
      if (hasOwn(globalThis, key as string)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      const value = freezeDeep(half.unpack(api as Packed));
      defineProperty(globalThis, key as string, { value, enumerable: true, writable: false, configurable: false });
      return undefined;
    };
  };
  target.addEventListener(handshake, open as (event: Event) => void, { once: true });
}
