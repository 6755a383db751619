import { describe, expect, test } from 'vitest';
import type { Message } from '../../../preload/contract/domain.ts';
import type { Line } from '../../simulation/history.ts';
import type { Shown } from '../../simulation/services.ts';
import { withUnseen, type Fate } from '../../simulation/unseen.ts';

const said = (...texts: string[]): Line[] => texts.map((text) => ({ author: 'Ana', text }));
const local = (...texts: string[]) => ({ messages: texts.map((text) => ({ text, deleted: false }) as Message), gaps: [] });
const fate: Fate = (text) => ({ x: 'gone' as const, old: 'new' })[text] ?? null;

function seen(texts: string[], truth: string[], shows: Shown): string[] {
  return withUnseen(local(...texts), said(...truth), shows, fate).messages.flatMap(({ text, deleted }) => (deleted ? [] : [text]));
}

describe('a change at the service that nobody could see', () => {
  const newest: Shown = { newest: 3, last: true };
  const window: Shown = { newest: 3, last: false };

  test.each([
    ['a text changed before the newest', ['old', 'a', 'b', 'c'], ['new', 'a', 'b', 'c'], newest, ['new', 'a', 'b', 'c']],
    ['a deletion before the newest', ['x', 'a', 'b', 'c'], ['a', 'b', 'c'], newest, ['a', 'b', 'c']],
    ['a deletion of the last line of a window', ['a', 'b', 'c', 'x'], ['a', 'b', 'c'], window, ['a', 'b', 'c']],
    ['a deletion of the first line of a window', ['x', 'a', 'b', 'c'], ['a', 'b', 'c'], window, ['a', 'b', 'c']],
  ])('%s is forgiven', (_, texts, truth, shows, fair) => {
    expect(seen(texts, truth, shows)).toEqual(fair);
  });

  test.each([
    ['a text changed among the newest', ['a', 'old', 'c'], ['a', 'new', 'c'], newest],
    ['a deletion among the newest', ['a', 'x', 'b', 'c'], ['a', 'b', 'c'], newest],
    ['a deletion of the newest', ['a', 'b', 'c', 'x'], ['a', 'b', 'c'], newest],
    ['a deletion within a window', ['a', 'b', 'x', 'c'], ['a', 'b', 'c'], window],
    ['a change where all changes are told', ['old', 'a', 'b', 'c', 'x'], ['new', 'a', 'b', 'c'], { newest: Infinity, last: true }],
    ['a text that nobody ever said', ['y', 'a', 'b', 'c'], ['a', 'b', 'c'], newest],
  ])('%s is not', (_, texts, truth, shows) => {
    expect(seen(texts, truth, shows)).toEqual(texts);
  });
});
