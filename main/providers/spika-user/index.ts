/** Spika as a user: every room, read and written, with live updates. */
import type { Provider } from '../contract.ts';
import { readChanges } from './changes.ts';
import { createUserClient } from './client.ts';
import { info } from './info.ts';
import { listen } from './live.ts';
import { createMessages } from './messages.ts';
import { createRooms } from './rooms.ts';
import { createSignIn } from './sign-in.ts';

export const spikaUser: Provider = {
  info,
  connect(context) {
    const client = createUserClient(context);
    const rooms = createRooms(client);
    const messages = createMessages(client, rooms, context.clock);
    return {
      address: client.address,
      reach: client.reach,
      async verify(signal) {
        await rooms.list(signal);
        const name = rooms.nameOf(client.ownId() ?? -1);
        return name === null ? 'Signed in to Spika.' : `Signed in to Spika as ${name}.`;
      },
      signOut: client.signOut,
      listConversations: rooms.list,
      readLatest: (roomId, _known, signal) => messages.page(roomId, null, signal),
      readBefore: (roomId, order, signal) => messages.page(roomId, order, signal),
      readChanges: (since, signal) => readChanges(client, messages, context.clock, since, signal),
      listen: (sink, signal) => listen(context, client, messages, sink, signal),
      send: messages.send,
      canReply: true,
      edit: messages.edit,
      remove: messages.remove,
      removeFor: ['self', 'all'],
      async markRead(roomId, signal) {
        await client.change('POST', `/messages/${roomId}/seen`, undefined, signal);
      },
    };
  },
  signIn: createSignIn,
  // No field of the form is secret, so what makes the account is what shares its pace.
  pacingKey: ({ address = '', telephone = '' }) => `${address} ${telephone}`,
};
