import { describe, expect, test } from 'vitest';
import { providerDescriptionSchema } from '../../../../preload/contract/provider.ts';
import { describe as describeProvider } from '../../../../main/providers/registry.ts';
import { keyAuth } from '../../../../main/providers/keyauth/index.ts';
import { answering, errorFrom, key, never } from '../support.ts';
import { contextWith, nothingKnown, rehearse, stubValues } from './support.ts';

const connect = (more: Record<string, string>) => keyAuth.connect(contextWith(stubValues('http://127.0.0.1:9/api/1.2/', more)));

describe('the account form', () => {
  test('asks for an application and for one of two ways to sign in; the rest may be left empty', () => {
    expect(keyAuth.info.fields.map(({ name, type, required, advanced }) => [name, type, required, advanced])).toEqual([
      ['application', 'text', true, false],
      ['ownerId', 'text', true, false],
      ['username', 'text', false, false],
      ['password', 'secret', false, false],
      ['license', 'secret', false, false],
      ['channels', 'list', false, false],
      ['hwid', 'text', false, true],
      ['address', 'address', false, true],
    ]);
    expect(keyAuth.info.caution).toContain('used up');
  });

  test.each([
    [{ ownerId: 'tiQhtH5R8' }, 'ownerId', 'ten characters'],
    [{ ownerId: 'tiQhtH5R888' }, 'ownerId', 'ten characters'],
    [{ application: '' }, 'application', 'name is missing'],
    [{ password: '' }, 'password', 'password is missing'],
    [{ username: '', password: '' }, 'username', 'or a license key'],
  ])('%j is refused at its field, before any call', async (values, field, words) => {
    for (const call of [connect(values).listConversations(never()), connect(values).verify(never())]) {
      const error = await errorFrom(call);
      expect(error).toMatchObject({ code: 'rejected', reason: 'invalid' });
      expect((error as unknown as { fields: Record<string, string> }).fields[field]).toContain(words);
    }
  });

  test('the address may come with its file name; one that cannot work is refused', () => {
    expect(connect({ address: '' }).address()).toMatchObject({ base: 'https://keyauth.win/api/1.2', encrypted: true });
    expect(connect({ address: 'https://chat.example/keys/api/1.1/index.php' }).address().base).toBe('https://chat.example/keys/api/1.1');
    expect(() => connect({ address: 'https://keyauth.win/api/1.2/?type=chatget' }).address()).toThrow('“?”');
    expect(() => connect({ address: 'http://keyauth.win' }).address()).toThrow('http://');
  });

  test('accounts of one application share a limit, others do not', () => {
    const pacingKey = (more: Record<string, string>) => keyAuth.pacingKey!(stubValues('https://keyauth.win/api/1.2/', more));
    expect(pacingKey({ username: 'ana' })).toBe(pacingKey({ username: 'bo', address: 'https://keyauth.win/api/1.2' }));
    for (const other of [{ application: 'b' }, { ownerId: 'aaaaaaaaaa' }, { address: 'https://other.example' }]) {
      expect(pacingKey(other)).not.toBe(pacingKey({}));
    }
    expect(pacingKey({})).not.toContain(key);
  });

  test('can read, write and be signed in to, and is described without a call', () => {
    const described = describeProvider(keyAuth);
    expect(providerDescriptionSchema.parse(described)).toEqual(described);
    expect(described).toMatchObject({
      conversationWord: 'channel',
      createsOnSend: false,
      capabilities: { read: true, send: true, reply: false, edit: false, remove: [], addConversation: true, signIn: true },
    });
  });

  test('one call a second, thirty in thirty seconds, and no history beyond the window', () => {
    expect(keyAuth.info.pacing).toEqual({
      minimumGap: 1000,
      budget: { calls: 30, per: 30_000 },
      poll: { open: 5000, visible: 10_000, background: 30_000 },
      list: null,
    });
    expect(connect({}).readBefore).toBeUndefined();
  });
});

describe('channels', () => {
  test('each once, whatever the case, as first spelled', async () => {
    const listed = await connect({ channels: 'Harbour\n\n  harbour \n夜の当番\nHARBOUR' }).listConversations(never());
    expect(listed).toEqual([
      { remoteId: 'Harbour', title: 'Harbour' },
      { remoteId: '夜の当番', title: '夜の当番' },
    ]);
    expect(connect({ channels: 'Harbour' }).conversationFromName!(' hARBOUR ').remoteId).toBe('Harbour');
    expect(connect({ channels: 'Harbour' }).conversationFromName!('pier').remoteId).toBe('pier');
  });

  test('one that does not exist reads as an empty one', async () => {
    const { connect: connectTo } = await rehearse();
    expect(await connectTo().readLatest!('no such pier', nothingKnown, never())).toEqual({ messages: [] });
  });

  test('fifty characters, counted as people do', () => {
    expect(connect({}).conversationFromName!('夜'.repeat(50)).title).toHaveLength(50);
    expect(() => connect({}).conversationFromName!('x'.repeat(51))).toThrow('at most 50 characters');
  });

  test.each([
    ['  ', 'needs a name'],
    ['a\u0007b', 'control characters'],
    ['a\ud800', 'control characters'],
  ])('%j is no name', (name, words) => expect(() => connect({}).conversationFromName!(name)).toThrow(words));
});

describe('the connection check', () => {
  test('something that speaks like KeyAuth is reached without naming application or user', async () => {
    const stub = await answering(200, { success: false, message: 'No OwnerID specified. Select app & copy code snippet' });
    await keyAuth.connect(contextWith(stubValues(stub.url))).reach!(never());
    expect(stub.requests.map(({ method, url, body }) => [method, url, body])).toEqual([['POST', '/', 'type=check']]);
    const { connect: connectTo, service } = await rehearse();
    await connectTo().reach!(never());
    expect(service.rateViolations()).toBe(0);
  });

  test.each([
    [200, 'KeyAuth_Invalid', null],
    [200, '<html>Hello</html>', 'protocol'],
    [404, 'Not found', 'protocol'],
    [502, '', 'unreachable'],
  ])('%i %j when only reached', async (status, body, code) => {
    const stub = await answering(status, body);
    const reached = keyAuth.connect(contextWith(stubValues(stub.url))).reach!(never());
    if (code === null) await reached;
    else expect((await errorFrom(reached)).code).toBe(code);
  });

  test('who is signed in is said by name, or by the end of the license', async () => {
    const { connect: connectTo, connectByLicense, license } = await rehearse();
    expect(await connectTo().verify(never())).toBe('Signed in as “marlow”.');
    expect(await connectByLicense().verify(never())).toBe(`Signed in as License …${license.slice(-4)}.`);
  });
});
