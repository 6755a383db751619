import { describe, expect, test } from 'vitest';
import { answering, startStub } from '../support.ts';
import { connectTo, errorFrom, never, nothingKnown, outgoing, rehearse } from './support.ts';

const wire = { id: 70, chat_user_id: 9, created_at: '2026-11-20T12:00:00.000000Z', message: 'Hello' };

describe('sending', () => {
  test('comes back as the message itself', async () => {
    const { service, connection } = await rehearse();
    const text = ' Long: '.concat('漢字, words and 🚲. '.repeat(3000)).trim();
    const { message } = await connection.send('1', outgoing(text), never());
    expect(message).toMatchObject({ text, authorName: 'Robin Vale', mine: true, editedAt: null });
    expect(service.truth('1').at(-1)).toEqual({ author: 'Robin Vale', text });
    const read = (await connection.readLatest('1', nothingKnown, never())).messages.find(({ remoteId }) => remoteId === message!.remoteId);
    expect(read).toEqual(message);
  });

  test('202 without the message is accepted all the same (4.5)', async () => {
    const { service, connection } = await rehearse();
    service.behaviour.accepted = true;
    expect(await connection.send('1', outgoing('Later'), never())).toEqual({ renderedText: null, message: null });
    expect(service.truth('1').at(-1)!.text).toBe('Later');
  });

  test.each([
    [201, wire, '70'],
    [200, { data: wire }, '70'],
    [202, '', null],
    [204, '', null],
    [201, { id: 70 }, null],
    [200, 'ok', null],
    [200, '{"id":', null],
    [201, { ...wire, created_at: 5 }, null],
  ])('%i %j is a success', async (status, body, id) => {
    const stub = await answering(status, status === 204 ? '' : body);
    const { message } = await connectTo(stub.url).send('1', outgoing('Hello'), never());
    expect(message?.remoteId ?? null).toBe(id);
    expect(stub.requests).toHaveLength(1);
  });

  test('the answer’s author may be left out: it is us', async () => {
    const stub = await answering(201, { ...wire, chat_user_id: undefined });
    const { message } = await connectTo(stub.url).send('1', outgoing('Hello'), never());
    expect(message).toMatchObject({ mine: true, authorName: 'robin@tidewater.example' });
  });

  test.each(['message', 'body', 'content', 'text'] as const)(
    'the text goes under the name the service asks for: %s (4.3)',
    async (textName) => {
      const { service, connection } = await rehearse();
      service.behaviour.textName = textName;
      const first = await connection.send('1', outgoing('one'), never());
      await connection.send('1', outgoing('two'), never());
      await connection.edit('1', first.message!.remoteId, 'one, changed', never());
      expect(
        service
          .truth('1')
          .slice(-2)
          .map(({ text }) => text),
      ).toEqual(['one, changed', 'two']);
      // Asked once, remembered after that.
      expect(service.requests.filter((request) => request.status === 422)).toHaveLength(textName === 'message' ? 0 : 1);
    },
  );

  test.each([
    [{ message: ['The message may not be greater than 100 characters.'] }, 1, 'may not be greater than 100 characters'],
    [{ message: ['Too long.'], body: ['The body field is required.'] }, 1, 'Too long.'],
    [{ chat_user_id: ['The chat user id is invalid.'] }, 1, 'is invalid'],
    [{ note: ['The note field is required.'] }, 2, 'The note field is required.'],
  ])('422 with %j: %i calls', async (errors, calls, words) => {
    const stub = await answering(422, { message: 'The given data was invalid.', errors });
    const error = await errorFrom(connectTo(stub.url).send('1', outgoing('Hello'), never()));
    expect(error).toMatchObject({ code: 'rejected', reason: 'invalid', delivered: 'no' });
    expect(error.message).toContain(words);
    expect(stub.requests).toHaveLength(calls);
  });

  test('an empty message is refused before it leaves', async () => {
    const stub = await answering(201, wire);
    expect(await errorFrom(connectTo(stub.url).send('1', outgoing(' \n '), never()))).toMatchObject({ reason: 'invalid', delivered: 'no' });
    expect(await errorFrom(connectTo(stub.url).edit('1', '70', ' ', never()))).toMatchObject({ reason: 'invalid' });
    expect(stub.requests).toEqual([]);
  });

  test('a web page with 200 proves nothing', async () => {
    const stub = await answering(200, '<!doctype html><title>Sign in</title>');
    expect(await errorFrom(connectTo(stub.url).send('1', outgoing('Hello'), never()))).toMatchObject({
      code: 'protocol',
      delivered: 'maybe',
    });
  });
});

describe('changing and deleting', () => {
  test('a message of ours is changed, and can be changed again', async () => {
    const { service, connection } = await rehearse();
    const { message } = await connection.send('1', outgoing('Helo'), never());
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await connection.edit('1', message!.remoteId, 'Hello', never())).toMatchObject({
        remoteId: message!.remoteId,
        text: 'Hello',
        mine: true,
      });
    }
    expect(service.truth('1').at(-1)!.text).toBe('Hello');
  });

  test('an answer without the message says nothing', async () => {
    const stub = await answering(202, '');
    expect(await connectTo(stub.url).edit('1', '70', 'Hello', never())).toBeNull();
    expect(stub.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['PUT', '/api/chats/1/messages/70', '{"message":"Hello"}'],
    ]);
  });

  test('deleting twice is deleting once', async () => {
    const { service, connection } = await rehearse();
    const { message } = await connection.send('1', outgoing('Oops'), never());
    await connection.remove('1', message!.remoteId, 'all', never());
    await connection.remove('1', message!.remoteId, 'all', never());
    expect(service.truth('1').map(({ text }) => text)).not.toContain('Oops');
    expect(connection.removeFor).toEqual(['all']);
  });

  test.each([
    [200, ''],
    [200, { id: 70 }],
    [202, {}],
    [204, ''],
    [404, { message: 'No query results for model [App\\Models\\ChatMessage] 70' }],
  ])('%i %j counts as deleted (4.5)', async (status, body) => {
    const stub = await answering(status, body);
    await connectTo(stub.url).remove('1', '70', 'all', never());
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['DELETE /api/chats/1/messages/70']);
  });

  test('404 from something that is no ConnectNow does not', async () => {
    const stub = await answering(404, '<html>404</html>');
    expect(await errorFrom(connectTo(stub.url).remove('1', '70', 'all', never()))).toMatchObject({ code: 'protocol', delivered: 'no' });
  });

  test('somebody else’s message may not be ours to change', async () => {
    const { service, connect } = await rehearse();
    const id = service.post('1', 'Nerys Bevan', 'Mine');
    const connection = connect({ values: { token: '', chats: '1' } });
    expect(await errorFrom(connection.edit('1', id, 'Yours', never()))).toMatchObject({ reason: 'forbidden', delivered: 'no' });
    expect(service.truth('1').at(-1)!.text).toBe('Mine');
  });

  test('a change is known by its time when it is read back', async () => {
    const { service, connection } = await rehearse();
    const row = service.tables.messages.rows().find((message) => message.text.startsWith('Thank you for everything'))!;
    const edited = await connection.edit('1', String(row.id), 'Thank you, Piers.', never());
    expect(edited!.editedAt).toBeGreaterThan(edited!.sentAt);
    const { messages } = await connection.readLatest('1', nothingKnown, never());
    expect(messages.find((message) => message.remoteId === String(row.id))).toEqual(edited);
  });
});

test('a send that is stopped tells why, and is not repeated', async () => {
  const stub = await startStub(() => {});
  const controller = new AbortController();
  const reason = new Error('account stopped');
  const call = connectTo(stub.url).send('1', outgoing('Hello'), controller.signal);
  await expect.poll(() => stub.requests.length).toBe(1);
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(stub.requests).toHaveLength(1);
});
