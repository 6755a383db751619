/** What 8x8 Work chat ("Chapi") is, as the account form and the scheduler see it. */
import type { ProviderInfo } from '../contract.ts';
import { field } from '../field.ts';

/** Where the documentation's own examples live; also the room 8x8 uses when none is named. */
export const sandboxRoom = 'CHAPI sandbox';
export const defaultAddress = 'https://api.8x8.com/chat';

export const info: ProviderInfo = {
  kind: '8x8-chapi',
  name: '8x8 Work chat',
  summary: 'Read and answer rooms of 8x8 Work with a Chat API key.',
  help: 'In the 8x8 Admin Console, open API Keys, choose Create App and pick the API product “Chat”. The app’s key is what Parley needs. 8x8 supports this in its US region.',
  fields: [
    field({
      name: 'key',
      label: 'API key',
      help: 'From the 8x8 Admin Console, API Keys. Whoever holds it can read and write for your company, so Parley keeps it in the keychain.',
      placeholder: 'test_key_…',
      type: 'secret',
      required: true,
    }),
    field({
      name: 'rooms',
      label: 'Rooms',
      help: 'One room name per line, spelled as in 8x8 Work. 8x8 offers no list of rooms; more can be added later. Private rooms can be read once the API user is invited, but not written to.',
      placeholder: sandboxRoom,
      type: 'list',
      defaultValue: sandboxRoom,
    }),
    field({
      name: 'address',
      label: 'Server address',
      help: 'Only for a gateway of your own in front of 8x8.',
      placeholder: defaultAddress,
      type: 'address',
      defaultValue: defaultAddress,
      advanced: true,
    }),
  ],
  conversationWord: 'room',
  createsOnSend: true,
  // 8x8 documents no limit; one that is too long comes back as 413.
  limits: { messageLength: null },
  pacing: {
    // 8x8 allows 5 calls a second with one key and spreads them: one each 200 ms. The rest is for jitter on the way.
    minimumGap: 250,
    budget: { calls: 5, per: 1000 },
    poll: { open: 2000, visible: 10_000, background: 15_000 },
    list: null,
  },
};
