/** KeyAuth chat: an application's channels by name, as one of its users. */
import type { Provider } from '../contract.ts';
import { maskedLicense } from './authors.ts';
import { channelFromName, channelsOf } from './channels.ts';
import { createChat } from './chat.ts';
import { createClient } from './client.ts';
import { info } from './info.ts';
import { createSession } from './session.ts';
import { addressOf, applicationKey, settingsOf } from './settings.ts';
import { createSignIn } from './sign-in.ts';

export const keyAuth: Provider = {
  info,
  pacingKey: applicationKey,
  signIn: createSignIn,
  connect(context) {
    const { values } = context;
    const client = createClient(context);
    const session = createSession(context, client);
    const chat = createChat(context, session);
    const channels = () => channelsOf(values['channels'] ?? '');
    return {
      address: () => addressOf(values),
      reach: client.reach,
      async verify(signal) {
        const { credentials } = settingsOf(values);
        await session.call('check', {}, true, signal);
        return `Signed in as ${credentials.kind === 'user' ? `“${credentials.username}”` : maskedLicense(credentials.key)}.`;
      },
      async listConversations() {
        // The first call at start is the place to refuse settings that no later call could use.
        addressOf(values);
        settingsOf(values);
        return channels();
      },
      conversationFromName: (name) => channelFromName(name, channels()),
      readLatest: chat.read,
      needsKnown: true,
      send: (channel, { text }, signal) => chat.send(channel, text, signal),
    };
  },
};
