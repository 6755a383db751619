import { describe, expect, test } from 'vitest';
import { describe as describeProvider } from '../../../../main/providers/registry.ts';
import { spikaMessaging } from '../../../../main/providers/spika-messaging/index.ts';
import { spikaUser } from '../../../../main/providers/spika-user/index.ts';
import { providerDescriptionSchema } from '../../../../preload/contract/provider.ts';

describe('Spika as the account form sees it', () => {
  test('a messaging key can only send', () => {
    const description = describeProvider(spikaMessaging);
    expect(providerDescriptionSchema.parse(description)).toEqual(description);
    expect(description.capabilities).toEqual({
      ...{ read: false, send: true, reply: true, edit: false, remove: [] },
      ...{ addConversation: true, signIn: false },
    });
    expect(description.fields.map(({ name, type, required, defaultValue }) => [name, type, required, defaultValue])).toEqual([
      ['address', 'address', true, ''],
      ['key', 'secret', true, ''],
      ['rooms', 'list', false, ''],
    ]);
  });

  test('a signed-in user can do everything', () => {
    const description = describeProvider(spikaUser);
    expect(providerDescriptionSchema.parse(description)).toEqual(description);
    expect(description.capabilities).toEqual({
      ...{ read: true, send: true, reply: true, edit: true, remove: ['self', 'all'] },
      ...{ addConversation: false, signIn: true },
    });
    expect(description.fields.map(({ name, type }) => [name, type])).toEqual([
      ['address', 'address'],
      ['telephone', 'telephone'],
    ]);
  });

  test('two users of one server do not share a pace, the same one does', () => {
    const key = (telephone: string) => spikaUser.pacingKey!({ address: 'https://chat.example.com', telephone });
    expect(key('+31201234567')).toBe(key('+31201234567'));
    expect(key('+31201234567')).not.toBe(key('+31201234568'));
  });
});
