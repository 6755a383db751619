/** Which system packages are needed for what. */
import { expect, test } from 'vitest';
import { ensurePackages, needsFor } from '../../../scripts/system-packages.ts';

const names = (...circumstances: Parameters<typeof needsFor>) => needsFor(...circumstances).map((need) => need.package);

test('with Electron’s own binary only the keychain’s library counts', () => {
  expect(names('start', { ownElectron: true, display: true })).toEqual(['libsecret-1-0']);
});

test('the Chromium host needs Chromium, a keychain and fonts, and a virtual screen where there is none', () => {
  const fonts = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];
  expect(names('start', { ownElectron: false, display: true })).toEqual(['chromium', 'libsecret-1-0', 'dbus', 'gnome-keyring', ...fonts]);
  expect(names('start', { ownElectron: false, display: false })).toContain('xvfb');
});

test('the tests need a keychain too', () => {
  expect(names('test', { ownElectron: false, display: true })).toEqual(
    expect.arrayContaining(['dbus', 'gnome-keyring', 'xvfb', 'chromium']),
  );
});

test('says yes at once where everything is there', async () => {
  const startedAt = performance.now();
  expect(await ensurePackages('test', { ownElectron: false, display: false })).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(100);
});
