import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWindowState, saveWindowState } from '../../../main/shell/window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const state = { x: 100, y: 50, width: 1000, height: 700, maximized: false };
const file = () => join(mkdtempSync(join(tmpdir(), 'parley-window-')), 'window.json');

describe('window state', () => {
  test('comes back as it was saved', () => {
    const at = file();
    saveWindowState(at, state);
    expect(loadWindowState(at, screens)).toEqual(state);
  });

  test('is forgotten when no screen shows the title bar any more', () => {
    const at = file();
    saveWindowState(at, { ...state, x: 2500 });
    expect(loadWindowState(at, screens)).toBeNull();
    expect(loadWindowState(at, [...screens, { x: 1920, y: 0, width: 1920, height: 1080 }])).not.toBeNull();
  });

  test.each(['', '{', '[]', '{"x":"a"}', '{"x":0,"y":0,"width":10,"height":10,"maximized":false}'])(
    'garbage %j is ignored and left alone',
    (text) => {
      const at = file();
      writeFileSync(at, text);
      expect(loadWindowState(at, screens)).toBeNull();
      expect(readFileSync(at, 'utf8')).toBe(text);
    },
  );

  test('a folder that cannot be written does not throw', () => {
    expect(() => saveWindowState('/proc/nowhere/window.json', state)).not.toThrow();
  });
});
