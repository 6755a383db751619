import { describe, expect, test } from 'vitest';
import { isOurPage } from '../../../main/ipc/sender.ts';

describe('who may call main', () => {
  test('the top frame of our own page', () => expect(isOurPage({ url: 'app://parley/index.html', parent: null })).toBe(true));

  test.each([
    null,
    { url: 'app://parley/index.html', parent: {} },
    { url: 'https://parley/index.html', parent: null },
    { url: 'app://parley.example/index.html', parent: null },
    { url: 'about:blank', parent: null },
    { url: '', parent: null },
  ])('nobody else: %j', (frame) => expect(isOurPage(frame)).toBe(false));
});
