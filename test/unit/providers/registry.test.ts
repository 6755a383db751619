import type { ProviderContext } from '../../../main/providers/contract.ts';
import { describe, expect, test } from 'vitest';
import { providerDescriptionSchema } from '../../../preload/contract/provider.ts';
import { describe as describeProvider, providerOf, providers } from '../../../main/providers/registry.ts';

describe('registry', () => {
  test('kinds are unique and found', () => {
    expect(new Set(providers.map(({ info }) => info.kind)).size).toBe(providers.length);
    for (const provider of providers) expect(providerOf(provider.info.kind)).toBe(provider);
    expect(() => providerOf('carrier-pigeon')).toThrow('This version of Parley has no provider “carrier-pigeon”.');
  });

  test('every description crosses the wall', () => {
    for (const provider of providers)
      expect(providerDescriptionSchema.parse(describeProvider(provider))).toEqual(describeProvider(provider));
  });

  test('8x8 as the account form sees it', () => {
    const { kind, name, capabilities, conversationWord, fields } = describeProvider(providerOf('8x8-chapi'));
    expect({ kind, name, capabilities, conversationWord }).toEqual({
      kind: '8x8-chapi',
      name: '8x8 Work chat',
      capabilities: { read: true, send: true, reply: false, edit: false, remove: [], addConversation: true, signIn: false },
      conversationWord: 'room',
    });
    expect(fields.map((field) => [field.name, field.type, field.required, field.defaultValue, field.advanced])).toEqual([
      ['key', 'secret', true, '', false],
      ['rooms', 'list', false, 'CHAPI sandbox', false],
      ['address', 'address', false, 'https://api.8x8.com/chat', true],
    ]);
  });

  test('a capability is a method of the connection', () => {
    const mute = {
      ...providers[0]!,
      connect: (context: ProviderContext) => {
        const { address, verify, listConversations } = providers[0]!.connect(context);
        return { address, verify, listConversations };
      },
    };
    expect(describeProvider(mute).capabilities).toEqual({
      read: false,
      send: false,
      reply: false,
      edit: false,
      remove: [],
      addConversation: false,
      signIn: false,
    });
  });
});
