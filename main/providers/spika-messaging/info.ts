/** What a Spika messaging key is, as the account form and the scheduler see it. */
import type { ProviderInfo } from '../contract.ts';
import { field } from '../field.ts';
import { addressField } from '../spika/address-field.ts';

export const info: ProviderInfo = {
  kind: 'spika-messaging',
  name: 'Spika messaging key',
  summary: 'Send to rooms of a Spika server under the name a key stands for. Reading takes a Spika sign-in.',
  help: 'In Spika, open a room you are admin of, choose Settings in its sidebar and create an API key. The name you give it there is the sender people see.',
  fields: [
    addressField,
    field({
      name: 'key',
      label: 'API key',
      help: 'From the room’s settings in Spika. Whoever holds it can write in the room, so Parley keeps it in the keychain.',
      type: 'secret',
      required: true,
    }),
    field({
      name: 'rooms',
      label: 'Rooms',
      help: 'One room per line: its number, then a name of your own. The number stands in the address bar when the room is open in Spika’s web page. More can be added later.',
      placeholder: '12 Ops alerts',
      type: 'list',
    }),
  ],
  conversationWord: 'room',
  // Spika documents no limit and has none in its code; what its server cannot take comes back as 413.
  limits: { messageLength: null },
  pacing: {
    // Spika limits nothing. This is courtesy towards somebody's own small server.
    minimumGap: 50,
    // Nothing can be read with a key: this is how often the key is proved.
    poll: { open: 60_000, visible: 60_000, background: 60_000 },
    list: null,
  },
};
