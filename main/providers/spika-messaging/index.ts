/** Spika with a messaging key: rooms by number, written to and never read. */
import type { Provider } from '../contract.ts';
import { createMessagingClient } from './client.ts';
import { info } from './info.ts';
import { roomFromLine, roomsFromLines } from './rooms.ts';

export const spikaMessaging: Provider = {
  info,
  connect(context) {
    const client = createMessagingClient(context);
    return {
      address: client.address,
      reach: client.reach,
      verify: client.verify,
      async listConversations() {
        // The first call at start is the place to refuse settings that no later call could use.
        client.address();
        return roomsFromLines(context.values['rooms'] ?? '');
      },
      conversationFromName: roomFromLine,
      send: client.send,
      canReply: true,
    };
  },
};
