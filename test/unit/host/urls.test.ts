/** Addresses of the app's scheme, as Chromium gets them and as main sees them. */
import { beforeAll, expect, test } from 'vitest';
import { fromChromium, originOf, policyToChromium, registerScheme, toChromium } from '../../../scripts/chromium-host/urls.ts';

beforeAll(() => registerScheme('app'));

test.each([
  ['app://parley/index.html?a=1#b', 'https://parley.app.invalid/index.html?a=1#b'],
  ['app://parley/', 'https://parley.app.invalid/'],
])('%s goes out and comes back', (own, chromium) => {
  expect(toChromium(own)).toBe(chromium);
  expect(fromChromium(chromium)).toBe(own);
});

test.each([
  'https://example.com/',
  'https://parley.other.invalid/',
  'https://x.app.invalid.example.com/',
  'about:blank',
  'data:text/html,x',
  'mailto:a@b.c',
])('%s is left alone', (url) => {
  expect(toChromium(url)).toBe(url);
  expect(fromChromium(url)).toBe(url);
});

test('origins', () => {
  expect(originOf('https://parley.app.invalid/x')).toBe('app://parley');
  expect(originOf('https://example.com:8443/x')).toBe('https://example.com:8443');
  expect(originOf('data:text/html,x')).toBe('null');
  expect(originOf('')).toBe('null');
});

test('policies', () => {
  expect(policyToChromium("default-src 'self' app:; img-src app://parley data:; connect-src https://app.example")).toBe(
    "default-src 'self' https://*.app.invalid; img-src https://parley.app.invalid data:; connect-src https://app.example",
  );
});
