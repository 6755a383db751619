import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../main/shell/command-line.ts';

describe('command line', () => {
  test('knows its options and leaves Chromium’s alone', () => {
    const parsed = parseCommandLine([
      '--remote-debugging-port=0',
      '.',
      '--rehearsal',
      '--screenshot=out.png',
      '--user-data-dir=data',
      '--unknown',
    ]);
    expect(parsed).toEqual({ rehearsal: true, screenshot: resolve('out.png'), userDataFolder: resolve('data'), hidden: false });
  });

  test('nothing given', () => {
    expect(parseCommandLine(['.'])).toEqual({ rehearsal: false, screenshot: null, userDataFolder: null, hidden: false });
  });
});
