import { describe, expect, test } from 'vitest';
import type { SignInStep } from '../../../../preload/contract/provider.ts';
import { connectWith } from '../../../../main/providers/connectnow/index.ts';
import { answering, startStub } from '../support.ts';
import { chatPassword, contextFor, email, errorFrom, never, nothingKnown, outgoing, rehearse } from './support.ts';

const newcomer = { name: 'Ana', surname: 'Lima', email: 'ana@lima.example' };
const fieldNames = (step: SignInStep | 'done') => (step === 'done' ? step : step.fields.map((field) => field.name));

function passwordOf({ service }: Awaited<ReturnType<typeof rehearse>>, chat: string): string {
  return service.tables.chats.find(chat)!.password;
}

describe('signing in to a chat (4.2)', () => {
  test('the first form asks for everything once, and suggests the account’s address', async () => {
    const { connection } = await rehearse();
    const step = await connection.signInTo('4').start(never());
    expect(fieldNames(step)).toEqual(['email', 'name', 'surname', 'password']);
    expect(step).toMatchObject({
      fields: [{ type: 'email', defaultValue: email, required: true }, {}, {}, { type: 'secret', required: false }],
    });
  });

  test('a newcomer is in at once with the chat’s password, and can write', async () => {
    const rehearsed = await rehearse();
    const { service, connect } = rehearsed;
    const connection = connect({ tokens: {} });
    const signIn = connection.signInTo('4');
    await signIn.start(never());
    expect(await signIn.answer({ ...newcomer, password: passwordOf(rehearsed, '4') }, never())).toBe('done');
    const receipt = await connection.send('4', outgoing('Hello from Ana'), never());
    expect(receipt.message).toMatchObject({ authorName: 'Ana Lima', text: 'Hello from Ana', mine: true });
    expect(service.truth('4').at(-1)).toEqual({ author: 'Ana Lima', text: 'Hello from Ana' });
    expect((await connection.listConversations(never())).find(({ remoteId }) => remoteId === '4')).toMatchObject({ signIn: 'done' });
    const { messages } = await connection.readLatest('4', nothingKnown, never());
    expect(messages.filter((message) => message.mine).map((message) => message.text)).toEqual(['Hello from Ana']);
  });

  test('who was there before gets a code by e-mail', async () => {
    const rehearsed = await rehearse();
    const { service, connection } = rehearsed;
    const signIn = connection.signInTo('4');
    await signIn.start(never());
    const step = await signIn.answer({ name: 'Robin', surname: 'Vale', email, password: passwordOf(rehearsed, '4') }, never());
    expect(step).toMatchObject({ title: 'Enter the code', fields: [{ name: 'code', type: 'code' }] });
    expect((step as SignInStep).sentence).toContain(email);
    const error = await errorFrom(signIn.answer({ code: '111' }, never()));
    expect(error).toMatchObject({
      code: 'rejected',
      reason: 'invalid',
      fields: { code: 'ConnectNow Chat says: “The auth code is invalid or has expired.”' },
    });
    // The same step may be answered again; blanks between the digits do not matter.
    const code = String(service.lastCode(email));
    expect(await signIn.answer({ code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }, never())).toBe('done');
    await connection.send('4', outgoing('Back again'), never());
  });

  test('a code that is already there needs only the address', async () => {
    const rehearsed = await rehearse();
    const { service, connect, connection } = rehearsed;
    const first = connection.signInTo('4');
    await first.start(never());
    await first.answer({ name: 'Robin', surname: 'Vale', email, password: passwordOf(rehearsed, '4') }, never());
    const later = connect().signInTo('4');
    await later.start(never());
    const before = service.requests.length;
    expect(fieldNames(await later.answer({ email, password: '' }, never()))).toEqual(['code']);
    expect(service.requests).toHaveLength(before);
    expect(await later.answer({ code: String(service.lastCode(email)) }, never())).toBe('done');
  });

  test.each([
    [{ ...newcomer, password: 'wrong' }, { password: 'ConnectNow Chat says: “The chat password is incorrect.”' }],
    [{ ...newcomer, name: '', password: 'wrong' }, { name: 'ConnectNow Chat says: “The name field is required.”' }],
    [{ ...newcomer, email: 'ana', password: 'wrong' }, { email: 'ConnectNow Chat says: “The email must be a valid email address.”' }],
    [{ ...newcomer, email: ' ', password: 'x' }, { email: 'Enter your e-mail address: ConnectNow knows you by it.' }],
  ])('%j is refused at its field, and may be answered again', async (values, fields) => {
    const rehearsed = await rehearse();
    const signIn = rehearsed.connection.signInTo('4');
    await signIn.start(never());
    expect(await errorFrom(signIn.answer(values, never()))).toMatchObject({ code: 'rejected', reason: 'invalid', fields });
    expect(await signIn.answer({ ...newcomer, password: passwordOf(rehearsed, '4') }, never())).toBe('done');
  });

  test.each(['', 'abc', '12 34x'])('%j is no code', async (code) => {
    const stub = await answering(200, {});
    const signIn = connectWith(contextFor(stub.url)).signInTo('1');
    await signIn.answer({ email }, never());
    expect(await errorFrom(signIn.answer({ code }, never()))).toMatchObject({
      fields: { code: 'The code consists of digits. Copy it from the e-mail.' },
    });
    expect(stub.requests).toEqual([]);
  });

  test('joining and the code are sent as documented, without a token', async () => {
    const stub = await answering(200, {});
    const signIn = connectWith(contextFor(stub.url)).signInTo('17');
    await signIn.answer({ ...newcomer, password: chatPassword }, never());
    await errorFrom(signIn.answer({ code: '004711' }, never()));
    expect(stub.requests.map(({ method, url, body, headers }) => [method, url, JSON.parse(body), headers.authorization])).toEqual([
      ['POST', '/api/chats/17/users', { ...newcomer, password: chatPassword }, undefined],
      ['POST', '/api/chats/17/users/get-token', { email: newcomer.email, 'auth-code': 4711 }, undefined],
    ]);
  });

  test.each([
    [{ token: 'fresh|token' }],
    [{ chat_user_token: 'fresh|token' }],
    [{ access_token: 'fresh|token', chat_user: { id: 4 } }],
    [{ data: { plainTextToken: 'fresh|token' } }],
    ['fresh|token'],
  ])('a token is found in %j', async (body) => {
    const stub = await answering(200, JSON.stringify(body));
    const context = contextFor(stub.url, { tokens: {} });
    const signIn = connectWith(context).signInTo('17');
    await signIn.answer({ email }, never());
    expect(await signIn.answer({ code: '123456' }, never())).toBe('done');
    expect([...context.tokens.all.values()]).toContain('fresh|token');
  });

  test.each([[{}], [{ token: 'with blank' }], [{ token: 17 }]])('%j holds none', async (body) => {
    const stub = await answering(200, body);
    const context = contextFor(stub.url, { tokens: {} });
    const signIn = connectWith(context).signInTo('17');
    await signIn.answer({ email }, never());
    expect(await errorFrom(signIn.answer({ code: '123456' }, never()))).toMatchObject({ code: 'protocol' });
    expect(context.tokens.all.size).toBe(0);
  });

  test.each([401, 403, 404])('%i to a code is about the code, and no account fails', async (status) => {
    const stub = await answering(status, {});
    const signIn = connectWith(contextFor(stub.url)).signInTo('17');
    await signIn.answer({ email }, never());
    const error = await errorFrom(signIn.answer({ code: '123456' }, never()));
    expect(error).toMatchObject({ code: 'rejected', fields: { code: expect.stringContaining('does not accept this code') as string } });
  });
});

describe('the paths printed without /api (4.2)', () => {
  const tried = (requests: readonly { path: string }[]) => requests.map(({ path }) => path).filter((path) => path.endsWith('get-token'));

  test.each([
    ['printed', ['/api/chats/4/users/get-token', '/chats/4/users/get-token', '/chats/4/users/get-token']],
    ['api', ['/api/chats/4/users/get-token', '/api/chats/4/users/get-token']],
  ] as const)('%s: the other spelling is tried once, and the answer kept', async (unsurePaths, paths) => {
    const rehearsed = await rehearse();
    rehearsed.service.behaviour.unsurePaths = unsurePaths;
    for (let turn = 0; turn < 2; turn += 1) {
      const signIn = rehearsed.connection.signInTo('4');
      await signIn.answer({ name: 'Robin', surname: 'Vale', email, password: passwordOf(rehearsed, '4') }, never());
      expect(await signIn.answer({ code: String(rehearsed.service.lastCode(email)) }, never())).toBe('done');
    }
    expect(tried(rehearsed.service.requests)).toEqual(paths);
  });

  test.each([401, 403, 422, 429, 500])('%i is an answer: no second path', async (status) => {
    const stub = await answering(status, {});
    const signIn = connectWith(contextFor(stub.url)).signInTo('17');
    await signIn.answer({ email }, never());
    await errorFrom(signIn.answer({ code: '123456' }, never()));
    expect(stub.requests).toHaveLength(1);
  });

  test.each([404, 405])('%i leads to the other path', async (status) => {
    const stub = await startStub((request, response) =>
      request.url!.startsWith('/api') ? response.writeHead(status).end('{}') : response.end('{"token":"fresh|token"}'),
    );
    const signIn = connectWith(contextFor(stub.url)).signInTo('17');
    await signIn.answer({ email }, never());
    expect(await signIn.answer({ code: '123456' }, never())).toBe('done');
    expect(stub.requests.map(({ url }) => url)).toEqual(['/api/chats/17/users/get-token', '/chats/17/users/get-token']);
  });
});
