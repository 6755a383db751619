/** How far the app is, and the refusals that follow from it. */
export const lifecycle = { ready: false };

export function requireReady(sentence: string): void {
  if (!lifecycle.ready) throw new TypeError(sentence);
}

export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** The object Electron passes first to a listener, with whatever else the event tells. */
export function createEvent<Details extends object>(details: Details): Details & PreventableEvent {
  let prevented = false;
  const control = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  return Object.defineProperties(control, Object.getOwnPropertyDescriptors(details)) as Details & PreventableEvent;
}
