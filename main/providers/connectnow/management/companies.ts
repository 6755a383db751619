/** Companies: what chats belong to. */
import type { ManagedItem } from '../../../../preload/contract/provider.ts';
import { titleNames } from '../assumptions.ts';
import { listTitled } from '../conversations.ts';
import { field } from '../../field.ts';
import { createLearntName } from '../learnt-name.ts';
import { toTitled, type Titled } from '../map.ts';
import { answeredItem, removed, titleErrors } from './answers.ts';
import type { Keeper, KeeperParts } from './index.ts';

const path = '/api/companies';
const about = 'this company';
const fields = [field({ name: 'name', label: 'Name', help: 'What the company is called.', required: true })];

export function companies({ client, access }: KeeperParts): Keeper {
  const title = createLearntName(titleNames);

  async function write(method: 'POST' | 'PUT', id: string | null, name: string, signal: AbortSignal): Promise<ManagedItem> {
    const call = { method, path: id === null ? path : `${path}/${encodeURIComponent(id)}`, about };
    const json = await titleErrors(() =>
      title.send(name, (body) => access.asAccount((bearer) => client.call({ ...call, bearer, body }, signal))),
    );
    return answeredItem(json, { id: id ?? '', title: name, values: { name } }, (object) =>
      toItem(toTitled(object, 'a company', 'company')),
    );
  }

  return {
    kind: {
      id: 'companies',
      plural: 'Companies',
      singular: 'company',
      parent: null,
      createFields: fields,
      updateFields: fields,
      canRemove: true,
      revealLabel: null,
    },
    list: async (_parentId, signal) => (await listTitled(client, access, 'companies', signal)).map(toItem),
    create: (_parentId, { name = '' }, signal) => write('POST', null, name, signal),
    update: (_parentId, id, { name = '' }, signal) => write('PUT', id, name, signal),
    remove: (_parentId, id, signal) =>
      removed(() => {
        const call = { method: 'DELETE', path: `${path}/${encodeURIComponent(id)}`, about } as const;
        return access.asAccount((bearer) => client.call({ ...call, bearer }, signal));
      }),
  };
}

function toItem({ id, title }: Titled): ManagedItem {
  return { id, title: title ?? `Company #${id}`, detail: `#${id}`, values: { name: title ?? '' } };
}
