/** The people of a chat. */
import type { ManagedItem } from '../../../../preload/contract/provider.ts';
import { field } from '../../field.ts';
import { toListedPerson, type ListedPerson } from '../map.ts';
import { toPerson } from '../person.ts';
import { answeredItem, removed } from './answers.ts';
import type { Keeper, KeeperParts } from './index.ts';

const fields = [
  field({ name: 'name', label: 'Name', help: 'As people in the chat see it.', required: true }),
  field({ name: 'surname', label: 'Surname', help: 'As people in the chat see it.' }),
  field({
    name: 'email',
    label: 'E-mail address',
    help: 'Codes to sign in are sent to it; people in the chat can see it.',
    type: 'email',
    required: true,
  }),
];

export function people({ client, access, directory }: KeeperParts): Keeper {
  const pathOf = (chatId: string) => `/api/chats/${encodeURIComponent(chatId)}/users`;

  async function write(
    method: 'POST' | 'PUT',
    chatId: string,
    id: string | null,
    { name = '', surname = '', email = '' }: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ManagedItem> {
    const path = id === null ? pathOf(chatId) : `${pathOf(chatId)}/${encodeURIComponent(id)}`;
    const values = { name, surname, email };
    const call = { method, path, body: values, about: 'the people of this chat' };
    const json = await access.inChat(chatId, 'changePeople', (bearer) => client.call({ ...call, bearer }, signal), signal);
    const asked = { id: id ?? '', title: `${name} ${surname}`.trim() || email, values };
    return answeredItem(json, asked, (object) => toItem(toListedPerson(object, 'person')));
  }

  return {
    kind: {
      id: 'people',
      plural: 'People',
      singular: 'person',
      parent: 'chats',
      createFields: fields,
      updateFields: fields,
      canRemove: true,
      revealLabel: null,
    },
    list: async (chatId, signal) => (await directory.list(chatId, signal)).map(toItem),
    create: (chatId, values, signal) => write('POST', chatId, null, values, signal),
    update: (chatId, id, values, signal) => write('PUT', chatId, id, values, signal),
    remove: (chatId, id, signal) =>
      removed(() => {
        const call = { method: 'DELETE', path: `${pathOf(chatId)}/${encodeURIComponent(id)}`, about: 'this person' } as const;
        return access.inChat(chatId, 'changePeople', (bearer) => client.call({ ...call, bearer }, signal), signal);
      }),
  };
}

function toItem(wire: ListedPerson): ManagedItem {
  const { id, name, email } = toPerson(wire);
  return {
    id: id ?? '',
    title: name ?? `Participant ${id}`,
    detail: email ?? '',
    values: { name: wire.name ?? '', surname: wire.surname ?? '', email: wire.email ?? '' },
  };
}
