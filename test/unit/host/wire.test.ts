/** Values on their way between main and page. */
import { describe, expect, test } from 'vitest';
import { createWire } from '../../../scripts/chromium-host/page/wire.ts';

const wire = createWire();
const crossed = (value: unknown) => wire.decode(wire.encode(value));

describe('what crosses', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['words', 'a "quoted" \u2028 😀 \0'],
    ['numbers', [0, 1.5, -1, 1e300]],
    ['odd numbers', [-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ['a big number', 12345678901234567890n],
    ['a date', new Date(1234)],
    ['a broken date', new Date(Number.NaN)],
    ['a deep object', { a: [{ b: { c: undefined } }], d: [] }],
    ['bytes', new Uint8Array([0, 1, 255])],
    ['an array of another kind', new Float64Array([1.5, -2])],
    ['a buffer', new Uint8Array([1, 2]).buffer],
    ['a map of sets', new Map([['a', new Set([1, 2])]])],
    ['an own property named __proto__', JSON.parse('{"__proto__": 1}') as unknown],
  ])('%s', (_name, value) => {
    expect(crossed(value)).toStrictEqual(value);
  });

  test('the same object twice, and a ring', () => {
    const shared = { name: 'shared' };
    const ring: Record<string, unknown> = { shared, again: shared };
    ring['self'] = ring;
    const copy = crossed(ring) as typeof ring;
    expect(copy['self']).toBe(copy);
    expect(copy['again']).toBe(copy['shared']);
  });

  test('an error keeps its words', () => {
    expect(crossed(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  test('a megabyte of bytes', () => {
    const bytes = new Uint8Array(1_000_000).fill(7);
    expect(crossed(bytes)).toStrictEqual(bytes);
  });
});

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a proxy', new Proxy({}, {})],
  ['a promise', Promise.resolve()],
  ['a function deep inside', { a: [() => 1] }],
  ['a pattern', /x/],
])('%s does not', (_name, value) => {
  expect(() => wire.encode(value)).toThrow('An object could not be cloned.');
});
