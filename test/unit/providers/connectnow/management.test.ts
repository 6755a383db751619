import { describe, expect, test } from 'vitest';
import { answering } from '../support.ts';
import { connectTo, errorFrom, never, rehearse } from './support.ts';

describe('companies', () => {
  test('are listed, created, renamed and deleted', async () => {
    const { service, connection } = await rehearse();
    const { list, create, update, remove } = connection.management;
    expect(await list('companies', null, never())).toEqual([
      { id: '1', title: 'Tidewater Cycles', detail: '#1', values: { name: 'Tidewater Cycles' } },
      { id: '2', title: 'Fenwick Allotments', detail: '#2', values: { name: 'Fenwick Allotments' } },
    ]);
    const made = await create('companies', null, { name: 'Harbour & Sons' }, never());
    expect(made).toEqual({ id: '3', title: 'Harbour & Sons', detail: '#3', values: { name: 'Harbour & Sons' } });
    expect(await update('companies', null, '3', { name: 'Harbour' }, never())).toMatchObject({ id: '3', title: 'Harbour' });
    await remove('companies', null, '3', never());
    await remove('companies', null, '3', never());
    expect(service.tables.companies.rows().map((company) => company.name)).toEqual(['Tidewater Cycles', 'Fenwick Allotments']);
  });
});

describe('chats', () => {
  test('are listed, created in a company, renamed and deleted', async () => {
    const { service, connection } = await rehearse();
    const { list, create, update, remove } = connection.management;
    expect((await list('chats', null, never()))[3]).toEqual({
      id: '4',
      title: 'Allotment committee',
      detail: '#4 · Fenwick Allotments',
      values: { name: 'Allotment committee', company_id: '2' },
    });
    expect((await list('chats', null, never()))[6]).toMatchObject({ title: 'Chat #7', detail: '#7', values: { name: '', company_id: '' } });
    const made = await create('chats', null, { name: 'Seed swap', company_id: ' #2 ' }, never());
    expect(made).toMatchObject({ id: '8', title: 'Seed swap', detail: '#8 · Fenwick Allotments' });
    const renamed = await update('chats', null, '8', { name: 'Seed and plant swap', company_id: '2' }, never());
    expect(renamed).toMatchObject({ title: 'Seed and plant swap', values: { company_id: '2' } });
    expect((await connection.listConversations(never())).at(-1)).toMatchObject({ title: 'Seed and plant swap (Fenwick Allotments)' });
    await remove('chats', null, '8', never());
    expect(service.tables.chats.find(8)).toBeUndefined();
  });

  test('what the service does not take is said at the field', async () => {
    const { connection } = await rehearse();
    const { create } = connection.management;
    expect(await errorFrom(create('chats', null, { name: ' ', company_id: '' }, never()))).toMatchObject({
      reason: 'invalid',
      fields: { name: 'ConnectNow Chat says: “The name field is required.”' },
    });
    expect(await errorFrom(create('chats', null, { name: 'x', company_id: '99' }, never()))).toMatchObject({
      fields: { company_id: 'ConnectNow Chat says: “The selected company id is invalid.”' },
    });
    expect(await errorFrom(create('chats', null, { name: 'x', company_id: 'Fenwick' }, never()))).toMatchObject({
      fields: { company_id: 'ConnectNow Chat says: “The company id must be an integer.”' },
    });
  });

  test('whatever the service calls the name, the form’s field says what is wrong with it', async () => {
    const stub = await answering(422, { errors: { title: ['The title field is required.'] } });
    const error = await errorFrom(connectTo(stub.url).management.create('chats', null, { name: 'x', company_id: '' }, never()));
    expect(error.fields).toEqual({ name: 'ConnectNow Chat says: “The title field is required.”' });
    expect(stub.requests.map(({ body }) => body)).toEqual(['{"name":"x"}', '{"title":"x"}']);
  });

  test.each(['printed', 'api'] as const)('the password is shown on request (%s path), and asked for each time', async (unsurePaths) => {
    const { service, connection, tokens } = await rehearse();
    service.behaviour.unsurePaths = unsurePaths;
    const before = new Map(tokens.all);
    const password = service.tables.chats.find(4)!.password;
    expect(await connection.management.reveal!('chats', null, '4', never())).toBe(password);
    service.tables.chats.find(4)!.password = 'changed since';
    expect(await connection.management.reveal!('chats', null, '4', never())).toBe('changed since');
    expect(tokens.all).toEqual(before);
    const calls = service.requests.map(({ path }) => path);
    expect(calls.at(-1)).toBe(unsurePaths === 'api' ? '/api/chats/4/share' : '/chats/4/share');
    expect(calls).toHaveLength(unsurePaths === 'api' ? 2 : 3);
    expect(service.requests.every(({ method, query }) => method === 'POST' && query === '')).toBe(true);
  });

  test.each([[{ password: 'x' }], [{ data: { password: 'x' } }], [{ url: 'x' }], [{ link: 'x' }], ['"x"']])(
    'a password in %j',
    async (body) => {
      const stub = await answering(200, body);
      expect(await connectTo(stub.url).management.reveal!('chats', null, '4', never())).toBe('x');
    },
  );

  test('no password in the answer', async () => {
    const stub = await answering(200, { ok: true });
    expect(await errorFrom(connectTo(stub.url).management.reveal!('chats', null, '4', never()))).toMatchObject({ code: 'protocol' });
  });

  test('only chats have one', async () => {
    const { connection } = await rehearse();
    expect(await errorFrom(connection.management.reveal!('companies', null, '1', never()))).toMatchObject({ code: 'rejected' });
    expect(connection.management.kinds.map(({ id, parent, revealLabel }) => [id, parent, revealLabel])).toEqual([
      ['companies', null, null],
      ['chats', null, 'Show chat password'],
      ['people', 'chats', null],
    ]);
  });
});

describe('people', () => {
  test('are listed, added, changed and removed', async () => {
    const { service, connection } = await rehearse();
    const { list, create, update, remove } = connection.management;
    expect((await list('people', '4', never())).map(({ title }) => title)).toEqual(['Dorothea Pym', 'Gil Ashworth', 'Robin Vale']);
    const values = { name: 'Ana', surname: 'Lima', email: 'ana@lima.example' };
    const added = await create('people', '4', values, never());
    expect(added).toEqual({ id: expect.any(String) as string, title: 'Ana Lima', detail: 'ana@lima.example', values });
    expect(await update('people', '4', added.id, { ...values, surname: 'Lima Pym' }, never())).toMatchObject({ title: 'Ana Lima Pym' });
    await remove('people', '4', added.id, never());
    await remove('people', '4', added.id, never());
    expect((await list('people', '4', never())).map(({ title }) => title)).not.toContain('Ana Lima Pym');
    expect(service.requests.every(({ status }) => status !== 401 && status !== 403)).toBe(true);
  });

  test('what the service does not take is said at the field', async () => {
    const { connection } = await rehearse();
    const values = { name: '', surname: '', email: 'nowhere' };
    expect(await errorFrom(connection.management.create('people', '4', values, never()))).toMatchObject({
      fields: {
        name: 'ConnectNow Chat says: “The name field is required.”',
        email: 'ConnectNow Chat says: “The email must be a valid email address.”',
      },
    });
  });

  test('somebody without an API token may change themselves', async () => {
    const { service, connect } = await rehearse();
    const { management } = connect({ values: { token: '', chats: '1' } });
    const me = (await management.list('people', '1', never())).find(({ title }) => title === 'Robin Vale')!;
    await management.update('people', '1', me.id, { ...me.values, name: 'Rob' }, never());
    expect(service.tables.people.find(me.id)!.name).toBe('Rob');
  });
});

test('202 without the thing is accepted: it is shown as it was asked for', async () => {
  const { service, connection } = await rehearse();
  service.behaviour.accepted = true;
  for (const [kind, parent, values] of [
    ['companies', null, { name: 'Later' }],
    ['chats', null, { name: 'Later', company_id: '' }],
    ['people', '4', { name: 'Later', surname: '', email: 'later@on.example' }],
  ] as const) {
    const made = await connection.management.create(kind, parent, values, never());
    expect(made).toMatchObject({ title: 'Later', values });
    expect(made.detail).toContain('Look again in a moment');
    expect((await connection.management.list(kind, parent, never())).map(({ title }) => title)).toContain('Later');
  }
});

test('without an API token there is nothing to look after but people', async () => {
  const { service, connect } = await rehearse();
  const { management } = connect({ values: { token: '', chats: '1' } });
  for (const kind of ['companies', 'chats']) {
    expect((await errorFrom(management.list(kind, null, never()))).message).toBe(
      'This takes an API token. Enter one in the account’s settings.',
    );
  }
  expect(service.requests).toEqual([]);
  expect(await errorFrom(management.list('planets', null, never()))).toMatchObject({ code: 'rejected', reason: 'not-found' });
});

test('bad shapes are named', async () => {
  const stub = await answering(200, { data: [{ id: 1 }, { name: 'no id' }] });
  const { management } = connectTo(stub.url);
  expect((await errorFrom(management.list('companies', null, never()))).message).toContain('a company whose “[1].id” is missing');
  expect((await errorFrom(management.list('people', '1', never()))).message).toContain('a person whose “[1].id” is missing');
});
