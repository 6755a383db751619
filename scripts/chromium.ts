/** Where the machine keeps its Chromium. */
import { findOnPath } from './find-on-path.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The first Chromium on the PATH, or null. */
export const findChromium = (): string | null => findOnPath(names);
