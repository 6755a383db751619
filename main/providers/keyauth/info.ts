/** What KeyAuth chat is, as the account form and the scheduler see it. */
import type { ProviderInfo } from '../contract.ts';
import { field } from '../field.ts';

export const defaultAddress = 'https://keyauth.win/api/1.2/';

/** Bytes of UTF-8 after KeyAuth has cleaned the text. */
export const longestMessage = 2000;

export const info: ProviderInfo = {
  kind: 'keyauth-chat',
  name: 'KeyAuth chat',
  summary: 'Read and write the chat channels of an application that uses KeyAuth, as one of its users.',
  help: 'The maker of the application knows its name and owner id. Sign in as you do in the application itself: with user name and password, or with a license key.',
  caution:
    'A license key nobody has used yet is registered, and so used up, by signing in with it. KeyAuth keeps one sign-in per application and network: while Parley is connected, the application itself may sign you out, and the other way round.',
  fields: [
    field({ name: 'application', label: 'Application name', help: 'Exactly as its maker named it at KeyAuth.', required: true }),
    field({
      name: 'ownerId',
      label: 'Owner id',
      help: 'Ten characters, from the account settings of the application’s maker.',
      required: true,
      placeholder: 'tiQhtH5R88',
    }),
    field({ name: 'username', label: 'User name', help: 'Leave empty to sign in with a license key.' }),
    field({
      name: 'password',
      label: 'Password',
      help: 'Belongs to the user name. Parley keeps it in the keychain.',
      type: 'secret',
      anyText: true,
    }),
    field({
      name: 'license',
      label: 'License key',
      help: 'Only to sign in without a user name. A key nobody has used yet is used up by this.',
      type: 'secret',
    }),
    field({
      name: 'channels',
      label: 'Channels',
      help: 'One channel name per line. KeyAuth offers no list of channels; more can be added later.',
      type: 'list',
      placeholder: 'general',
    }),
    field({
      name: 'hwid',
      label: 'Hardware id',
      help: 'Only if the application insists on one. KeyAuth may tie the user to the first id it is given.',
      advanced: true,
    }),
    field({
      name: 'address',
      label: 'Server address',
      help: 'Only for an application that runs KeyAuth on a server of its own.',
      type: 'address',
      placeholder: defaultAddress,
      defaultValue: defaultAddress,
      advanced: true,
    }),
  ],
  conversationWord: 'channel',
  limits: { messageLength: { most: longestMessage, unit: 'bytes' } },
  textCautions: [
    {
      contains: '<',
      sentence: 'KeyAuth removes everything that looks like a tag, and after a lone “<” the rest of the message.',
      replacement: '‹',
    },
  ],
  pacing: {
    minimumGap: 1000,
    // The stricter of the two limits that are known; the other is 200 calls a minute for all users of an owner together.
    budget: { calls: 30, per: 30_000 },
    poll: { open: 5000, visible: 10_000, background: 30_000 },
    list: null,
  },
};
