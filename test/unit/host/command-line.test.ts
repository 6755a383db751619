/** The host's own command line. */
import { expect, test } from 'vitest';
import { readArguments } from '../../../scripts/chromium-host/command-line.ts';

const nothing = { app: null, userDataFolder: null, remoteDebuggingPort: null, inspect: null };

test.each([
  [['--version'], {}],
  [['.', '--rehearsal'], { app: '.' }],
  [['--remote-debugging-port=9222', '.'], { app: '.', remoteDebuggingPort: 9222 }],
  [['.', '--remote-debugging-port', '0'], { app: '.', remoteDebuggingPort: 0 }],
  [['--remote-debugging-port', '9222', 'main.js'], { app: 'main.js', remoteDebuggingPort: 9222 }],
  [['--user-data-dir=/somewhere', '.'], { app: '.', userDataFolder: '/somewhere' }],
  [['--inspect', '.'], { app: '.', inspect: { host: '127.0.0.1', port: 9229, wait: false } }],
  [['--inspect=0', '.'], { app: '.', inspect: { host: '127.0.0.1', port: 0, wait: false } }],
  [['--inspect-brk=localhost:5858', '.'], { app: '.', inspect: { host: 'localhost', port: 5858, wait: true } }],
])('%j', (words, expected) => {
  expect(readArguments(words)).toEqual({ ...nothing, ...expected });
});
