/** Electron's `screen`, with what Chromium knows of the displays. */
import { EventEmitter } from 'node:events';
import type { Display, Point, Rectangle, Screen } from 'electron';
import { requireReady } from './lifecycle.ts';

export interface ScreenFacts {
  id: string;
  left: number;
  top: number;
  width: number;
  height: number;
  availLeft: number;
  availTop: number;
  availWidth: number;
  availHeight: number;
  devicePixelRatio: number;
  colorDepth: number;
  isPrimary: boolean;
  isInternal: boolean;
  label: string;
}

type Shape = Pick<
  Screen,
  'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getCursorScreenPoint'
>;

let displays: Display[] = [];

export function setScreens(facts: ScreenFacts[]): void {
  displays = facts.toSorted((one, other) => Number(other.isPrimary) - Number(one.isPrimary)).map(toDisplay);
}

class HostScreen extends EventEmitter implements Shape {
  getAllDisplays(): Display[] {
    requireReady("The 'screen' module can't be used before the app 'ready' event");
    return displays.map((display) => structuredClone(display));
  }

  getPrimaryDisplay(): Display {
    return this.getAllDisplays()[0] as Display;
  }

  getDisplayMatching(area: Rectangle): Display {
    return this.#best((display) => overlap(display.bounds, area));
  }

  getDisplayNearestPoint(point: Point): Display {
    return this.#best(({ bounds }) => {
      const across = Math.max(bounds.x - point.x, 0, point.x - (bounds.x + bounds.width));
      const down = Math.max(bounds.y - point.y, 0, point.y - (bounds.y + bounds.height));
      return -Math.hypot(across, down);
    });
  }

  getCursorScreenPoint(): Point {
    return { x: 0, y: 0 };
  }

  #best(score: (display: Display) => number): Display {
    return this.getAllDisplays().reduce((best, display) => (score(display) > score(best) ? display : best));
  }
}

export const screen = new HostScreen();

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function toDisplay(facts: ScreenFacts): Display {
  const bounds = { x: facts.left, y: facts.top, width: facts.width, height: facts.height };
  const workArea = { x: facts.availLeft, y: facts.availTop, width: facts.availWidth, height: facts.availHeight };
  return {
    accelerometerSupport: 'unknown',
    bounds,
    colorDepth: facts.colorDepth,
    colorSpace: '',
    depthPerComponent: 8,
    detected: true,
    displayFrequency: 60,
    id: Number.parseInt(facts.id, 10) || 1,
    internal: facts.isInternal,
    label: facts.label,
    maximumCursorSize: { width: 0, height: 0 },
    monochrome: false,
    nativeOrigin: { x: bounds.x, y: bounds.y },
    rotation: 0,
    scaleFactor: facts.devicePixelRatio,
    size: { width: bounds.width, height: bounds.height },
    touchSupport: 'unknown',
    workArea,
    workAreaSize: { width: workArea.width, height: workArea.height },
  };
}
