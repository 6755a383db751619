/** Chats: made, renamed, deleted, and their password shown. */
import type { ManagedItem } from '../../../../preload/contract/provider.ts';
import { Protocol } from '../../errors.ts';
import { chatPasswordNames, titleNames } from '../assumptions.ts';
import { listTitled } from '../conversations.ts';
import { field } from '../../field.ts';
import { createLearntName } from '../learnt-name.ts';
import { toTitled, type Titled } from '../map.ts';
import { stringIn } from '../pick.ts';
import { answeredItem, removed, titleErrors } from './answers.ts';
import type { Keeper, KeeperParts } from './index.ts';

const path = '/api/chats';
const about = 'this chat';
const fields = [
  field({ name: 'name', label: 'Name', help: 'What the chat is called.', required: true }),
  field({
    name: 'company_id',
    label: 'Company',
    help: 'The number of the company the chat belongs to, as the list of companies shows it after “#”.',
    placeholder: '3',
  }),
];

export function chats({ client, access }: KeeperParts): Keeper {
  const title = createLearntName(titleNames);

  async function write(
    method: 'POST' | 'PUT',
    id: string | null,
    { name = '', company_id = '' }: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ManagedItem> {
    const call = { method, path: id === null ? path : `${path}/${encodeURIComponent(id)}`, about };
    const company = company_id.trim().replace(/^#/, '');
    const json = await titleErrors(() =>
      title.send(name, (body) =>
        access.asAccount((bearer) => client.call({ ...call, bearer, body: { ...body, ...companyOf(company) } }, signal)),
      ),
    );
    const asked = { id: id ?? '', title: name, values: { name, company_id: company } };
    return answeredItem(json, asked, (object) => toItem(toTitled(object, 'a chat', 'chat')));
  }

  return {
    kind: {
      id: 'chats',
      plural: 'Chats',
      singular: 'chat',
      parent: null,
      createFields: fields,
      updateFields: fields,
      canRemove: true,
      revealLabel: 'Show chat password',
    },
    list: async (_parentId, signal) => (await listTitled(client, access, 'chats', signal)).map(toItem),
    create: (_parentId, values, signal) => write('POST', null, values, signal),
    update: (_parentId, id, values, signal) => write('PUT', id, values, signal),
    remove: (_parentId, id, signal) =>
      removed(() => {
        const call = { method: 'DELETE', path: `${path}/${encodeURIComponent(id)}`, about } as const;
        return access.asAccount((bearer) => client.call({ ...call, bearer }, signal));
      }),
    async reveal(id, signal) {
      const call = { method: 'POST', path: `/chats/${encodeURIComponent(id)}/share`, about: 'the password of this chat' } as const;
      const password = stringIn(
        await access.inChat(id, 'share', (bearer) => client.callUnsure({ ...call, bearer }, signal), signal),
        chatPasswordNames,
      );
      if (password === null) throw new Protocol('ConnectNow Chat answered, but with no password that Parley can find.', 'maybe');
      return password;
    },
  };
}

/** Ids are numbers as a rule; a service that has other ones gets them as they were typed. */
function companyOf(id: string): { company_id?: number | string } {
  if (id === '') return {};
  return { company_id: /^\d{1,15}$/.test(id) ? Number(id) : id };
}

function toItem({ id, title, companyId, company }: Titled): ManagedItem {
  const detail = [`#${id}`, company ?? (companyId === null ? '' : `company #${companyId}`)].filter((part) => part !== '').join(' · ');
  return { id, title: title ?? `Chat #${id}`, detail, values: { name: title ?? '', company_id: companyId ?? '' } };
}
