import { describe, expect, test } from 'vitest';
import { hastyClock, rehearse } from '../providers/support.ts';

async function start(options: Parameters<typeof rehearse>[0] = {}) {
  const rehearsal = await rehearse(options);
  const { key, address } = rehearsal.context.values as { key: string; address: string };
  const status = (room = 'Support') =>
    fetch(`${address}/api/chat/v1/messages?room=${encodeURIComponent(room)}`, { headers: { 'x-api-key': key } }).then(
      (response) => response.status,
      () => 'no answer',
    );
  return { rehearsal, status };
}

describe('faults', () => {
  test('are listed as plain data, each with words', async () => {
    const { rehearsal } = await start();
    expect(structuredClone(rehearsal.faults)).toEqual(rehearsal.faults);
    for (const fault of rehearsal.faults) {
      expect(Object.keys(fault)).toEqual(['id', 'label', 'detail']);
      expect(fault.label.length).toBeLessThan(32);
      expect(fault.detail).toMatch(/^\p{Lu}.*\.$/su);
    }
    expect(new Set(rehearsal.faults.map((fault) => fault.id)).size).toBe(rehearsal.faults.length);
  });

  test('are switched while the server runs', async () => {
    const { rehearsal, status } = await start();
    const seen = [await status()];
    for (const id of ['server-error', 'dropped-before-acting', 'rate-limit', null]) {
      rehearsal.setFault(id);
      expect(rehearsal.activeFault()).toBe(id);
      seen.push(await status());
    }
    expect(seen).toEqual([200, 500, 'no answer', 429, 200]);
    expect(() => rehearsal.setFault('meteor')).toThrow('There is no fault “meteor”.');
    expect(rehearsal.activeFault()).toBeNull();
  });

  test('without content are only what succeeded: a refusal stays one', async () => {
    const { rehearsal } = await start();
    const { key, address } = rehearsal.context.values as { key: string; address: string };
    const post = async (apiKey: string) =>
      (await fetch(`${address}/api/chat/v1/messages`, { method: 'POST', headers: { 'x-api-key': apiKey }, body: '{' })).status;
    rehearsal.setFault('empty');
    expect([await post('wrong'), await post(key)]).toEqual([401, 400]);
    rehearsal.setFault('created');
    expect([await post('wrong'), await post(key)]).toEqual([401, 400]);
  });

  test('can be lined up for the requests a test chooses', async () => {
    const { rehearsal, status } = await start();
    rehearsal.failNext({ fault: 'not-found', times: 2, when: (call) => call.query.get('room') === 'Support' });
    rehearsal.failNext({
      fault: { instead: () => ({ status: 418, headers: {}, body: 'teapot' }) },
      when: (call) => call.query.get('room') !== 'Support',
    });
    expect([await status('Lamp launch'), await status(), await status(), await status(), await status('Lamp launch')]).toEqual([
      418, 404, 404, 200, 200,
    ]);
    expect(() => rehearsal.failNext({ fault: 'meteor' })).toThrow();
  });

  test('can wait before the service acts, or after', async () => {
    const waits: (() => void)[] = [];
    const waiting = (count: number) => expect.poll(() => waits.length).toBe(count);
    const { rehearsal } = await start({ clock: { ...hastyClock(), after: (_, callback) => (waits.push(callback), () => {}) } });
    const { key, address } = rehearsal.context.values as { key: string; address: string };
    const send = (messageRaw: string) =>
      fetch(`${address}/api/chat/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ messageRaw, room: 'Support' }),
      });
    const newest = () => rehearsal.messages('Support').at(-1)!.parsed;

    rehearsal.failNext({ fault: { delayBefore: 1000 } });
    const late = send('late');
    await waiting(1);
    expect(newest()).not.toBe('late');
    waits[0]!();
    expect((await late).status).toBe(200);
    expect(newest()).toBe('late');

    rehearsal.failNext({ fault: { delayAfter: 1000 } });
    const slow = send('slow');
    await waiting(2);
    expect(newest()).toBe('slow');
    waits[1]!();
    expect((await slow).status).toBe(200);
  });

  test('a request the client gave up on is still acted on when its time comes', async () => {
    const waits: (() => void)[] = [];
    const { rehearsal } = await start({ clock: { ...hastyClock(), after: (_, callback) => (waits.push(callback), () => {}) } });
    const { key, address } = rehearsal.context.values as { key: string; address: string };
    rehearsal.failNext({ fault: { delayBefore: 60_000 } });
    const controller = new AbortController();
    const call = fetch(`${address}/api/chat/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: '{"messageRaw":"after all","room":"Support"}',
      signal: controller.signal,
    });
    await expect.poll(() => waits.length).toBe(1);
    controller.abort();
    await expect(call).rejects.toThrow();
    waits[0]!();
    await expect.poll(() => rehearsal.messages('Support').at(-1)!.parsed).toBe('after all');
  });
});
