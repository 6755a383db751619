/** Answers that take their time, and what the server says of the time. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFaults } from '../../../main/rehearsal/faults.ts';
import { replies } from '../../../main/rehearsal/eight-by-eight/replies.ts';
import { json, type Outcome } from '../../../main/rehearsal/reply.ts';
import { playService } from '../../../main/rehearsal/service.ts';
import { createFakeClock } from '../fake-clock.ts';

const body = { text: '漢字 🌙 '.repeat(50) };

async function play(outcome: Outcome = json(200, body)) {
  const clock = createFakeClock();
  const service = await playService(() => outcome, createFaults(replies), clock);
  onTestFinished(() => service.stop());
  return { clock, service };
}

function ticking() {
  let closed = 0;
  const written: ((text: string) => void)[] = [];
  const stream: Outcome = {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    open: (write) => (written.push(write), () => (closed += 1)),
  };
  return { stream, write: (text: string) => written.at(-1)!(text), closed: () => closed };
}

describe('answers', () => {
  test('the Date header tells the server’s own time', async () => {
    const { clock, service } = await play();
    const date = async () => Date.parse((await fetch(service.origin)).headers.get('date')!);
    expect(await date()).toBe(clock.now());
    service.setFault('clock-far-off');
    expect(new Date(await date()).getUTCFullYear()).toBe(new Date(clock.now()).getUTCFullYear() + 10);
  });

  test('drop by drop: nothing is lost, also in the middle of characters', async () => {
    const { clock, service } = await play();
    service.setFault('slow-drip-in-time');
    const response = await fetch(service.origin);
    const text = response.json();
    for (let steps = 0; steps < 100; steps += 1) await clock.advance(100);
    expect(await text).toEqual(body);
  });

  test('drop by drop takes as long as it says', async () => {
    const { clock, service } = await play();
    service.setFault('slow-drip');
    const response = await fetch(service.origin);
    let done = false;
    const text = response.text().finally(() => (done = true));
    await clock.advance(55_000);
    expect(done).toBe(false);
    await clock.advance(10_000);
    expect(JSON.parse(await text)).toEqual(body);
  });

  test('a stream is written to until the client goes', async () => {
    const { stream, write, closed } = ticking();
    const { service } = await play(stream);
    const controller = new AbortController();
    const response = await fetch(service.origin, { signal: controller.signal });
    const reader = response.body!.getReader();
    write('one');
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('one');
    expect(service.requests).toMatchObject([{ status: 200 }]);
    controller.abort();
    await expect.poll(closed).toBe(1);
  });

  test.each(['stop', 'breakStreams'] as const)('a stream ends with %s', async (end) => {
    const { stream, closed } = ticking();
    const { service } = await play(stream);
    const response = await fetch(service.origin);
    await service[end]();
    await expect(response.text()).rejects.toThrow();
    await expect.poll(closed).toBe(1);
  });

  test('a fault of the connection breaks open streams and lets none open; others leave them alone', async () => {
    const { stream, closed } = ticking();
    const { service } = await play(stream);
    const response = await fetch(service.origin);
    service.setFault('wrong-types');
    expect((await fetch(service.origin)).status).toBe(200);
    expect(closed()).toBe(0);
    service.setFault('dropped-after-acting');
    await expect(response.text()).rejects.toThrow();
    await expect(fetch(service.origin)).rejects.toThrow();
  });

  test('a service’s own words where it has some, else a web page', async () => {
    const { service } = await play();
    const answer = async (fault: string) => {
      service.setFault(fault);
      const response = await fetch(service.origin, { redirect: 'manual' });
      return [response.status, response.headers.get('content-type')];
    };
    expect(await answer('method-not-allowed')).toEqual([405, 'application/json;charset=UTF-8']);
    expect(await answer('too-large')).toEqual([413, 'text/html']);
    expect(await answer('unprocessable')).toEqual([422, 'text/html']);
    expect((await answer('redirect-elsewhere'))[0]).toBe(302);
  });
});
