import { describe, expect, test } from 'vitest';
import type { RemoteChanges } from '../../../../main/providers/contract.ts';
import { tenYears } from '../../../../main/rehearsal/change-json.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { answering, clockWith, errorFrom, never, outgoing, startStub } from '../support.ts';
import { alerts, connectUser, contextAt, generations, me, nightWatch, rehearseSpika, wireMessage } from '../spika/support.ts';

/** What `readChanges` brings until there is no more: the newest text of each message by room and id. */
async function drain(connection: ReturnType<typeof connectUser>, since: string) {
  const found = new Map<string, string>();
  let rounds = 0;
  let changes: RemoteChanges;
  do {
    changes = await connection.readChanges(since, never());
    since = changes.next;
    rounds += 1;
    for (const { remoteId, messages } of changes.conversations) {
      for (const message of messages) found.set(`${remoteId}/${message.remoteId}`, message.deleted ? '(deleted)' : message.text);
    }
  } while (changes.more && rounds < 50);
  return { found, since, rounds };
}

describe.each(generations)('what changed (%s)', (generation) => {
  test('from now on, by the server’s clock: new messages, edits and deletions of all rooms', async () => {
    const { service, user } = await rehearseSpika({ generation, clock: createFakeClock() });
    const connection = connectUser({ ...user, clock: clockWith({ now: () => Date.UTC(2001, 0) }) });
    const before = service.post(nightWatch, 'Ines Duarte', 'Before');
    const { next, conversations, more } = await connection.readChanges(null, never());
    expect({ conversations, more }).toEqual({ conversations: [], more: false });
    const gone = service.post(nightWatch, 'Ines Duarte', 'Gone soon');
    const own = await connection.send(alerts, outgoing('Mine', { clientId: 'c' }), never());
    service.editAs('Ines Duarte', before, 'Before, edited');
    service.removeAs('Ines Duarte', gone);
    const { found } = await drain(connection, next);
    expect(Object.fromEntries(found)).toMatchObject({
      [`${nightWatch}/${before}`]: 'Before, edited',
      [`${nightWatch}/${gone}`]: '(deleted)',
      [`${alerts}/${own.message!.remoteId}`]: 'Mine',
    });
  });

  test('nothing is missed between two calls; told again is only what came last', async () => {
    const clock = createFakeClock();
    const { service, user } = await rehearseSpika({ generation, clock });
    const connection = connectUser(user);
    let { next } = await connection.readChanges(null, never());
    for (let round = 0; round < 3; round += 1) {
      await clock.advance(60_000);
      service.post(nightWatch, 'Olek Baran', `Round ${round}`);
      const { found, since } = await drain(connection, next);
      next = since;
      expect([...found.values()]).toEqual([`Round ${round - 1}`, `Round ${round}`].slice(round === 0 ? 1 : 0));
    }
  });

  test('a long absence comes whole, however many pages, many changes in one moment among them', async () => {
    const { service, user } = await rehearseSpika({ generation, clock: createFakeClock() });
    const connection = connectUser(user);
    const { next } = await connection.readChanges(null, never());
    for (let count = 0; count < 450; count += 1) service.post(count % 2 ? nightWatch : alerts, 'Olek Baran', `Line ${count}`);
    for (const message of service.messages(alerts))
      message.modifiedAt = message.createdAt = Math.max(...service.messages(nightWatch).map((other) => other.createdAt));
    const { found, rounds } = await drain(connection, next);
    const wanted = [...service.messages(nightWatch), ...service.messages(alerts)].filter((message) =>
      String(message.body['text']).startsWith('Line'),
    );
    expect([...found.values()].filter((text) => text.startsWith('Line')).sort()).toEqual(
      wanted.map((message) => String(message.body['text'])).sort(),
    );
    expect(rounds).toBeLessThan(12);
  });

  test('a server whose clock was ten years ahead for a while hides nothing afterwards', async () => {
    const clock = createFakeClock();
    const { service, user } = await rehearseSpika({ generation, clock });
    const connection = connectUser(user);
    const start = await connection.readChanges(null, never());
    service.post(nightWatch, 'Ines Duarte', 'During');
    service.setFault('clock-far-off');
    const { since } = await drain(connection, start.next);
    expect(Number(since.split('@')[0])).toBeGreaterThan(clock.now() + tenYears / 2);
    service.setFault(null);
    await clock.advance(120_000);
    const id = service.post(nightWatch, 'Ines Duarte', 'Afterwards');
    const { found, since: mended } = await drain(connection, since);
    expect(found.get(`${nightWatch}/${id}`)).toBe('Afterwards');
    expect(Number(mended.split('@')[0])).toBeLessThan(clock.now() + 60_000);
  });
});

describe('both generations by their answers', () => {
  const success = (data: unknown) => JSON.stringify({ status: 'success', data });

  test('master is asked once, work/main for changes of older messages, too', async () => {
    const master = await answering(200, success({ messages: [wireMessage()] }));
    await connectUser(contextAt(master.url)).readChanges('1667553060000@1667553060000', never());
    expect(master.requests.map((request) => request.url)).toContain('/api/messenger/messages/sync/1667553055000');
    expect(master.requests.some((request) => request.url!.includes('modified'))).toBe(false);
    const newer = await answering(200, success({ list: [], limit: 100, count: 0, hasNext: false }));
    await connectUser(contextAt(newer.url)).readChanges('1667553060000@1667553060000', never());
    expect(newer.requests.map((request) => request.url)).toEqual([
      '/api/messenger/messages/sync/1667553055000',
      '/api/messenger/messages/sync/modified/1667553055000',
    ]);
  });

  test('a server in between, with pages but without the second call', async () => {
    const stub = await startStub((request, response) => {
      if (request.url!.includes('modified')) response.writeHead(404).end('<pre>Cannot GET</pre>');
      else response.end(success({ list: [wireMessage({ fromUserId: 7 })], messages: [], hasNext: false }));
    });
    const changes = await connectUser(contextAt(stub.url)).readChanges('1667553060000@1', never());
    expect(changes.conversations).toMatchObject([{ remoteId: '12', messages: [{ text: 'Hello' }] }]);
    expect(changes.next).toMatch(/^1667553066416@/);
  });

  test('without a Date header the first position is an hour back by our clock', async () => {
    const stub = await startStub((_, response) => {
      response.sendDate = false;
      response.end(success({ list: [] }));
    });
    const clock = clockWith({ now: () => Date.UTC(2026, 0, 1, 12) });
    const { next } = await connectUser({ ...contextAt(stub.url), clock }).readChanges(null, never());
    expect(next).toBe(`${Date.UTC(2026, 0, 1, 11)}@${Date.UTC(2026, 0, 1, 12)}`);
  });

  test('a position of unknown form starts anew', async () => {
    const { user } = await rehearseSpika();
    expect((await connectUser(user).readChanges('yesterday', never())).next).toMatch(/^\d+@\d+$/);
  });

  test('400 lastUpdate must be number, and lists of the wrong kind', async () => {
    const refused = await answering(400, { status: 'error', message: 'lastUpdate must be number' });
    expect(await errorFrom(connectUser(contextAt(refused.url)).readChanges('1@1', never()))).toMatchObject({ code: 'rejected' });
    const odd = await answering(200, { status: 'success', data: { messages: 'none' } });
    expect(await errorFrom(connectUser(contextAt(odd.url)).readChanges('1@1', never()))).toMatchObject({ code: 'protocol' });
  });

  test('own messages from other devices are ours', async () => {
    const { service, user } = await rehearseSpika();
    const connection = connectUser(user);
    const { next } = await connection.readChanges(null, never());
    service.post(nightWatch, me, 'From my telephone');
    const { conversations } = await connection.readChanges(next, never());
    expect(conversations[0]!.messages.at(-1)).toMatchObject({ mine: true, authorName: me });
  });
});
