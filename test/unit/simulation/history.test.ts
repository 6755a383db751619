import { describe, expect, test } from 'vitest';
import type { Gap, Message } from '../../../preload/contract/domain.ts';
import { whatIsWrong, type Line } from '../../simulation/history.ts';

const said = (...texts: string[]): Line[] => texts.map((text) => ({ author: 'Ana', text }));

/** `|` stands for a gap. */
function local(...texts: string[]) {
  const messages: Message[] = [];
  const gaps: Gap[] = [];
  for (const text of texts) {
    if (text === '|') gaps.push({ afterOrder: messages.length } as Gap);
    else messages.push({ authorName: 'Ana', text, order: messages.length + 1, deleted: false } as Message);
  }
  return { messages, gaps };
}

describe('the verdict on a history', () => {
  const truth = said('a', 'b', 'ok', 'ok', 'c', 'd', 'e');

  test.each([
    ['all of it', local('a', 'b', 'ok', 'ok', 'c', 'd', 'e')],
    ['a gap where something is missing', local('a', 'b', '|', 'c', 'd', 'e')],
    ['a gap within identical lines', local('a', 'b', 'ok', '|', 'c', 'd', 'e')],
    ['two gaps', local('a', '|', 'ok', 'c', '|', 'e')],
  ])('%s is true', (_, history) => {
    expect(whatIsWrong(history, truth, null)).toBeNull();
  });

  test.each([
    ['a message left out', local('a', 'b', 'ok', 'ok', 'd', 'e'), /“Ana: d” where “Ana: c” was said/],
    ['a message twice', local('a', 'b', 'ok', 'ok', 'ok', 'c', 'd', 'e'), /where “Ana: c” was said/],
    ['the wrong order', local('a', 'b', 'ok', 'ok', 'd', 'c', 'e'), /“Ana: d” where “Ana: c” was said/],
    ['the end not there', local('a', 'b', 'ok', 'ok', 'c'), /the last 2 messages are missing, from “d”/],
    ['the beginning not there', local('b', 'ok', 'ok', 'c', 'd', 'e'), /the first 1 messages are missing/],
    ['a gap where nothing is missing', local('a', 'b', '|', 'ok', 'ok', 'c', 'd', 'e'), /a gap is marked before “ok”/],
    ['a loss beside the gap', local('a', '|', 'ok', 'c', 'e'), /stretch 2 of 2/],
  ])('%s is not', (_, history, sentence) => {
    expect(whatIsWrong(history, truth, null)).toMatch(sentence);
  });

  test('after a full window a gap may be where nothing is missing: nobody could tell', () => {
    const history = local('a', 'b', 'ok', '|', 'ok', 'c', 'd', 'e');
    expect(whatIsWrong(history, truth, 4)).toBeNull();
    expect(whatIsWrong(history, truth, 5)).toMatch(/a gap is marked/);
  });
});
