import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../../preload/contract/provider.ts';
import { createCalls } from '../../../main/calls/index.ts';
import { onOccasion } from '../../../main/calls/occasion.ts';
import { requestText } from '../../../main/providers/http.ts';
import { RateLimited, Rejected } from '../../../main/providers/errors.ts';
import { createFakeClock } from '../fake-clock.ts';

type Answer = (input: string, init?: RequestInit) => Promise<Response>;

const never = new AbortController().signal;

function setup(answer: Answer = async () => new Response('hello')) {
  const clock = createFakeClock();
  const calls = createCalls(clock);
  const told: CallRecord[] = [];
  calls.watch('a', (record) => told.push(record));
  const fetch = calls.inspected('a', (input, init) => answer(String(input), init));
  const request = (facts: Partial<Parameters<typeof requestText>[0]> = {}) =>
    requestText({ fetch, clock, service: 'Test', url: 'https://service.test/rooms', method: 'GET', headers: {}, signal: never, ...facts });
  return {
    clock,
    calls,
    told,
    fetch,
    request,
    records: () => calls.watch('a', () => {}).records,
    last: () => calls.watch('a', () => {}).records.at(-1)!,
  };
}

describe('the request inspector', () => {
  test('notes what was asked, when it was answered, how, and how large the answer was', async () => {
    const { clock, request, last } = setup(async () => {
      await clock.advance(120);
      return new Response('héllo', { status: 201 });
    });
    const startedAt = clock.now();
    await request({ method: 'POST', headers: { 'x-api-key': 'short' }, body: 'type=chat' });
    expect(last()).toEqual({
      id: 1,
      startedAt,
      purpose: 'other',
      method: 'POST',
      url: 'https://service.test/rooms',
      status: 201,
      milliseconds: 120,
      bytes: 6,
      failure: '',
      retryOf: '',
      curl: `curl -X POST 'https://service.test/rooms' -H 'x-api-key: …' --data-raw 'type=chat'`,
    });
  });

  test('tells whoever watches of each call as it begins, goes on and ends; and no longer after the end', async () => {
    const { calls, request, told } = setup();
    const mine: CallRecord[] = [];
    const watching = calls.watch('a', (record) => mine.push(record));
    expect(watching.records).toEqual([]);
    await request();
    expect(mine.map(({ id, status, milliseconds }) => [id, status, milliseconds])).toEqual([
      [1, null, null],
      [1, 200, null],
      [1, 200, 0],
    ]);
    watching.end();
    await request();
    expect(mine).toHaveLength(3);
    expect(told).toHaveLength(6);
  });

  test('keeps the last two hundred of each account, and none of one that is gone', async () => {
    const { calls, request, records } = setup();
    await calls.inspected('b', async () => new Response())('https://other.test/');
    for (let index = 0; index < 230; index += 1) await request();
    expect(records()).toHaveLength(200);
    expect(records()[0]!.id).toBe(32);
    expect(calls.watch('b', () => {}).records).toHaveLength(1);
    calls.forget('a');
    expect(records()).toEqual([]);
  });

  test('says why no answer came', async () => {
    const cases: [Answer, RegExp][] = [
      [() => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })), /“service.test” could not be found/],
      [() => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED')), /refused the connection/],
      [() => Promise.reject(new TypeError('unexpected redirect')), /on to another address/],
      [
        async () => new Response(new ReadableStream({ pull: (body) => body.error(new Error('net::ERR_CONNECTION_RESET')) })),
        /was cut before/,
      ],
    ];
    for (const [answer, sentence] of cases) {
      const { request, last } = setup(answer);
      await expect(request()).rejects.toThrow();
      expect(last()).toMatchObject({ failure: expect.stringMatching(sentence), milliseconds: 0 });
    }
  });

  test('ends a call that was given up, with the reason', async () => {
    const { clock, request, last } = setup(() => new Promise(() => {}));
    const late = request({ timeout: 3000 });
    late.catch(() => {});
    await clock.advance(3000);
    expect(last()).toMatchObject({ milliseconds: 3000, status: null, failure: expect.stringMatching(/did not answer within 3 seconds/) });
    const stopping = new AbortController();
    const stopped = request({ signal: stopping.signal });
    stopped.catch(() => {});
    stopping.abort(new Error('account stopped'));
    expect(last().failure).toBe('Parley ended this call.');
  });

  test('an answer nobody reads to its end is over when it is let go', async () => {
    const { request, last } = setup(async () => new Response('see there', { status: 303, headers: { location: '/' } }));
    await expect(request({ method: 'POST' })).rejects.toThrow();
    expect(last()).toMatchObject({ status: 303, failure: '', milliseconds: 0 });
  });
});

describe('an endless answer', () => {
  function stream() {
    let push = (_text: string) => {};
    const pulls: number[] = [];
    const cancelled: unknown[] = [];
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          push = (text) => controller.enqueue(new TextEncoder().encode(text));
        },
        pull: () => void pulls.push(1),
        cancel: (reason) => void cancelled.push(reason),
      },
      { highWaterMark: 0 },
    );
    return { body, pulls, cancelled, push: (text: string) => push(text) };
  }

  test('arrives piece by piece, undisturbed, and its size is told now and then', async () => {
    const { body, push, pulls } = stream();
    const { clock, fetch, told, last } = setup(async () => new Response(body));
    const response = await fetch('https://service.test/live');
    expect(pulls).toEqual([]);
    const reader = response.body!.getReader();
    const before = told.length;
    for (let index = 0; index < 100; index += 1) {
      push('data: {}\n');
      const { value } = await reader.read();
      expect(new TextDecoder().decode(value)).toBe('data: {}\n');
      await clock.advance(100);
    }
    expect(told.length - before).toBe(4);
    expect(last()).toMatchObject({ bytes: 900, milliseconds: null, status: 200 });
  });

  test('is let go of at the service when its reader lets go', async () => {
    const { body, cancelled, push } = stream();
    const { clock, fetch, last } = setup(async () => new Response(body));
    const reader = (await fetch('https://service.test/live')).body!.getReader();
    push('x');
    await reader.read();
    await clock.advance(5000);
    await reader.cancel('enough');
    expect(cancelled).toEqual(['enough']);
    expect(last()).toMatchObject({ milliseconds: 5000, bytes: 1, failure: '' });
  });
});

describe('what a call was for', () => {
  test('and why it is made again, is known by what was going on', async () => {
    const { fetch, records } = setup();
    await onOccasion({ purpose: 'history', retryOf: 'It was cut.' }, async () => {
      await fetch('https://service.test/1');
      await fetch('https://service.test/2');
    });
    await fetch('https://service.test/3');
    expect(records().map(({ purpose, retryOf }) => [purpose, retryOf])).toEqual([
      ['history', 'It was cut.'],
      ['history', ''],
      ['other', ''],
    ]);
  });

  test('an answer that was of no use says so with the provider’s sentence', async () => {
    const { request, records } = setup(async () => new Response('{"success":false}'));
    const useless = onOccasion({ purpose: 'read' }, async () => {
      await request();
      await request();
      throw new Rejected('The room is gone.', 'not-found');
    });
    await expect(useless).rejects.toThrow('gone');
    expect(records().map(({ failure }) => failure)).toEqual(['', 'The room is gone.']);
  });
});

test('no secret of six characters or more is in any field of any record', async () => {
  const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  const secret = fc.array(visible, { minLength: 6, maxLength: 30 }).map((characters) => `#${characters.join('')}`);
  await fc.assert(
    fc.asyncProperty(secret, secret, async (key, token) => {
      const { calls, fetch, told, records } = setup((url) => Promise.reject(new Error(`no way to ${url} with ${key}`)));
      calls.hide(key);
      calls.hide(token);
      const init = { method: 'POST', headers: { 'x-note': `${key}-${token}` }, body: JSON.stringify({ text: key, more: [token] }) };
      const url = `https://service.test/${encodeURIComponent(key)}?q=${encodeURIComponent(token)}`;
      const failing = onOccasion({ purpose: 'send', retryOf: `It echoed ${token}.` }, async () => {
        await fetch(url, init).catch(() => {});
        throw new RateLimited(`Wait, ${key}.`, null);
      });
      await failing.catch(() => {});
      for (const record of [...told, ...records()])
        for (const field of Object.values(record)) for (const one of [key, token]) expect(String(field)).not.toContain(one);
      expect(records()[0]!.failure).toBe('Wait, ….');
    }),
    { numRuns: 300 },
  );
});
