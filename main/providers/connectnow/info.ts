/** What the ConnectNow Chat API is, as the account form and the scheduler see it. */
import type { ProviderInfo } from '../contract.ts';
import { field } from '../field.ts';

export const defaultAddress = 'https://chat-api.connectnow.org.uk';

const second = 1000;
const minute = 60 * second;

export const info: ProviderInfo = {
  kind: 'connectnow-chat',
  name: 'ConnectNow Chat',
  summary: 'Read, answer and look after chats of ConnectNow with an API token, or by joining single chats.',
  help: 'Make a personal access token for your account on the ConnectNow Chat website. Without one, name the chats you belong to, and your e-mail address. To write in a chat you sign in to it once, with its password or a code sent to you by e-mail.',
  caution:
    'ConnectNow admits programs by their address: ask its support to list the internet address of this computer if calls are refused although the token is right.',
  fields: [
    field({
      name: 'token',
      label: 'API token',
      help: 'Your personal access token from the website. It lists all your chats and lets you look after companies, chats and people. Parley keeps it in the keychain.',
      type: 'secret',
    }),
    field({
      name: 'email',
      label: 'Your e-mail address',
      help: 'The one you are known by in chats. Parley suggests it when you sign in to a chat, and knows your own messages by it.',
      placeholder: 'ana@example.com',
      type: 'email',
    }),
    field({
      name: 'chats',
      label: 'Chats',
      help: 'Ids of chats the API token does not list, one per line: all of yours if you have no API token. ConnectNow shows the id on the chat’s page.',
      placeholder: '17',
      type: 'list',
    }),
    field({
      name: 'address',
      label: 'Server address',
      help: 'Only for a server of your own, or a gateway in front of ConnectNow.',
      placeholder: defaultAddress,
      type: 'address',
      defaultValue: defaultAddress,
      advanced: true,
    }),
  ],
  conversationWord: 'chat',
  limits: { messageLength: null },
  pacing: {
    minimumGap: second,
    // Every endpoint has a limit of its own, some as low as one call a minute, and none is published.
    poll: { open: minute, visible: 2 * minute, background: 5 * minute },
    list: 10 * minute,
  },
};
