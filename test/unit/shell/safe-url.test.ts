import { describe, expect, test } from 'vitest';
import { safeExternalUrl } from '../../../main/shell/safe-url.ts';

describe('links that may leave Parley', () => {
  test.each([
    ['https://example.com/a b?q=ü', 'https://example.com/a%20b?q=%C3%BC'],
    ['http://example.com', 'http://example.com/'],
    ['mailto:someone@example.com', 'mailto:someone@example.com'],
  ])('%s opens as %s', (text, url) => expect(safeExternalUrl(text)).toBe(url));

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'data:text/html,x',
    'app://parley/',
    'vscode://open',
    'https://user:password@example.com/',
    'example.com',
    '',
    `https://example.com/${'a'.repeat(5000)}`,
  ])('%s does not', (text) => expect(safeExternalUrl(text)).toBeNull());
});
