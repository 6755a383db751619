/** A small made-up service, to show what the check does with services of each kind. Its calls are plain functions. */
import { accountAddress } from '../../../main/providers/address.ts';
import type { Provider, ProviderConnection, ProviderInfo } from '../../../main/providers/contract.ts';
import type { Field } from '../../../preload/contract/provider.ts';

export function field(name: string, type: Field['type'], part: Partial<Field> = {}): Field {
  return { name, label: name, help: '', placeholder: '', type, required: false, defaultValue: '', advanced: false, ...part };
}

const info: ProviderInfo = {
  kind: 'toy',
  name: 'Toy',
  summary: '',
  help: 'Ask the toy maker for a key.',
  fields: [field('key', 'secret', { required: true }), field('address', 'address')],
  conversationWord: 'channel',
  limits: { messageLength: null },
  pacing: { minimumGap: 0, poll: { open: 1000, visible: 1000, background: 1000 }, list: 60_000 },
};

export function toy(connection: Partial<ProviderConnection>, part: Partial<ProviderInfo> = {}, signIn?: Provider['signIn']): Provider {
  return {
    info: { ...info, ...part },
    connect: ({ values }) => ({
      address: () => accountAddress(values, 'https://toy.example', '/toys'),
      verify: async () => 'Signed in as Ana.',
      listConversations: async () => [{ remoteId: 'a', title: 'A' }],
      ...connection,
    }),
    ...(signIn ? { signIn } : {}),
  };
}
