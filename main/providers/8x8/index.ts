/** 8x8 Work chat ("Chapi"): rooms by name, read and written with one API key. */
import type { Provider } from '../contract.ts';
import { check } from './check.ts';
import { createClient } from './client.ts';
import { info } from './info.ts';
import { roomFromName, roomLines } from './rooms.ts';

export const eightByEight: Provider = {
  info,
  connect(context) {
    const client = createClient(context);
    return {
      async listConversations() {
        // The first call at start is the place to refuse settings that no later call could use.
        client.address();
        return roomLines(context.values['rooms'] ?? '').map(roomFromName);
      },
      conversationFromName: roomFromName,
      async readLatest(room, signal) {
        return { messages: await client.read(room, null, signal) };
      },
      async readBefore(room, order, signal) {
        return { messages: await client.read(room, order, signal) };
      },
      send: (room, text, signal) => client.send(room, text, signal),
    };
  },
  check,
};
