import { describe, expect, test } from 'vitest';
import { answering, startStub } from '../support.ts';
import { apiToken, chatPassword, chatToken, connectTo, email, errorFrom, never, nothingKnown, outgoing } from './support.ts';

/** The errors of listing, reading and sending answered this way. */
async function errorsFor(status: number, body: unknown, headers: Record<string, string> = {}) {
  const stub = await answering(status, body, headers);
  const connection = connectTo(stub.url);
  return {
    list: await errorFrom(connection.listConversations(never())),
    read: await errorFrom(connection.readLatest('2', nothingKnown, never())),
    send: await errorFrom(connection.send('1', outgoing('Hi'), never())),
  };
}

describe('statuses (4.5)', () => {
  test.each([{ message: 'Unauthenticated.' }, '', 'Unauthorized'])('401 %j: the token', async (body) => {
    const { list, read, send } = await errorsFor(401, body);
    for (const error of [list, read]) expect(error).toMatchObject({ code: 'auth', delivered: 'no' });
    expect(list.message).toBe('ConnectNow Chat does not accept the API token (401). Make a new one on its website and enter it here.');
    expect(send).toMatchObject({ code: 'rejected', reason: 'other', delivered: 'no' });
  });

  test.each([{ message: 'This action is unauthorized.' }, ''])(
    '403 %j explains that ConnectNow admits programs by address',
    async (body) => {
      for (const error of Object.values(await errorsFor(403, body))) {
        expect(error).toMatchObject({ code: 'rejected', reason: 'forbidden', delivered: 'no' });
        expect(error.message).toContain('internet address of this computer');
        expect(error.message).toContain('(403)');
      }
    },
  );

  test.each([{ message: 'No query results for model [App\\Models\\Chat] 2' }, '""', 'Not Found'])('404 %j', async (body) => {
    const { read, send } = await errorsFor(404, body);
    for (const error of [read, send]) {
      expect(error).toMatchObject({ code: 'rejected', reason: 'not-found', delivered: 'no' });
      expect(error.message).toBe('ConnectNow Chat does not find this chat (404). It may have been deleted.');
    }
  });

  test('404 as a web page: the address', async () => {
    const { list } = await errorsFor(404, '<html>nginx</html>');
    expect(list).toMatchObject({ code: 'protocol' });
    expect(list.message).toContain('server address');
  });

  test('405: the address', async () => {
    for (const error of Object.values(await errorsFor(405, { message: 'The GET method is not supported.' }))) {
      expect(error).toMatchObject({ code: 'protocol', delivered: 'no' });
      expect(error.message).toContain('(405)');
    }
  });

  test.each([
    [{ message: 'The given data was invalid.', errors: { message: ['The message is odd.'] } }, 'The message is odd.'],
    [{ message: 'The message is odd. (and 1 more error)', errors: { message: 'The message is odd.', x: [] } }, 'The message is odd.'],
    [{ message: 'Something is odd.' }, 'Something is odd.'],
    [{ errors: ['no', 'names'] }, 'does not take this.'],
    ['', 'does not take this.'],
    ['<html>', 'does not take this.'],
  ])('422 %j', async (body, words) => {
    const { send } = await errorsFor(422, body);
    expect(send).toMatchObject({ code: 'rejected', reason: 'invalid', delivered: 'no' });
    expect(send.message).toContain(words);
  });

  test('422 says what is wrong at each field', async () => {
    const { send } = await errorsFor(422, {
      errors: { message: ['The message is odd.', 'And long.'], chat_id: ['No such chat.'], z: [7] },
    });
    expect(send.fields).toEqual({
      message: 'ConnectNow Chat says: “The message is odd.”',
      chat_id: 'ConnectNow Chat says: “No such chat.”',
      z: 'ConnectNow Chat does not accept this.',
    });
  });

  test.each([
    [{ message: 'Too Many Attempts.' }, {}, null],
    [{ message: 'Too Many Attempts.' }, { 'retry-after': '37', 'x-ratelimit-limit': '1' }, 37_000],
    ['<html>slow down</html>', { 'retry-after': 'soon' }, null],
    ['', { 'x-ratelimit-remaining': '0' }, null],
  ])('429 %j %j: a pause for calls like this one', async (body, headers, retryAfter) => {
    for (const error of Object.values(await errorsFor(429, body, headers))) {
      expect(error).toMatchObject({ code: 'rate-limited', scope: 'call', delivered: 'no', retryAfter });
    }
  });

  test.each([
    [{ message: 'Server Error' }],
    [{ message: 'SQLSTATE[42S02]: no such table', exception: 'PDOException', trace: [{ file: '/var/www/app/Http/Kernel.php' }] }],
    ['<html>Whoops, SQLSTATE</html>'],
    [''],
  ])('500 %j: nothing of a debug page is shown', async (body) => {
    const { list, read, send } = await errorsFor(500, body);
    for (const error of [list, read, send])
      expect(error.message).toBe('ConnectNow Chat has a problem of its own (500). Parley tries again by itself.');
    expect([list.delivered, read.delivered, send.delivered]).toEqual(['no', 'no', 'maybe']);
    expect(send.code).toBe('unreachable');
  });

  test.each([
    [502, '(502)'],
    [503, '(503)'],
    [504, '(504)'],
    [408, 'waited too long'],
  ])('%i', async (status, words) => {
    const { send } = await errorsFor(status, '<html>');
    expect(send).toMatchObject({ code: 'unreachable', delivered: 'maybe' });
    expect(send.message).toContain(words);
  });

  test.each([
    [413, 'too-large', 'too long (413)'],
    [419, 'other', '(419): “CSRF token mismatch.”.'],
    [400, 'other', '(400)'],
  ])('%i', async (status, reason, words) => {
    const { send } = await errorsFor(status, { message: status === 419 ? 'CSRF token mismatch.' : '' });
    expect(send).toMatchObject({ code: 'rejected', reason, delivered: 'no' });
    expect(send.message).toContain(words);
  });

  test('302 to the login page, as without the accept header (4.1)', async () => {
    const { list, send } = await errorsFor(302, '<html>', { location: '/login' });
    for (const error of [list, send]) {
      expect(error).toMatchObject({ code: 'protocol', delivered: 'no' });
      expect(error.message).toContain('sent Parley on to another page');
    }
  });
});

describe('what must not get out', () => {
  const bodies = (secret: string) => [
    { message: `bad ${secret}`, errors: { message: [`The message ${secret} is odd.`], token: [secret], password: secret } },
    { message: secret },
    { errors: { [secret]: [secret] } },
    `<html>${secret}</html>`,
    secret,
    [{ id: secret, created_at: secret, message: 3 }],
    { data: secret, message: secret },
  ];

  test.each([200, 302, 400, 401, 403, 404, 422, 429, 500])('tokens and a chat password echoed in a %i', async (status) => {
    const harmless = { body: '{}', location: '/' };
    let answer = harmless;
    const stub = await startStub((_, response) =>
      response.writeHead(status, status === 302 ? { location: answer.location } : {}).end(answer.body),
    );
    for (const secret of [apiToken, chatToken, chatPassword]) {
      for (const body of bodies(secret)) {
        const echo = { body: typeof body === 'string' ? body : JSON.stringify(body), location: `https://${secret}.example/${secret}` };
        const connection = connectTo(stub.url, { values: { chats: '1' } });
        const join = { email, name: 'Ana', surname: 'Lima', password: chatPassword };
        const showing: (() => Promise<unknown>)[] = [
          () => connection.send('1', outgoing('Hi'), never()),
          () => connection.signInTo('1').answer(join, never()),
          () => connection.verify(never()),
        ];
        const calls = [
          ...showing,
          () => connection.readLatest('1', nothingKnown, never()),
          () => connection.listConversations(never()),
          () => connection.edit('1', '7', 'Hi', never()),
          () => connection.remove('1', '7', 'all', never()),
          () => connection.management.list('companies', null, never()),
          () => connection.management.create('chats', null, { name: 'x', company_id: '' }, never()),
          () => connection.management.list('people', '1', never()),
        ];
        // What was never shown to the service cannot be echoed.
        answer = harmless;
        for (const call of showing) await call().catch(() => undefined);
        answer = echo;
        // `errorFrom` fails on any part of a secret; what did not fail has no sentence.
        for (const call of calls) {
          const running = call();
          await running.catch(() => errorFrom(running));
        }
      }
    }
  });

  test('links to further pages are rebuilt on the configured server, never followed (4.4)', async () => {
    const elsewhere = await answering(200, { data: [] });
    const stub = await startStub((request, response) => {
      const page = Number(new URL(request.url!, 'http://x').searchParams.get('page'));
      const next = page < 3 ? `${elsewhere.url}/api/chats?page=${page + 1}` : null;
      response.end(JSON.stringify({ current_page: page, data: [{ id: page, name: `Chat ${page}` }], next_page_url: next, per_page: 1 }));
    });
    const chats = await connectTo(stub.url).listConversations(never());
    expect(chats.map((chat) => chat.title)).toEqual(['Chat 1', 'Chat 2', 'Chat 3']);
    expect(stub.requests.map(({ url }) => url)).toEqual([1, 2, 3].map((page) => `/api/chats?per_page=249&page=${page}`));
    expect(elsewhere.requests).toEqual([]);
  });

  test('a redirect to another host is not followed', async () => {
    const elsewhere = await answering(200, []);
    const { list } = await errorsFor(307, '', { location: `${elsewhere.url}/api/chats` });
    expect(list.code).toBe('protocol');
    expect(elsewhere.requests).toEqual([]);
  });
});
