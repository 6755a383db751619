import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Protocol } from '../../../../main/providers/errors.ts';
import { createEventReader } from '../../../../main/providers/spika-user/event-stream.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const readWhole = (text: string) => createEventReader()(encode(text));

describe('server-sent events', () => {
  test.each([
    ['data: one\n\ndata: two\n\n', ['one', 'two']],
    ['data: one\r\n\r\ndata:two\r\rdata:  three\n\n', ['one', 'two', ' three']],
    ['data: first line\ndata: second line\n\n', ['first line\nsecond line']],
    ['data: \n\n', ['']],
    ['data\n\n', ['']],
    [': a comment\nevent: x\nid: 7\nretry: 10\ndata: y\n\n', ['y']],
    ['\n\n\n', []],
    ['datum: no\n\n', []],
    ['data: not complete\n', []],
    ['\ufeffdata: after a byte order mark\n\n', ['after a byte order mark']],
  ])('%j', (text, events) => expect(readWhole(text)).toEqual(events));

  test('any chunking gives the same events, also in the middle of a character or a line end', () => {
    const line = fc.constantFrom('data: {"text":"大阪 🌙 e\u0301"}', 'data: ', 'data', ': ping', 'data:x', '', '', 'event: y');
    const ending = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, ending)), fc.array(fc.nat(400)), (lines, cuts) => {
        const bytes = encode(lines.map((pair) => pair.join('')).join(''));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const read = createEventReader();
        const events = places.slice(1).flatMap((end, index) => read(bytes.subarray(places[index], end)));
        expect(events).toEqual(createEventReader()(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test('an event without an end is given up', () => {
    const read = createEventReader();
    const piece = encode(`data: ${'x'.repeat(1_000_000)}`);
    expect(() => {
      for (let pieces = 0; pieces < 6; pieces += 1) read(piece);
    }).toThrow(Protocol);
  });
});
