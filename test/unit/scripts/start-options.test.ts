/** What `npm start -- …` understands. */
import { expect, test } from 'vitest';
import { help, parseStartOptions, UnknownOption } from '../../../scripts/start-options.ts';
import { whyNodeIsTooOld } from '../../../scripts/start.ts';

test('without words everything is off', () => {
  expect(parseStartOptions([])).toEqual({
    rehearsal: false,
    userDataFolder: null,
    remoteDebuggingPort: null,
    screenshot: null,
    version: false,
    help: false,
  });
});

test('paths are taken relative to where the command was given', () => {
  const options = parseStartOptions(
    ['--rehearsal', '--user-data-dir', 'data', '--screenshot=../out.png', '--remote-debugging-port', '0'],
    '/home/someone',
  );
  expect(options).toMatchObject({
    rehearsal: true,
    userDataFolder: '/home/someone/data',
    screenshot: '/home/out.png',
    remoteDebuggingPort: 0,
  });
});

test.each([
  [['--bogus'], 'Parley has no option "--bogus". "npm start -- --help" lists the options.'],
  [['-x'], 'Parley has no option "-x". "npm start -- --help" lists the options.'],
  [['word'], 'Parley does not know what to do with "word". "npm start -- --help" lists the options.'],
  [['--screenshot'], 'Option \'--screenshot <value>\' argument missing. "npm start -- --help" lists the options.'],
  [['--screenshot='], '--screenshot needs a path.'],
  [['--user-data-dir='], '--user-data-dir needs a path.'],
  [['--remote-debugging-port', 'x'], '--remote-debugging-port needs a port number from 0 to 65535, not "x".'],
  [['--remote-debugging-port=70000'], '--remote-debugging-port needs a port number from 0 to 65535, not "70000".'],
  [['--rehearsal=yes'], 'Option \'--rehearsal\' does not take an argument. "npm start -- --help" lists the options.'],
])('%j is refused in a sentence', (words, sentence) => {
  expect(() => parseStartOptions(words)).toThrow(new UnknownOption(sentence));
});

test('the help names every option', () => {
  for (const name of ['rehearsal', 'user-data-dir', 'remote-debugging-port', 'screenshot', 'version', 'help'])
    expect(help).toContain(`--${name}`);
});

test('an old Node is named, with what to do', () => {
  expect(whyNodeIsTooOld('20.20.2')).toMatch(/Node 22 or newer, and this is 20\.20\.2/);
  expect(whyNodeIsTooOld('24.1.0')).toBeNull();
});
