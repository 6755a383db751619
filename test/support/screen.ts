/** One virtual screen for all tests of a file. With `PARLEY_TEST_DISPLAY=user` windows open on the user's own. */
import { hasDisplay, startVirtualDisplay, type Display } from '../../scripts/display.ts';

let started: Promise<Display> | null = null;

export async function testScreen(): Promise<Display> {
  if (process.env['PARLEY_TEST_DISPLAY'] === 'user' && hasDisplay()) return { env: {}, end: () => undefined };
  started ??= startVirtualDisplay();
  return started;
}
