/** 8x8 Work chat ("Chapi"): rooms by name, read and written with one API key. */
import type { Provider } from '../contract.ts';
import { Rejected } from '../errors.ts';
import { createClient } from './client.ts';
import { info, sandboxRoom } from './info.ts';
import { roomFromName, roomLines } from './rooms.ts';

export const eightByEight: Provider = {
  info,
  connect(context) {
    const client = createClient(context);
    const rooms = () => roomLines(context.values['rooms'] ?? '');
    return {
      address: client.address,
      reach: client.reach,
      async verify(signal) {
        try {
          await client.read(rooms()[0] ?? sandboxRoom, null, signal);
        } catch (error) {
          // A refusal of this one room comes after the key was accepted.
          if (!(error instanceof Rejected)) throw error;
        }
        return '8x8 accepts the key.';
      },
      async listConversations() {
        // The first call at start is the place to refuse settings that no later call could use.
        client.address();
        return rooms().map(roomFromName);
      },
      conversationFromName: roomFromName,
      async readLatest(room, _known, signal) {
        return { messages: await client.read(room, null, signal) };
      },
      async readBefore(room, order, signal) {
        return { messages: await client.read(room, order, signal) };
      },
      send: (room, { text }, signal) => client.send(room, text, signal),
    };
  },
};
